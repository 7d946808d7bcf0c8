"""The tests drop a database: never one that is not theirs."""

import os
import socket
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from psp_portal.local.environment import ROOT, Refusal, database_of_tests
from psp_portal.settings import env

LIVE = "postgres://psp_app@127.0.0.1:1/test_psp"


@pytest.fixture
def server():
    """A port that would notice a connection."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        yield listening


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if "DATABASE" not in name}  # noqa: TID251 -- a process of its own
    return subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, *arguments],
        env=inherited | variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("given", [True, False])
def test_a_name_that_is_not_the_tests_own_is_refused_before_anything_is_touched(
    server, given, tmp_path
):
    port = server.getsockname()[1]
    address = f"postgres://psp_owner@127.0.0.1:{port}/psp"
    own = {"DATABASE_URL": address, "DATABASE_OWNER_URL": address} if given else {}
    outcome = run(
        "-m",
        "pytest",
        "tests/calendars/test_clock.py",
        "-n0",
        PSP_TEST_DB="psp",
        PSP_HOME=str(tmp_path / "home"),
        **own,
    )
    assert outcome.returncode == pytest.ExitCode.USAGE_ERROR, outcome.stdout
    assert "PSP_TEST_DB is 'psp'; the tests drop the database it names" in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not (tmp_path / "home").exists()
    with pytest.raises(TimeoutError):
        server.accept()


def test_commands_refuse_it_too():
    with pytest.raises(ImproperlyConfigured, match="begins with test_"):
        env.read({"PSP_ENV": "test", "DATABASE_URL": LIVE, "PSP_TEST_DB": "psp"})


@pytest.mark.parametrize("name", ["psp", "Test_psp", " test_psp", "test_", "psp_test_", "postgres"])
def test_only_names_with_the_prefix_are_taken(name):
    with pytest.raises(Refusal, match="such as test_psp_mine"):
        database_of_tests({"PSP_TEST_DB": name})


@pytest.mark.parametrize("variable", ["DATABASE_URL", "DATABASE_OWNER_URL"])
def test_a_live_database_is_refused_whatever_it_is_called(variable):
    with pytest.raises(Refusal, match=f"which {variable} uses too"):
        database_of_tests({"PSP_TEST_DB": "test_psp", variable: LIVE})


def test_a_name_of_the_tests_own_is_taken():
    assert database_of_tests({"PSP_TEST_DB": "test_psp_2", "DATABASE_URL": LIVE}) == "test_psp_2"
    assert database_of_tests({"PSP_TEST_DB": "", "DATABASE_URL": LIVE}) is None
