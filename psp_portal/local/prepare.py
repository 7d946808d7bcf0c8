"""Bring the database and the static files up to date, in one process with one Django start.

Run by `make run` with the owner's URL; all of it may run again at any time.
"""

import hashlib
import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands

from psp_portal.local.environment import DEMO_ACCOUNTS, publish
from psp_portal.local.state_dir import keep_secret


def static_files() -> Iterator[str]:
    """Yield every static file with its size and modification time."""
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = os.stat(storage.path(name))  # noqa: PTH116 -- Django's storages use strings
            yield f"{name} {found.st_size} {found.st_mtime_ns}"


def collect_static() -> None:
    """Collect static files if one of them changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    note = root.with_name("staticfiles.hash")
    mark = hashlib.sha256("\n".join(sorted(static_files())).encode()).hexdigest()
    if root.is_dir() and note.is_file() and note.read_text() == mark:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    note.write_text(mark)


def fill(home: Path) -> None:
    """Load reference data, and on the first run the demonstration data as well."""
    commands = get_commands()
    if "load_reference" in commands:
        call_command("load_reference")
    seeded = home / "seeded"
    if settings.PSP_ENV == "local" and "seed_demo" in commands and not seeded.exists():
        call_command("seed_demo")
        seeded.touch()
    if settings.PSP_ENV == "local" and "demo_accounts" in commands:
        told = StringIO()
        call_command("demo_accounts", stdout=told)
        keep_secret(home / DEMO_ACCOUNTS, told.getvalue())


def main() -> None:
    """Migrate the database, load reference data, and collect static files."""
    publish({"DJANGO_SETTINGS_MODULE": "psp_portal.settings"})
    django.setup()
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    fill(settings.ENV.home)
    collect_static()


if __name__ == "__main__":
    main()
