"""Run a set of processes, kill them at seeded random moments, and restart them."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Self

Command = Sequence[str]


@dataclass
class Troupe:
    """Named processes with one environment, each in a separate session.

    Attributes:
        commands: the commands to run, by name; those of ``make run`` or a test's own.
        variables: the environment they get on top of this process's.
        logs: the folder for each process's output.
    """

    commands: Mapping[str, Command]
    variables: Mapping[str, str]
    logs: Path
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    kills: list[str] = field(default_factory=list)

    def __enter__(self) -> Self:
        for name in self.commands:
            self.start(name)
        return self

    def __exit__(self, *_: object) -> None:
        for name in list(self.running):
            self.kill(name)

    def start(self, name: str) -> None:
        """Start one process (again)."""
        with self._log(name) as log:
            self.running[name] = subprocess.Popen(  # noqa: S603 -- the test's own commands
                list(self.commands[name]),
                env={**os.environ, **self.variables},  # noqa: TID251 -- handed on to a child
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def kill(self, name: str, *, whole: bool = True, pick: random.Random | None = None) -> None:
        """SIGKILL a process with all its children, or only one child of it."""
        process = self.running[name]
        children = [] if whole else descendants(process.pid)
        if children and pick is not None:
            _signal(pick.choice(children))
            return
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        del self.running[name]

    def kill_at_random(self, rng: random.Random) -> None:
        """Kill one process, whole or in part, and restart it immediately."""
        name = rng.choice(sorted(self.running))
        whole = rng.random() < 0.6
        self.kills.append(f"{name}{'' if whole else ' (one child)'}")
        self.kill(name, whole=whole, pick=rng)
        self.revive()

    def revive(self) -> None:
        """Restart processes that ended with an error, as a supervisor does."""
        for name in self.commands:
            process = self.running.get(name)
            if process is None or (process.poll() not in {None, 0}):
                self.start(name)

    def torment(
        self,
        rng: random.Random,
        *,
        until: Callable[[], bool],
        progress: Callable[[], object],
        within: float,
        patience: float,
    ) -> None:
        """Kill at random moments while work goes on, until it is enough.

        The next kill waits for some progress, so that a slow machine is not only killed while it boots.

        Arguments:
            rng: seeded, so that a run can be repeated.
            until: returns whether it is enough.
            progress: returns a value that changes when work is done.
            within: the most seconds between progress and the next kill.
            patience: how many seconds the whole may take.

        Raises:
            AssertionError: when it is not enough by then.
        """
        ends = time.monotonic() + patience
        before = progress()
        while not until():
            assert time.monotonic() < ends, f"not done after {patience} s; see {self.logs}"
            wait_for(lambda seen=before: progress() != seen or until(), seconds=30, step=0.02)  # type: ignore[misc]  # -- bound at once
            time.sleep(rng.uniform(0, within))
            self.kill_at_random(rng)
            before = progress()

    def _log(self, name: str) -> IO[bytes]:
        return (self.logs / f"{name}.log").open("ab")


def wait_for(enough: Callable[[], bool], *, seconds: float, step: float = 0.1) -> bool:
    """Wait for a condition; return whether it came true in time."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if enough():
            return True
        time.sleep(step)
    return enough()


def descendants(pid: int) -> list[int]:
    """Return every process below one, from /proc."""
    entries = (entry for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [int(e.name) for e in entries if int(e.name) != pid and _session_of(e) == pid]


def _session_of(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rsplit(")", 1)[1].split()[3])
    except (OSError, IndexError, ValueError):
        return 0


def _signal(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
