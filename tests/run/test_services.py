"""The embedded services: private, and none where addresses of others are given."""

import shutil
import socket
import stat

import psycopg2
import pytest

from psp_portal.local import postgres, services, state_dir
from psp_portal.local.environment import Machine, Refusal
from psp_portal.local.run import loopbacks
from psp_portal.local.supervisor import Supervisor


def quiet(_text: str) -> None:
    """Say nothing."""


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two portals' services, side by side."""
    supervisor = Supervisor(quiet)
    homes = [tmp_path_factory.mktemp("portal") for _ in range(2)]
    try:
        yield [
            (home, services.start(Machine(home, 8000, {}), supervisor, quiet, careless=True))
            for home in homes
        ]
    finally:
        supervisor.stop()
        for home in homes:  # as root, pytest's private folders send the state elsewhere
            shutil.rmtree(state_dir.elsewhere(home), ignore_errors=True)


def ask(address: str, question: str) -> list[tuple[object, ...]]:
    link = psycopg2.connect(address)
    try:
        with link.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchall()
    finally:
        link.close()


def test_two_portals_run_side_by_side_on_one_machine(two):
    started = {
        ask(found["DATABASE_URL"], "select pg_postmaster_start_time()")[0][0] for _, found in two
    }
    assert len(started) == 2


def test_the_portals_role_is_no_owner_and_cannot_bypass_row_security(two):
    question = "select rolsuper, rolbypassrls, rolcreatedb from pg_roles where rolname=current_user"
    assert ask(two[0][1]["DATABASE_URL"], question) == [(False, False, False)]


def test_the_owner_owns_the_database(two):
    question = "select pg_get_userbyid(datdba) from pg_database where datname = 'psp'"
    assert ask(two[0][1]["DATABASE_OWNER_URL"], question) == [("psp_owner",)]


def test_the_database_listens_on_no_network_address(two):
    assert ask(two[0][1]["DATABASE_URL"], "show listen_addresses") == [("",)]


def test_a_wrong_password_is_refused(two):
    right = two[0][1]["DATABASE_URL"].split("@")[0].split(":")[-1]
    with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
        ask(two[0][1]["DATABASE_URL"].replace(right, "wrong"), "select 1")


def test_the_socket_stands_in_a_folder_of_mode_0700(two):
    folder = two[0][1]["DATABASE_URL"].split("host=")[1]
    assert stat.S_IMODE(state_dir.Path(folder).stat().st_mode) == 0o700


def test_passwords_stand_in_a_file_of_mode_0600(two):
    home = two[0][0]
    kept = [*home.glob("secrets.json"), *state_dir.elsewhere(home).glob("secrets.json")]
    assert [stat.S_IMODE(path.stat().st_mode) for path in kept] == [0o600]


def test_a_long_path_gets_a_short_private_socket_folder(tmp_path):
    home = tmp_path / ("long" * 25)
    home.mkdir()
    folder = state_dir.socket_folder(state_dir.StateDir(home, home, None))
    try:
        assert len(f"{folder}{state_dir.SOCKET_NAME}") <= state_dir.MAX_SOCKET
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert state_dir.socket_folder(state_dir.StateDir(home, home, None)) == folder
    finally:
        folder.rmdir()


def test_given_addresses_start_nothing(tmp_path):
    given = {"DATABASE_URL": "postgres://a@b/c", "REDIS_URL": "redis://d/0"}
    supervisor = Supervisor(quiet)
    assert services.start(Machine(tmp_path, 8000, given), supervisor, quiet) == {}
    assert supervisor.running == []


def test_a_state_folder_in_use_is_refused_in_one_sentence(tmp_path):
    with services.hold(tmp_path), pytest.raises(Refusal, match="A portal already runs in"):
        services.hold(tmp_path)


def test_a_taken_port_is_refused_in_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(Refusal, match=r"^Port \d+ is taken; "):
            loopbacks(taken.getsockname()[1])


def test_an_interrupted_initdb_is_made_again(tmp_path):
    here = state_dir.find(tmp_path, [postgres.installed() / "pginstall/bin/postgres"], quiet)
    (here.folder("postgres") / "half").write_text("made")
    data = postgres.make_cluster(here, state_dir.secrets_of(tmp_path))
    assert (data / "PG_VERSION").exists()
    assert not (data / "half").exists()
    shutil.rmtree(state_dir.elsewhere(tmp_path), ignore_errors=True)
