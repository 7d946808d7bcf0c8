"""Which tests one process runs after another, and what is begun first, where several share a run (`-n 2`).

What a process has made serves the next test: statements compiled for a role, templates, and rows that a module
loads once. So a file's tests stay together, and of what asks every form or every model, those of one form or model.
The costly come first: begun last, one of them would keep one core busy while the other waits.
"""

import re
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# These share what takes long to start.
TOGETHER = ("tests/upgrades/", "tests/journeys/test_production.py", "tests/demo/")
# Each takes as long as a file, and the first as long as ten.
ALONE = ("tests/browser/", "tests/matrix/", "tests/input/test_hostile_requests.py")
# Many short ones, which fill both cores to the end.
BY_CASE = ("tests/input/",)
ORDER = (*TOGETHER, *ALONE)
CASE = re.compile(r"\[(.*)\]$", re.DOTALL)


def rank(nodeid: str) -> int:
    """Return when a test is begun: lower is earlier."""
    found = next((n for n, place in enumerate(ORDER) if nodeid.startswith(place)), len(ORDER))
    return found + nodeid.startswith(BY_CASE) * (found == len(ORDER))


def scope(nodeid: str) -> str:
    """Return the name of the tests that one process runs together with this one."""
    file = nodeid.partition("::")[0]
    if together := next((place for place in TOGETHER if nodeid.startswith(place)), ""):
        return together
    if nodeid.startswith(ALONE):
        return nodeid
    if nodeid.startswith(BY_CASE) and (case := CASE.search(nodeid)):
        return f"{file}[{case[1]}]"
    return file


class Scheduling(LoadScopeScheduling):
    """Hands out what belongs together, in the order in which it was collected."""

    def _split_scope(self, nodeid: str) -> str:
        return scope(nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Scheduling:
    """Share the tests of a run as above, whatever `--dist` says."""
    config.option.loadscopereorder = False
    return Scheduling(config, log)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the costly first."""
    items.sort(key=lambda item: rank(item.nodeid))
