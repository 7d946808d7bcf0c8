"""The portal as ``make run`` starts it, in a separate folder, with processes to kill."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from psp_portal.local.environment import ROOT
from tests.faults.harness import wait_for

# Text that each process has in its command line.
SIGNS = {
    "web": "-m psp_portal.web",
    "worker": "--app=psp_portal worker",
    "relay": "manage.py relay",
    "beat": "--app=psp_portal.beat beat",
    "valkey": "valkey-server",
    "postgres": "bin/postgres -D",
}
MORTALS = ("web", "worker", "relay", "beat")
KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


@dataclass
class Portal:
    """``python -m psp_portal.local.run`` with a separate folder and port.

    Attributes:
        home: its PSP_HOME.
        port: its PORT.
        settings: the settings module of its processes; the portal's own except in a control run.
        more: additional environment variables.
        kills: what was killed, in order.
    """

    home: Path
    port: int
    settings: str = "psp_portal.settings"
    more: dict[str, str] = field(default_factory=dict)
    kills: list[str] = field(default_factory=list)
    process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        with self._said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "psp_portal.local.run"],
                cwd=ROOT,
                env=self._variables() | {"DJANGO_SETTINGS_MODULE": self.settings},
                stdout=said,
                stderr=subprocess.STDOUT,
            )
        try:
            assert wait_for(self._is_ready, seconds=600), self._said.read_text()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(90)
        finally:
            self.process.kill()  # the kernel ends its services with it

    @property
    def address(self) -> str:
        """The URL of its pages."""
        return f"http://127.0.0.1:{self.port}"

    def manage(self, *arguments: str) -> str:
        """Run a management command next to it and return its output."""
        return subprocess.run(  # noqa: S603 -- the test's own commands
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self._variables() | {"DJANGO_SETTINGS_MODULE": "tests.faults.settings"},
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def processes(self) -> dict[str, int]:
        """Return the leader of each process group under the supervisor, by name."""
        assert self.process is not None
        return {
            name: pid
            for pid, parent, _, command in table()
            if parent == self.process.pid
            for name, sign in SIGNS.items()
            if sign in command
        }

    def kill(self, name: str, *, pick: random.Random | None = None) -> None:
        """SIGKILL a process group, or only one child of it; the supervisor starts it again."""
        leader = self.processes().get(name)
        if leader is None:
            return
        children = [pid for pid, _, group, _ in table() if group == leader != pid]
        with suppress(ProcessLookupError):
            if pick is not None and children:
                os.kill(pick.choice(children), signal.SIGKILL)
            else:
                os.killpg(leader, signal.SIGKILL)
        self.kills.append(name if pick is None or not children else f"{name} (one child)")

    def keep_away(self, name: str, seconds: float) -> None:
        """Kill a process each time the supervisor restarts it, for that many seconds."""
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            if leader := self.processes().get(name):
                with suppress(ProcessLookupError):
                    os.killpg(leader, signal.SIGKILL)
            time.sleep(0.1)
        self.kills.append(f"{name} (away for {seconds:.0f} s)")

    def kill_at_random(self, rng: random.Random) -> None:
        """Kill one of the four processes, whole or in part."""
        name, whole = rng.choice(MORTALS), rng.random() < 0.7
        self.kill(name, pick=None if whole else rng)

    def _is_ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self._said.read_text()
        return "The portal runs at" in self._said.read_text()

    @property
    def _said(self) -> Path:
        return self.home.with_name(f"{self.home.name}.log")

    def _variables(self) -> dict[str, str]:
        """Return the environment, with nothing of this test's own database."""
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}  # noqa: TID251 -- handed on to a child
        own = {"PSP_HOME": str(self.home), "PORT": str(self.port), "PSP_ENV": "local"}
        return kept | own | self.more


def table() -> Iterator[tuple[int, int, int, str]]:
    """Yield (process, parent, group, command line) of every live process, from /proc."""
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        with suppress(OSError, IndexError, ValueError):
            state, parent, group = (entry / "stat").read_text().rsplit(")", 1)[1].split()[:3]
            command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if state != "Z":
                yield int(entry.name), int(parent), int(group), command
