"""Eight people who read the list at once: how many pages a second each commit's web server gives them."""

import http.client
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tests.benchmarks.sides import Portal

CLIENTS = 8
ROUNDS = 5
SECONDS = 4.0
SERVING = Path(__file__).with_name("serving.py")


def pages_a_second(portals: Mapping[str, Portal], path: str) -> dict[str, float]:
    """Return for each portal the median of the rounds, in which they are read in turn.

    Arguments:
        portals: by name, each with its database.
        path: the page.
    """
    taken: dict[str, list[float]] = {name: [] for name in portals}
    with ExitStack() as stack:
        served = {name: stack.enter_context(_served(each)) for name, each in portals.items()}
        for _ in range(ROUNDS):
            for name, (port, cookie) in served.items():
                taken[name].append(_read(port, cookie, path))
    return {name: statistics.median(each) for name, each in taken.items()}


@contextmanager
def _served(portal: Portal) -> Iterator[tuple[int, str]]:
    port = _free_port()
    process = subprocess.Popen(  # noqa: S603 -- our own command line
        [sys.executable, str(SERVING), str(port)],
        cwd=portal.folder,
        env=portal.variables,
        text=True,
        stdout=subprocess.PIPE,
    )
    try:
        assert process.stdout
        cookie = f"sessionid={process.stdout.readline().strip()}"
        _wait_for(port)
        yield port, cookie
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.2)
    raise SystemExit("The web server didn't start within 60 seconds.")


def _read(port: int, cookie: str, path: str) -> float:
    """Let every client read the page again and again; return how many a second all got."""
    until = time.monotonic() + SECONDS

    def client(_number: int) -> int:
        link = http.client.HTTPConnection("127.0.0.1", port)
        pages = 0
        while time.monotonic() < until:
            link.request("GET", path, headers={"Cookie": cookie, "Host": "testserver"})
            answer = link.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            pages += 1
        link.close()
        return pages

    with ThreadPoolExecutor(CLIENTS) as people:
        return sum(people.map(client, range(CLIENTS))) / SECONDS
