"""`ops/run`, the one command: opens the demo shops, keeps everything, and stops what it started and nothing else."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from http_side.visitor import Visitor
from stack.children import free_port
from stack.installation import REPOSITORY
from stack.shop import Shop
from stack.waiting import wait_for

pytestmark = pytest.mark.harsh


class Running:
    """One `ops/run`, of the debug build, on free ports."""

    def __init__(self, state, log, *more):
        self.ports = [free_port() for _ in range(3)]
        self.log = Path(log)
        shops, management, sandbox = map(str, self.ports)
        with open(log, "wb") as output:
            self._process = subprocess.Popen(
                [REPOSITORY / "ops/run", "--debug", "--state", state, "--port", shops, "--management-port", management,
                 "--sandbox-port", sandbox, *more],
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True)

    @property
    def words(self):
        return self.log.read_text(errors="replace")

    def wait_until_open(self):
        wait_for(lambda: "TokoKu is open." in self.words or self._process.poll() is not None, "ops/run to open", 600)
        assert self._process.poll() is None, self.words
        return self

    def shop(self, slug):
        return Visitor(Shop(slug, slug, "", "", "", "", "", port=self.ports[0]))

    def interrupt(self):
        """Ctrl-C; gives the exit code."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(60)

    def end(self):
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait(60)

    def exit_code(self):
        return self._process.wait(60)


@pytest.fixture(scope="module")
def state():
    """A state folder that PostgreSQL's user can reach, with the regions fetched already."""
    folder = Path(tempfile.mkdtemp(prefix="tokoku-j.", dir="/tmp"))
    folder.chmod(0o755)
    state = folder / "state"
    yield state
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def run(state, tmp_path):
    started = []

    def start(*more):
        if not state.exists():
            (state / "regions").mkdir(parents=True)
            (state / "tokoku-state").touch()
            shutil.copy(os.environ["TOKOKU_JOURNEYS_REGIONS"], state / "regions")
        started.append(Running(state, tmp_path / f"run-{len(started)}.log", *more))
        return started[-1]

    yield start
    for running in started:
        running.end()


def processes_of(state):
    """Whatever runs with the state folder on its command line, in its settings or as its place."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
        except OSError:
            continue
        if str(state).encode() in words:
            found.append(words.replace(b"\0", b" ")[:200])
    return found


def test_one_command_opens_both_shops_and_keeps_them_over_a_restart(state, run):
    first = run().wait_until_open()
    assert "Batik Larasati" in first.shop("batik").get("/").text
    assert "Kopi Lereng" in first.shop("kopi").get("/").text
    password = next(line for line in first.words.splitlines() if "pemilik@batik.localhost" in line).split()[-1]
    owner = first.shop("batik")
    form = owner.get("/admin/masuk").form("/admin/masuk").set(email="pemilik@batik.localhost", sandi=password)
    assert owner.submit(form).location == "/admin"

    again = run()
    assert again.exit_code() == 1
    assert "another ops/run is using" in again.words

    assert first.interrupt() == 130
    assert processes_of(state) == []

    second = run().wait_until_open()
    signed_in = second.shop("batik")
    signed_in.cookies = owner.cookies
    assert signed_in.get("/admin/pesanan").status == 200, "the owner is still signed in: nothing was lost"
    assert second.interrupt() == 130
    assert processes_of(state) == []


def test_a_taken_port_is_told_in_one_line(run, installation):
    running = run("--port", str(installation.port))
    assert running.exit_code() == 1
    assert running.words.splitlines() == [
        f"run: port {installation.port} is taken by another program; choose another with --port"]


@pytest.mark.parametrize("wrong", [["--port", "0"], ["--port", "70000"], ["--port", "x"], ["--nonsense"]])
def test_a_wrong_call_is_told_in_one_line(run, wrong):
    running = run(*wrong)
    assert running.exit_code() == 2
    assert len(running.words.splitlines()) == 1


def test_reset_removes_only_what_ops_run_made(tmp_path):
    foreign = tmp_path / "rumah"
    foreign.mkdir()
    (foreign / "surat.txt").write_text("penting")
    running = Running(foreign, tmp_path / "log", "--reset")
    assert running.exit_code() == 1
    assert "was not made by ops/run" in running.words
    assert (foreign / "surat.txt").read_text() == "penting"
