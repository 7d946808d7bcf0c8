"""The supervisor: starts again what dies, stops all in reverse, leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from psp_portal.local.environment import ROOT
from psp_portal.local.supervisor import Service, Supervisor


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    one = Supervisor(lambda _text: None, pause=0.05)
    yield one
    one.stop()


@pytest.fixture
def service(tmp_path: Path) -> Callable[..., Service]:
    def make(name: str = "one", script: str = "sleep 60", **more: object) -> Service:
        command = ["/bin/sh", "-c", script]
        return Service(name, command, {"PATH": os.defpath}, tmp_path / f"{name}.log", **more)

    return make


def is_alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False


def eventually(question: Callable[[], bool], seconds: float = 10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if question():
            return True
        time.sleep(0.02)
    return False


def test_a_killed_service_is_started_again(supervisor, service):
    running = supervisor.start(service())
    first = running.process.pid
    os.kill(first, signal.SIGKILL)
    assert eventually(
        lambda: supervisor.tend() or (running.process.pid != first and running.again_at is None)
    )


def test_the_pause_doubles_while_a_service_keeps_failing(supervisor, service):
    said = []
    supervisor.say = said.append
    running = supervisor.start(service(script="exit 3"))
    assert eventually(lambda: supervisor.tend() or running.failures >= 3)
    assert [text.split("again in ")[1].split(" s")[0] for text in said[:3]] == [
        "0.05",
        "0.1",
        "0.2",
    ]


def test_a_message_names_the_service_its_code_and_its_log(supervisor, service):
    said = []
    supervisor.say = said.append
    supervisor.start(service(name="beat", script="exit 3"))
    assert eventually(lambda: supervisor.tend() or bool(said))
    assert said[0].startswith("beat ended (code 3)")
    assert "beat.log" in said[0]


def test_what_others_lean_on_stops_in_reverse_order_after_them(supervisor, service, tmp_path):
    order = tmp_path / "order"
    for name, base in (("first", True), ("second", True), ("third", False)):
        script = (
            f"trap 'echo {name} >> {order}; exit 0' TERM; echo up; while :; do sleep 0.05; done"
        )
        supervisor.start(service(name=name, script=script, base=base))
        assert eventually(lambda name=name: "up" in (tmp_path / f"{name}.log").read_text())
    supervisor.stop()
    assert order.read_text().split() == ["third", "second", "first"]


def test_a_service_that_ignores_its_signal_is_killed(supervisor, service, tmp_path):
    script = "trap '' TERM; echo up; while :; do sleep 0.05; done"
    running = supervisor.start(service(script=script, patience=0.3))
    assert eventually(lambda: "up" in (tmp_path / "one.log").read_text())
    supervisor.stop()
    assert running.process.returncode == -signal.SIGKILL


def test_what_a_service_started_ends_with_it(supervisor, service, tmp_path):
    supervisor.start(service(script=f"sleep 60 & echo $! > {tmp_path}/child; wait"))
    assert eventually(lambda: (tmp_path / "child").exists() and (tmp_path / "child").read_text())
    supervisor.stop()
    assert eventually(lambda: not is_alive(int((tmp_path / "child").read_text())))


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's parent-death signal is Linux's")
def test_nothing_survives_a_killed_supervisor(tmp_path):
    script = f"""
import sys, time
from pathlib import Path
from psp_portal.local.supervisor import Service, Supervisor
one = Supervisor(print).start(Service("s", ["/bin/sleep", "60"], {{}}, Path({str(tmp_path)!r}) / "log"))
print(one.process.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen(  # noqa: S603 -- a fixed script of this test
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        child = int(parent.stdout.readline())
        assert is_alive(child)
        parent.kill()
    assert eventually(lambda: not is_alive(child))
