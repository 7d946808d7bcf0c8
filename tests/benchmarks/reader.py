"""Read pages in a process of one commit, and say what CPU each took; started by ``compare``.

It is given a line of JSON for each page, and answers with one. It imports only names that every commit
since 1963948 has, because it also runs in a working copy of another commit.
"""

import json
import re
import sys
import time
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

REQUEST = re.compile(rb'href="(/requests/PSP-\d+-\d+/)')


def portal() -> Callable[[str], Any]:
    """Return a function that gives the client of a person of the benchmark, or of a visitor."""
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

    @cache
    def client_of(local: str) -> Any:
        client = Client()
        if local:
            user = User.objects.get(email=f"{local}@bench.example.gov")
            with acting_atomic(f"user:{user.pk}"):
                client.force_login(user)
        return client

    return client_of


def other(module: str, database: dict[str, Any], rows: int) -> Callable[[str], Any]:
    """Return the same for a neighbor of this file, which has one page: the floor, or another helpdesk."""
    client = import_module(module).make(database, rows)
    return lambda _local: client


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
        client, path = client_of(asked["who"]), asked["path"]
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
