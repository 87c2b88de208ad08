"""A throw-away Redis on a unix socket."""

import os
import socket

from stack.children import Child
from stack.waiting import wait_for


class Redis:
    def __init__(self, folder, log):
        os.makedirs(folder, exist_ok=True)
        self._socket = os.path.join(folder, "redis.sock")
        self._child = Child(
            "Redis",
            ["redis-server", "--port", "0", "--unixsocket", self._socket, "--save", "", "--appendonly", "no", "--dir",
             folder],
            log)

    @property
    def url(self):
        return f"unix:{self._socket}"

    def start(self):
        self._child.start()
        wait_for(self._answers, "Redis")

    def stop(self):
        self._child.stop()

    def kill(self):
        self._child.kill()

    def _answers(self):
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                connection.connect(self._socket)
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False
