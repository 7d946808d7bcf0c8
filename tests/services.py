"""A pytest plugin, loaded before Django's settings: it starts PostgreSQL and Valkey for the tests.

`pyproject.toml` names it (`-p tests.services`). With DATABASE_URL set it starts no database. Under
xdist only the controller starts anything; workers inherit the URLs.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Generator
from dataclasses import replace

import pytest

from psp_portal.local import services
from psp_portal.local.environment import Machine, Refusal, database_of_tests, machine, publish
from psp_portal.local.supervisor import Supervisor

STOP = pytest.StashKey[contextlib.ExitStack]()
# These options run no test, so they need no service.
QUESTIONS = {"-h", "--help", "-V", "--version"}


def say(text: str) -> None:
    """Print a message alongside the tests' own output."""
    sys.stderr.write(f"{text}\n")


def take_home(asked: Machine, stack: contextlib.ExitStack) -> Machine:
    """Lock `.local/test`; if another run has it, use a temporary folder."""
    here = replace(asked, home=asked.home / "test")
    try:
        stack.enter_context(services.hold(here.home))
    except Refusal:
        here = replace(asked, home=asked.home / f"test-{os.getpid()}")
        stack.callback(shutil.rmtree, here.home, ignore_errors=True)
        stack.enter_context(services.hold(here.home))
    return here


def keep_bytecode() -> None:
    """Let this process and those it starts keep what they compile: collecting takes 6 s then instead of 15."""
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # noqa: TID251 -- Python's own, not a setting


def bring() -> contextlib.ExitStack:
    """Start missing services and publish their URLs; closing the result stops them again."""
    asked = machine()
    try:
        database_of_tests(asked.variables)
    except Refusal as refusal:
        raise pytest.UsageError(str(refusal)) from None
    publish({"PSP_ENV": "test"})
    if asked.has("DATABASE_URL"):
        return (
            contextlib.ExitStack()
        )  # someone else's services, or an xdist worker: nothing is started
    with contextlib.ExitStack() as until_ready:
        here = take_home(asked, until_ready)
        supervisor = Supervisor(say)
        until_ready.callback(supervisor.stop)
        publish(services.start(here, supervisor, say, careless=True))
        return until_ready.pop_all()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(
    early_config: pytest.Config, args: list[str]
) -> Generator[None, None, None]:
    """Start services before pytest-django's own hook, which loads the settings."""
    keep_bytecode()
    if not QUESTIONS & set(args):
        early_config.stash[STOP] = bring()
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the services that were started."""
    if STOP in config.stash:
        config.stash[STOP].close()
