"""Run one of the portal's commands in a fork of this process, with the code it has loaded (ADR 0110).

From outside, the fork looks like the command: in lists of processes, in its log, to signals.
"""

import ctypes
import io
import os
import runpy
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, cast

from psp_portal.local.environment import publish

# Fields of /proc/self/stat, counted from its third, the state: where the arguments of a process
# begin and end in its memory. Its variables follow them (proc(5)).
ARGUMENTS_BEGIN, ARGUMENTS_END, VARIABLES_END = 45, 46, 48


@dataclass(slots=True)
class Fork:
    """A forked process, with what the supervisor uses of a ``Popen``."""

    pid: int
    args: Sequence[str]
    returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, negative for a signal; None while the process runs."""
        return self._waited(os.WNOHANG)

    def wait(self) -> int | None:
        """Wait for the end and return the exit code."""
        return self._waited(0)

    def _waited(self, options: int) -> int | None:
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, options)
            if ended:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode


@dataclass(frozen=True, slots=True)
class Command:
    """``python -m module ...`` or ``python file ...``, and what it runs with.

    Attributes:
        words: the interpreter and its arguments.
        variables: environment variables, added to those of this process.
        log: the file descriptor of its output.
        folder: where it runs.
        tie: called in the fork before anything else.
    """

    words: Sequence[str]
    variables: Mapping[str, str]
    log: int
    folder: Path
    tie: Callable[[], None]

    def fork(self) -> Fork:
        """Start the command in a fork that leads its own process group."""
        # This process's signal handlers must never run in the fork: they stop the other services.
        held = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
        try:
            child = os.fork()
            if not child:
                self._become(held)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, held)
        return Fork(child, self.words)

    def _become(self, held: Iterable[signal.Signals | int]) -> NoReturn:
        """Run the command to its end."""

        def work() -> None:
            self.tie()
            self._settle()
            reset_signals(held)
            self._run()

        end_after(work)

    def _settle(self) -> None:
        """Give the process what a program would be started with."""
        os.setpgid(0, 0)
        os.chdir(self.folder)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(self.log, 1)
        os.dup2(self.log, 2)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        cast(io.TextIOWrapper, sys.stdout).reconfigure(line_buffering=True)
        publish(self.variables)
        if sys.platform == "linux":
            show_as(" ".join(self.words))

    def _run(self) -> None:
        _interpreter, *arguments = self.words
        if arguments[0] == "-m":
            sys.argv = arguments[1:]
            runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = arguments
            runpy.run_path(arguments[0], run_name="__main__")


def end_after(work: Callable[[], None]) -> NoReturn:
    """Work, then end this forked process with an exit code. Nothing returns to its parent's code, which would stop all."""
    code = 1
    try:
        work()
        code = 0
    except SystemExit as end:
        code = code_of(end)
    except BaseException:  # noqa: BLE001 -- a process's end: reported, and passed on as its exit code
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def reset_signals(held: Iterable[signal.Signals | int]) -> None:
    """Forget this process's handlers, as a new program would, and block only what is given."""
    for one in signal.valid_signals():
        if callable(signal.getsignal(one)):
            signal.signal(one, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, held)


def code_of(end: SystemExit) -> int:
    """Return the exit code that Python gives a program that ends so; write what it says."""
    if isinstance(end.code, str):
        sys.stderr.write(f"{end.code}\n")
        return 1
    return end.code or 0


def show_as(command: str) -> None:
    """Show a command in Linux's lists of processes, in the place of the one that started this process.

    A longer one overwrites the variables that this process was started with: only C reads them, and
    only those that weren't set since.
    """
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    begin, end = int(fields[ARGUMENTS_BEGIN]), int(fields[ARGUMENTS_END])
    room = int(fields[VARIABLES_END]) - begin
    shown = command.encode()[: room - 1].ljust(end - begin, b"\0") + b"\0"
    ctypes.memmove(begin, shown, min(len(shown), room))
