"""docs/threats.md names tests that exist, and leaves no threat of SECURITY.md without one."""

import re

import pytest

from tests.architecture.source import ROOT

ROW = re.compile(r"^\| (?P<threat>[^|]+) \| [^|]+ \| (?P<tests>[^|]+) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::([\w*]+)`")
HEADS = {"Threat", "---"}


def rows() -> dict[str, list[tuple[str, str]]]:
    text = (ROOT / "docs" / "threats.md").read_text()
    return {
        row["threat"]: NAMED.findall(row["tests"])
        for row in ROW.finditer(text)
        if row["threat"] not in HEADS
    }


def defined(path: str) -> set[str]:
    file = ROOT / path
    return (
        set(re.findall(r"^def (test_\w+)", file.read_text(), re.MULTILINE))
        if file.exists()
        else set()
    )


def test_every_threat_names_a_test_that_exists():
    assert len(rows()) > 40
    assert {threat for threat, tests in rows().items() if not tests} == set()
    missing = {
        f"{path}::{name}"
        for tests in rows().values()
        for path, name in tests
        if not (defined(path) if name == "*" else {name} & defined(path))
    }
    assert missing == set()


@pytest.mark.parametrize("line", ["| A | b | `tests/none.py::test_x` |", "| A | b | none |"])
def test_a_row_without_a_test_would_be_found(line):
    [row] = ROW.finditer(line)
    assert not any({name} & defined(path) for path, name in NAMED.findall(row["tests"]))


def test_every_threat_of_security_md_has_its_row():
    table = (ROOT / "SECURITY.md").read_text().split("What protects the data")[1]
    told = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", table, re.MULTILINE)
    threats = {threat for threat in told if threat not in {"What could go wrong", "---"}}
    assert len(threats) >= 8
    assert threats - set(rows()) == set()
