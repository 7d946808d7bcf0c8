"""Read pages in a process of one commit, and say what CPU each took; started by ``compare``.

It is given a line of JSON for each page, and answers with one. It imports only names that every commit
since 1963948 has, because it also runs in a working copy of another commit.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

REQUEST = re.compile(rb'href="(/requests/PSP-\d+-\d+/)')


def portal() -> Callable[[bool], Any]:
    """Return a function that gives a client: of a member of staff, or of a visitor."""
    # As a web server loads it, with everything that it sets for its process.
    from django.conf import settings
    from django.db import connection
    from django.test import Client

    import psp_portal.wsgi  # noqa: F401 -- sets Django up
    from foundation.accounts.models import User
    from foundation.tenancy.context import acting_atomic

    for name in ("PUBLIC_PAGES_KEPT", "TENANCY_PREPARES_STATEMENTS"):  # off in tests
        setattr(settings, name, True)
    connection.close()
    staff, visitor = Client(), Client()
    user = User.objects.get(email="staff1@bench.example.gov")
    with acting_atomic(f"user:{user.pk}"):
        staff.force_login(user)
    return lambda signed_in: staff if signed_in else visitor


def other(module: str, database: dict[str, Any], rows: int) -> Callable[[bool], Any]:
    """Return the same for a neighbor of this file, which has one page: the floor, or another helpdesk."""
    client = import_module(module).make(database, rows)
    return lambda _signed_in: client


def seconds_of(process: int) -> float:
    """Return the CPU time of a process so far, as Linux counts it in nanoseconds."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def main() -> None:
    """Answer one question after the other until there are no more."""
    given = json.loads(sys.argv[1]) if len(sys.argv) > 1 else None
    client_of = other(**given) if given else portal()
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [backend] = cursor.fetchone()
    for line in sys.stdin:
        asked = json.loads(line)
        client, path = client_of(asked["signed_in"]), asked["path"]
        if path == "newest":
            path = REQUEST.search(client.get("/requests/").content)[1].decode()  # type: ignore[index]  # -- the list is not empty
        client.get(path)
        python, postgres = time.process_time(), seconds_of(backend)
        for _ in range(asked["times"]):
            answer = client.get(path)
        taken = time.process_time() - python, seconds_of(backend) - postgres
        assert answer.status_code == 200, (path, answer.status_code)
        sys.stdout.write(json.dumps([each * 1000 / asked["times"] for each in taken]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
