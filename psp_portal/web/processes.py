"""The parent process: binds, forks the web processes, restarts ended ones, stops all on SIGTERM."""

import argparse
import os
import signal
import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from psp_portal import preload
from psp_portal.local.forks import end_after
from psp_portal.local.supervisor import tie_to
from psp_portal.web import limits
from psp_portal.web.server import serve

BACKLOG = 1024
MAX_PAUSE = 30.0
NEVER_SERVED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM, SIGINT or SIGHUP; return the exit code."""
    options = argparse.ArgumentParser(prog="python -m psp_portal.web", description=__doc__)
    options.add_argument("--bind", action="append", required=True, help="address:port; repeatable")
    parsed = options.parse_args(arguments)
    return Parent([listening(bind) for bind in parsed.bind]).run()


def listening(bind: str) -> socket.socket:
    """Return a socket bound to an address such as ``127.0.0.1:8000`` or ``[::1]:8000``."""
    host, _, port = bind.rpartition(":")
    host = host.strip("[]")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if family == socket.AF_INET6:
        made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    made.bind((host, int(port)))
    made.listen(BACKLOG)
    made.settimeout(0)  # two processes wake for one connection: one of them finds nothing
    return made


@dataclass(slots=True)
class Parent:
    """Keeps a fixed number of processes serving the same sockets.

    A process that ends before any has served ends all: a portal that can't start must not look
    alive.
    """

    sockets: list[socket.socket]
    ready: dict[int, int] = field(default_factory=dict)
    """Process → the pipe that says it serves."""
    stopping: bool = False
    has_served: bool = False
    pause: float = 0.5

    def run(self) -> int:
        """Fork the web processes and restart those that end."""
        for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(one, self._stop)
        preload.load_application()
        while not self.stopping:
            while len(self.ready) < limits.PROCESSES:
                self._fork()
            if not self._watch():
                return self._end(NEVER_SERVED)
            time.sleep(0.1)
        return self._end(0)

    def _stop(self, *_: object) -> None:
        self.stopping = True

    def _fork(self) -> None:
        parent, (reading, writing) = os.getpid(), os.pipe()
        child = os.fork()
        if child:
            os.close(writing)
            os.set_blocking(reading, False)
            self.ready[child] = reading
            return

        def work() -> None:
            tie_to(parent, signal.SIGTERM)()
            serve(self.sockets, ready=lambda: _say(writing))

        end_after(work)

    def _watch(self) -> bool:
        """Note which processes serve or ended; return False if one ended before any served."""
        for child, pipe in list(self.ready.items()):
            with suppress(BlockingIOError):
                if os.read(pipe, 1):
                    self.has_served, self.pause = True, 0.5
            ended, _ = os.waitpid(child, os.WNOHANG)
            if not ended:
                continue
            os.close(self.ready.pop(child))
            if not self.has_served:
                return False
            if not self.stopping:
                time.sleep(self.pause)
                self.pause = min(self.pause * 2, MAX_PAUSE)
        return True

    def _end(self, code: int) -> int:
        for one in self.sockets:
            one.close()
        for child in self.ready:
            os.kill(child, signal.SIGTERM)
        until = time.monotonic() + limits.GRACE_SECONDS + 1
        while self.ready and time.monotonic() < until:
            for child in [each for each in self.ready if os.waitpid(each, os.WNOHANG)[0]]:
                del self.ready[child]
            time.sleep(0.05)
        for child in self.ready:
            os.kill(child, signal.SIGKILL)
        return code


def _say(pipe: int) -> None:
    os.write(pipe, b"!")
