"""A throw-away PostgreSQL cluster on a unix socket."""

import csv
import glob
import io
import os
import shutil
import signal
import subprocess

from stack.children import Child, as_postgres
from stack.waiting import wait_for


def programs():
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))
    return found[-1] if found else os.path.dirname(shutil.which("initdb"))


class Cluster:
    """Everybody who reaches the socket is whom they say; the folder keeps others away."""

    def __init__(self, folder, log):
        self.folder = folder
        self.sockets = os.path.join(folder, "run")
        self._data = os.path.join(folder, "data")
        self._child = Child(
            "PostgreSQL",
            [f"{programs()}/postgres", "-D", self._data, "-c", "listen_addresses=", "-c",
             f"unix_socket_directories={self.sockets}", "-c", "max_connections=200", "-c", "fsync=off",
             "-c", "full_page_writes=off"],
            log, stop_signal=signal.SIGINT, identity=as_postgres())

    def make(self):
        for folder in (self.folder, self.sockets):
            os.makedirs(folder, mode=0o700, exist_ok=True)
            if os.getuid() == 0:
                shutil.chown(folder, "postgres", "postgres")
        subprocess.run(
            [f"{programs()}/initdb", "-D", self._data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-A",
             "trust", "--no-sync"],
            check=True, stdout=subprocess.DEVNULL, cwd="/", **as_postgres())

    def start(self):
        wait_for(self._starts, "PostgreSQL", 60)

    def _starts(self):
        """After a sudden death the children end by themselves, and until they have no new one can start."""
        if not self._child.is_running:
            self._child.start()
        return self._is_ready()

    def stop(self):
        """A fast shutdown: every connection is ended."""
        self._child.stop()

    def kill(self):
        """Sudden death. What was committed is in the files of the operating system, and comes back."""
        self._child.kill()

    def _is_ready(self):
        ready = subprocess.run([f"{programs()}/pg_isready", "-q", "-h", self.sockets])
        return ready.returncode == 0

    def url(self, database, user):
        return f"postgresql:///{database}?host={self.sockets}&user={user}"


class Database:
    """SQL as the superuser, through psql. Values in statements are the tests' own."""

    def __init__(self, cluster, name):
        self._url = cluster.url(name, "postgres")

    def run(self, sql):
        """The output of a script, which must succeed."""
        done = subprocess.run(
            [f"{programs()}/psql", "-X", "-q", "--csv", "-v", "ON_ERROR_STOP=1", "-d", self._url],
            input=sql, capture_output=True, text=True)
        if done.returncode != 0:
            raise AssertionError(f"psql: {done.stderr}")
        return done.stdout

    def rows(self, query):
        """A list of dictionaries of text."""
        return list(csv.DictReader(io.StringIO(self.run(query + ";"))))

    def value(self, query):
        """The one value of a query's one row, as text; None without a row."""
        rows = self.rows(query)
        return next(iter(rows[0].values())) if rows else None

    def number(self, query):
        return int(self.value(query))
