"""Keep a handful of processes running, and leave none of them behind (ADR 0013).

Each service leads its own process group. A service that ends is started again after a pause that
doubles while it keeps failing. On Linux the kernel ends every service when the supervisor itself is
killed (PR_SET_PDEATHSIG), so nothing survives even a `kill -9`.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from psp_portal.local.forks import Command, Fork

PR_SET_PDEATHSIG = 1
MAX_PAUSE = 30.0
SETTLED = 20.0  # a service that ran this long has started well: its failures are reset

Process = subprocess.Popen[bytes] | Fork


@dataclass(frozen=True, slots=True)
class Service:
    """A process to keep running, and how to stop it."""

    name: str
    command: Sequence[str]
    variables: Mapping[str, str]
    log: Path
    folder: Path = Path("/")
    account: int | None = None
    stop_with: signal.Signals = signal.SIGTERM
    die_with: signal.Signals = signal.SIGKILL
    patience: float = 10.0
    base: bool = False
    """Others lean on it: it is stopped alone, after them."""
    forked: bool = False
    """A command of Python's that runs in a fork of this process, with what it has loaded."""


def tie_to(parent: int, death: signal.Signals) -> Callable[[], None]:
    """Return a hook that a child runs before its program: it ends when the parent ends."""
    library = ctypes.CDLL(None) if sys.platform == "linux" else None

    def tie() -> None:
        if library is not None:
            library.prctl(PR_SET_PDEATHSIG, int(death), 0, 0, 0)
            if os.getppid() != parent:
                os._exit(1)

    return tie


@dataclass(slots=True)
class Running:
    """A service's current process and its failures so far."""

    service: Service
    process: Process
    started: float
    failures: int = 0
    again_at: float | None = None


def spawn(service: Service) -> Process:
    """Start a service's program: own process group, own log, tied to this process."""
    tie = tie_to(os.getpid(), service.die_with)
    with service.log.open("ab") as log:
        if service.forked:
            command = Command(service.command, service.variables, log.fileno(), service.folder, tie)
            return command.fork()
        return subprocess.Popen(  # noqa: S603 -- commands are ours
            list(service.command),
            env=dict(service.variables),
            cwd=service.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            process_group=0,
            user=service.account,
            group=service.account,
            extra_groups=None if service.account is None else [],
            preexec_fn=tie,  # noqa: PLW1509 -- one thread only
        )


def end_group(process: Process, how: signal.Signals) -> None:
    """Signal a process and all processes it started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, how)


def has_ended(process: Process) -> bool:
    """Return whether a process has ended; the rest of its group is killed before it is reaped."""
    if process.returncode is None:
        state = os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        if state is None:
            return False
        end_group(process, signal.SIGKILL)
    return process.poll() is not None


@dataclass(slots=True)
class Supervisor:
    """Starts services, restarts them when they die, stops them in reverse order."""

    say: Callable[[str], None]
    pause: float = 0.5
    running: list[Running] = field(default_factory=list)

    def start(self, service: Service) -> Running:
        """Start a service and keep it running."""
        self.running.append(Running(service, spawn(service), time.monotonic()))
        return self.running[-1]

    def tend(self) -> None:
        """Check each service once: note which died, restart those whose pause is over."""
        now = time.monotonic()
        for one in self.running:
            if one.again_at is not None and now >= one.again_at:
                one.process, one.started, one.again_at = spawn(one.service), now, None
            elif one.again_at is None and has_ended(one.process):
                one.failures = 1 if now - one.started > SETTLED else one.failures + 1
                wait = min(self.pause * 2 ** (one.failures - 1), MAX_PAUSE)
                one.again_at = now + wait
                self.say(
                    f"{one.service.name} ended (code {one.process.returncode}); "
                    f"it starts again in {wait:g} s. Its log: {one.service.log}"
                )

    def stop(self) -> None:
        """Stop everything in reverse order: dependent services together, then base services."""
        backwards = self.running[::-1]
        end_all([one for one in backwards if not one.service.base])
        for one in backwards:
            end_all([one])
        self.running.clear()


def end_all(ones: Sequence[Running]) -> None:
    """Signal each in order, wait for each, then kill it and what it left behind if needed."""
    for one in ones:
        if not has_ended(one.process):
            os.kill(one.process.pid, one.service.stop_with)
    for one in ones:
        with contextlib.suppress(subprocess.TimeoutExpired):
            wait_for(one.process, one.service.patience)
        if one.process.returncode is None:
            end_group(one.process, signal.SIGKILL)
            one.process.wait()


def wait_for(process: Process, seconds: float) -> None:
    """Wait for a process to end, killing its group before it is reaped.

    Raises:
        TimeoutExpired: when it is still running after ``seconds``.
    """
    until = time.monotonic() + seconds
    while not has_ended(process):
        if time.monotonic() > until:
            raise subprocess.TimeoutExpired(process.args, seconds)
        time.sleep(0.05)
