"""The CPU of pages that are read in turn, so that a machine that slows down slows all of them."""

import statistics
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any


def page_of(browser: Any, path: str) -> Callable[[], float]:
    """Return what reads a page as somebody, and returns the CPU milliseconds that its thread took."""
    return partial(_cpu, browser, path)


def medians_of(pages: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, float]:
    """Read each page in turn so often; return the median of each."""
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, read in pages.items():
            taken[name].append(read())
    return {name: statistics.median(each) for name, each in taken.items()}


def _cpu(browser: Any, path: str) -> float:
    begun = time.thread_time()
    assert browser.get(path).status_code == 200
    return (time.thread_time() - begun) * 1000
