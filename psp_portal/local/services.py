"""The embedded services of `make run` and of the tests, unless the URLs of others are given."""

import fcntl
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from psp_portal.local import postgres, state_dir, valkey
from psp_portal.local.environment import Machine, Refusal
from psp_portal.local.supervisor import Supervisor

ENVIRONMENT = "environment.json"
ANNOUNCED = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL", "SECRET_KEY")


def hold(home: Path) -> IO[str]:
    """Lock the state folder for this process; the lock ends with the process.

    Raises:
        Refusal: when another portal runs with this folder.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = (home / "lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise Refusal(
            f"A portal already runs in {home}; stop it, or set PSP_HOME to another folder."
        ) from None
    return lock


def announce(home: Path, variables: Mapping[str, str]) -> None:
    """Save a private file with the URLs, so that `manage.py` works while the portal runs."""
    told = {name: variables[name] for name in ANNOUNCED if name in variables}
    state_dir.keep_secret(home / ENVIRONMENT, json.dumps(told, indent=1) + "\n")


def withdraw(home: Path) -> None:
    """Remove the file with the URLs, as nothing listens there any more."""
    (home / ENVIRONMENT).unlink(missing_ok=True)


def start(
    machine: Machine, supervisor: Supervisor, say: Callable[[str], None], *, careless: bool = False
) -> dict[str, str]:
    """Start the services that DATABASE_URL and REDIS_URL do not name.

    Returns:
        The URLs of what was started, as environment variables.
    """
    addresses: dict[str, str] = {}
    if machine.has("DATABASE_URL") and machine.has("REDIS_URL"):
        return addresses
    logs = machine.home / "logs"
    state_dir.private(logs, None)
    programs = [postgres.installed() / "pginstall" / "bin" / "postgres"]
    here = state_dir.find(machine.home, programs, say)
    passwords = state_dir.secrets_of(here.state)  # next to the data that uses them
    if not machine.has("DATABASE_URL"):
        data = postgres.make_cluster(here, passwords)
        sockets = state_dir.socket_folder(here)
        server = postgres.service(here, data, sockets, logs / "postgres.log", careless=careless)
        running = supervisor.start(server)
        postgres.wait_until_ready(sockets, passwords["admin"], running, supervisor.tend)
        postgres.make_roles(sockets, passwords, careless=careless)
        for name, role in (("DATABASE_URL", "psp_app"), ("DATABASE_OWNER_URL", "psp_owner")):
            addresses[name] = postgres.address(role, passwords[role], sockets)
    if not machine.has("REDIS_URL"):
        port = valkey.free_port()
        supervisor.start(valkey.service(here, passwords["valkey"], port, logs / "valkey.log"))
        valkey.wait_until_ready(port, logs / "valkey.log")
        addresses["REDIS_URL"] = valkey.address(passwords["valkey"], port)
    return addresses
