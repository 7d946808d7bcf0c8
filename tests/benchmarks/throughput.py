"""Eight people who read the list at once: how many pages a second one process of each commit gives them."""

import http.client
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

CLIENTS = 8
ROUNDS = 5
SECONDS = 4.0
SERVING = Path(__file__).with_name("serving.py")
Portal = tuple[Path, Mapping[str, str]]


def pages_a_second(portals: Mapping[str, Portal], path: str) -> dict[str, float]:
    """Return for each portal the median of the rounds, in which they are read in turn.

    Arguments:
        portals: by name, a working copy and its process's variables.
        path: the page.
    """
    taken: dict[str, list[float]] = {name: [] for name in portals}
    with ExitStack() as stack:
        served = {name: stack.enter_context(_served(*each)) for name, each in portals.items()}
        for _ in range(ROUNDS):
            for name, (port, cookie) in served.items():
                taken[name].append(_read(port, cookie, path))
    return {name: statistics.median(each) for name, each in taken.items()}


@contextmanager
def _served(folder: Path, variables: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    process = subprocess.Popen(  # noqa: S603 -- our own command line
        [sys.executable, str(SERVING)], cwd=folder, env=variables, text=True, stdout=subprocess.PIPE
    )
    try:
        assert process.stdout
        said = json.loads(process.stdout.readline())
        yield said["port"], said["cookie"]
    finally:
        process.terminate()
        process.wait()


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
