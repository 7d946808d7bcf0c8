"""The web server as a process, with a test's application or the portal's, and short limits."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from psp_portal.local.environment import ROOT
from psp_portal.local.run import web_arguments
from psp_portal.local.valkey import free_port

# Two processes with the limits of this test; APP replaces the portal's application.
PROGRAM = """
import sys, types
from psp_portal.web import limits
for name, value in {limits!r}.items():
    assert hasattr(limits, name)
    setattr(limits, name, value)
{app}
from psp_portal.web.processes import main
sys.exit(main({binds!r}))
"""
APP = """
def application(environ, start_response):
    import os, time
    path, length = environ["PATH_INFO"], int(environ.get("CONTENT_LENGTH") or 0)
    if path == "/sleep":
        time.sleep(1)
    if path == "/hang":
        time.sleep(60)
    told = {
        "/pid": lambda: str(os.getpid()),
        "/forwarded": lambda: environ.get("HTTP_X_FORWARDED_FOR", "") + "|" + environ["REMOTE_ADDR"],
        "/length": lambda: str(len(environ["wsgi.input"].read(length))),
        "/spool": lambda: str(getattr(environ["wsgi.input"], "name", "memory")),
    }.get(path, lambda: "ok")()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(told)))])
    return [told.encode()]
sys.modules["psp_portal.wsgi"] = types.SimpleNamespace(application=application)
"""


@contextlib.contextmanager
def serving(
    folder: Path, *, app: str = APP, variables: Mapping[str, str] | None = None, **limits: float
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Serve at a free port of both loopback addresses while the block runs."""
    port = free_port()
    binds = [f"127.0.0.1:{port}", f"[::1]:{port}"]
    program = PROGRAM.format(limits=limits, app=app, binds=web_arguments(binds)[2:])
    with (folder / "web.log").open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 -- the test's own program
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, **(variables or {})},  # noqa: TID251 -- handed on to a child
            stdout=log,
            stderr=log,
        )
    try:
        wait_until_open(process, port)
        yield process, port
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)
        process.kill()
        process.wait()


def wait_until_open(process: subprocess.Popen[bytes], port: int, seconds: float = 30) -> None:
    """Wait for the first response, or the end of the process."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError):
            if say(port, "GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n"):
                return
        time.sleep(0.05)


def dial(port: int, text: str | bytes = b"", host: str = "127.0.0.1") -> socket.socket:
    """Open a connection and send the text, which may be only part of a request."""
    made = socket.create_connection((host, port), timeout=20)
    made.sendall(text if isinstance(text, bytes) else text.encode())
    return made


def say(port: int, text: str | bytes, host: str = "127.0.0.1") -> str:
    """Send a text and read until the server closes."""
    with dial(port, text, host) as made:
        return heard(made)


def heard(made: socket.socket) -> str:
    """Read until the server closes."""
    parts = []
    with contextlib.suppress(ConnectionResetError):
        while part := made.recv(65536):
            parts.append(part)
    return b"".join(parts).decode("latin-1")


def status(answer: str) -> int:
    """Return the status of a response; 0 if there is none."""
    return int(answer.split(" ", 2)[1]) if answer else 0


def body(answer: str) -> str:
    """Return the body of a response."""
    return answer.partition("\r\n\r\n")[2]
