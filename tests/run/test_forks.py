"""A service in a fork: what the supervisor loaded is there, and nothing else of the supervisor."""

import ast
import os
import signal
import subprocess
import sys

import pytest

from psp_portal.local.environment import ROOT
from tests.run.test_supervisor import eventually, is_alive

# The supervisor's process: it has loaded a module, handles a signal, and has a file open.
SUPERVISOR = """
import os, signal, sys, time
from pathlib import Path
from psp_portal.local.supervisor import Service, Supervisor
sys.modules["loaded"] = "loaded"
os.environ["GIVEN"] = "before"
held = open("/dev/null")
signal.signal(signal.SIGTERM, lambda *_: print("HANDLED", flush=True))
here = Path(sys.argv[1])
def service(name, *words, **more):
    return Service(name, [sys.executable, *words], {"GIVEN": name}, here / f"{name}.log", folder=here, forked=True, **more)
supervisor = Supervisor(lambda said: print(said.partition("; ")[0], flush=True), pause=0.01)
"""
# What a service tells of itself in its log.
TELLS = """
import os, signal, sys
from pathlib import Path
print({
    "loaded": sys.modules.get("loaded"), "name": __name__, "arguments": sys.argv, "folder": os.getcwd(),
    "given": os.environ["GIVEN"], "leads": os.getpgrp() == os.getpid(), "files": sorted(os.listdir("/proc/self/fd")),
    "handled": signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL, "blocked": list(signal.pthread_sigmask(0, [])),
    "shown": Path("/proc/self/cmdline").read_text().rstrip("\\0"), "input": os.readlink("/proc/self/fd/0"),
})
"""
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc")


def supervised(folder, script):
    return subprocess.run(  # noqa: S603 -- a fixed script of this test
        [sys.executable, "-", str(folder)],
        input=SUPERVISOR + script,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout.splitlines()


def test_a_fork_is_the_command_with_what_was_loaded(tmp_path):
    (tmp_path / "tells.py").write_text(TELLS)
    long = ["--as-long-as-a-command-with-many-options"] * 9
    supervised(
        tmp_path,
        f"""
for name, words in (("file", ["tells.py"]), ("module", ["-m", "tells", *{long}])):
    sys.path.insert(0, str(here))
    print(supervisor.start(service(name, *words)).process.wait())
""",
    )
    for name, words, shown in (
        ("file", ["tells.py"], f"{sys.executable} tells.py"),
        (
            "module",
            [str(tmp_path / "tells.py"), *long],
            f"{sys.executable} -m tells {' '.join(long)}",
        ),
    ):
        assert ast.literal_eval((tmp_path / f"{name}.log").read_text()) == {
            "loaded": "loaded",
            "name": "__main__",
            "arguments": words,
            "folder": str(tmp_path),
            "given": name,
            "leads": True,
            "files": ["0", "1", "2", "3"],  # the last is the list's own
            "handled": False,
            "blocked": [],
            "shown": shown,
            "input": os.devnull,
        }


def test_a_fork_that_ends_is_started_again_and_its_end_is_told(tmp_path):
    (tmp_path / "fails.py").write_text("1 / 0")
    (tmp_path / "refuses.py").write_text("import sys; sys.exit('This database is open to all.')")
    (tmp_path / "sleeps.py").write_text("import time; time.sleep(60)")
    said = supervised(
        tmp_path,
        """
ones = [supervisor.start(service(name, f"{name}.py")) for name in ("fails", "refuses", "sleeps")]
first = [one.process.pid for one in ones]
os.kill(first[2], signal.SIGKILL)
until = time.monotonic() + 30
while time.monotonic() < until and not all(one.process.pid != pid for one, pid in zip(ones, first)):
    supervisor.tend()
    time.sleep(0.01)
supervisor.stop()
print(ones[2].process.returncode)
""",
    )
    assert {"fails ended (code 1)", "refuses ended (code 1)", "sleeps ended (code -9)"} <= set(said)
    assert said[-1] == str(-signal.SIGTERM)
    assert "HANDLED" not in said
    assert "ZeroDivisionError" in (tmp_path / "fails.log").read_text()
    assert (tmp_path / "refuses.log").read_text().startswith("This database is open to all.\n")


def test_no_fork_survives_a_killed_supervisor(tmp_path):
    (tmp_path / "sleeps.py").write_text("import time; time.sleep(60)")
    script = 'print(supervisor.start(service("one", "sleeps.py")).process.pid, flush=True); time.sleep(60)'
    with subprocess.Popen(  # noqa: S603 -- as above
        [sys.executable, "-c", SUPERVISOR + script, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()
    assert eventually(lambda: not is_alive(child))
