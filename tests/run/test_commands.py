"""The command contract, and lock files that name no host."""

import json
import re
import subprocess

import pytest

from psp_portal.local.environment import ROOT

CONTRACT = ["run", "test", "check", "bench", "chaos", "fuzz", "lock", "help"]
LOCKS = [*sorted(ROOT.glob("requirements*.txt")), ROOT / "frontend" / "package-lock.json"]


def test_make_alone_lists_the_contract():
    said = subprocess.run(
        ["/usr/bin/env", "make"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [name for name in CONTRACT if f"  make {name} " not in said] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_host(lock):
    assert re.findall(r"\bhttps?://\S+", lock.read_text()) == []


@pytest.mark.parametrize("lock", LOCKS[:-1], ids=lambda path: path.name)
def test_every_locked_package_has_a_hash(lock):
    packages = [line for line in lock.read_text().splitlines() if "==" in line and line[0] != " "]
    assert packages
    assert all(line.endswith("\\") for line in packages)


def test_front_end_versions_are_exact():
    package = json.loads((ROOT / "frontend" / "package.json").read_text())
    wanted = {**package["dependencies"], **package["devDependencies"]}
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())
