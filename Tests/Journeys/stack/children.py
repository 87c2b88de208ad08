"""Programs that the run starts, each with a log of its own, and stops."""

import os
import signal
import socket
import subprocess


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_postgres():
    """PostgreSQL refuses to run as root; then Debian's user `postgres` has the cluster."""
    if os.getuid() != 0:
        return {}
    return {"user": "postgres", "group": "postgres", "extra_groups": []}


class Child:
    """A program that runs until it is stopped."""

    def __init__(self, name, command, log, environment=None, stop_signal=signal.SIGTERM, identity=None):
        self.name = name
        self.log = log
        self._command = [str(word) for word in command]
        self._environment = environment
        self._stop_signal = stop_signal
        self._identity = identity or {}
        self._process = None

    def start(self):
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self._environment,
                start_new_session=True, cwd="/" if self._identity else None, **self._identity)

    @property
    def is_running(self):
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self):
        return self._process.pid

    def stop(self):
        """In order; by force after 20 s, which is an error."""
        if not self.is_running:
            return
        self._process.send_signal(self._stop_signal)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not stop within 20 s of being asked; see {self.log}")

    def kill(self):
        if self.is_running:
            self._process.kill()
            self._process.wait()

    def last_words(self):
        with open(self.log, errors="replace") as log:
            return "".join(log.readlines()[-15:])
