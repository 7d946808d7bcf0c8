"""The state directory: private folders, secrets, and the account for services.

PostgreSQL refuses to run as root. As root, services run as an unprivileged account; if that account
cannot access the state folder or the installed programs, both move to a private folder under the
system's state directory, and the person is informed.
"""

import hashlib
import json
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

UNPRIVILEGED = "nobody"
SYSTEM_STATE = Path("/var/lib/psp-portal")
MAX_SOCKET = 107  # bytes of a Unix socket's path on Linux
SOCKET_NAME = "/.s.PGSQL.5432"
SECRETS = ("admin", "psp_owner", "psp_app", "psp_backup", "valkey", "secret_key")


@dataclass(frozen=True, slots=True)
class StateDir:
    """One portal's folders on this machine."""

    home: Path
    state: Path
    account: int | None
    """The account that services run as; none means this very user."""
    copies: Path | None = None
    """The folder for copies of programs that the account cannot start where they are installed."""

    def folder(self, name: str) -> Path:
        """Return a private folder of the services' account, created if missing."""
        path = self.state / name
        private(path, self.account)
        return path


def private(path: Path, account: int | None) -> None:
    """Create a folder that only its owner may enter."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    if account is not None:
        os.chown(path, account, account)


def reaches(account: int, folder: Path, programs: Iterable[Path]) -> bool:
    """Return whether an account can enter a folder and start some programs, by trying it."""
    tests = ['cd "$1"', *(f'test -x "${number}"' for number, _ in enumerate(programs, start=2))]
    return (
        subprocess.run(  # noqa: S603 -- a fixed command of ours
            ["/bin/sh", "-c", " && ".join(tests), "sh", str(folder), *map(str, programs)],
            cwd="/",
            user=account,
            group=account,
            extra_groups=[],
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode
        == 0
    )


def find(home: Path, programs: Iterable[Path], say: Callable[[str], None]) -> StateDir:
    """Choose the folders for the services' state and programs, for one PSP_HOME."""
    home.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return StateDir(home, home, None)
    account = pwd.getpwnam(UNPRIVILEGED).pw_uid
    place = StateDir(home, home, account)
    if not reaches(account, home, []):
        place = replace(place, state=moved(elsewhere(home)))
        say(f"PostgreSQL runs as {UNPRIVILEGED!r}, which cannot reach {home}: see {place.state}.")
    if not reaches(account, Path("/"), list(programs)):
        place = replace(place, copies=moved(SYSTEM_STATE / "programs"))
        say(f"{UNPRIVILEGED!r} cannot start the installed programs: copies are in {place.copies}.")
    return place


def moved(folder: Path) -> Path:
    """Create a folder under the system's state directory that others can enter but not list."""
    for one in (SYSTEM_STATE, folder):
        one.mkdir(mode=0o711, parents=True, exist_ok=True)
        one.chmod(0o711)
    return folder


def elsewhere(home: Path) -> Path:
    """Return the folder under the system's state directory that belongs to one PSP_HOME."""
    return SYSTEM_STATE / hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:12]


def copied(package: Path, copies: Path, beside: Iterable[str] = ()) -> Path:
    """Copy an installed package's folder, once, to where the account can start its programs.

    Arguments:
        package: the folder to copy.
        copies: the folder for the copies.
        beside: names of folders that must be next to it (libraries of a wheel).
    """
    mark = f"{package}{package.stat().st_mtime_ns}"
    shelf = copies / hashlib.sha256(mark.encode()).hexdigest()[:12]
    if not shelf.exists():
        unfinished = Path(tempfile.mkdtemp(dir=copies))
        for source in (package, *(package.with_name(name) for name in beside)):
            if source.exists():
                shutil.copytree(source, unfinished / source.name, symlinks=True)
        open_to_all(unfinished)
        try:
            unfinished.rename(shelf)
        except OSError:  # another start was faster
            shutil.rmtree(unfinished)
    return shelf / package.name


def open_to_all(folder: Path) -> None:
    """Let every account read and run a folder's content; programs are not secret."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o755 if mode & 0o100 else 0o444))


def keep_secret(path: Path, text: str, account: int | None = None) -> None:
    """Write a file that only its owner can read, from the moment it exists."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    path.chmod(0o600)
    if account is not None:
        os.chown(path, account, account)


def secrets_of(home: Path) -> dict[str, str]:
    """Return this portal's random passwords, which are created at the first start."""
    path = home / "secrets.json"
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = [name for name in SECRETS if name not in known]
    if missing:
        known |= {name: secrets.token_urlsafe(32) for name in missing}
        keep_secret(path, json.dumps(known, indent=1) + "\n")
    return known


def socket_folder(place: StateDir) -> Path:
    """Return the folder of PostgreSQL's socket: in the state, or a shorter path if too long."""
    folder = place.state / "run"
    if len(os.fsencode(f"{folder}{SOCKET_NAME}")) <= MAX_SOCKET:
        return place.folder("run")
    note = place.home / "socket-folder"
    if note.exists() and is_private(Path(note.read_text()), place.account):
        return Path(note.read_text())
    short = Path(tempfile.mkdtemp(prefix="psp-"))
    private(short, place.account)
    note.write_text(str(short))
    return short


def is_private(folder: Path, account: int | None) -> bool:
    """Return whether a folder is ours, not a link, and closed to everyone else."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    owner = os.geteuid() if account is None else account
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and found.st_mode & 0o077 == 0
