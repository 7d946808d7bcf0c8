"""Finish what an older commit left unfinished, with today's worker and pages; print JSON.

A separate program (``python -m tests.upgrades.walk``): its environment names its database.
"""

import csv
import json
import re
import sys
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

import django
from django.core.management import call_command
from openpyxl import load_workbook

THEN = datetime(2026, 11, 28, 1, 10, tzinfo=UTC)
NEXT, LATER = datetime(2026, 11, 29, 15, tzinfo=UTC), datetime(2030, 1, 2, 15, tzinfo=UTC)
# The key of a row in one of the lists: a request's number, an update's or a site's URL.
ROW = re.compile(r'PSP-\d{4}-\d{4}|/updates/[0-9a-f-]{36}|href="/sites/[a-z-]+')
MAIN = re.compile(r"<main.*</main>", re.DOTALL)


def client_of(user: Any) -> Any:
    from django.test import Client

    client = Client(SERVER_NAME="psp.example.gov")
    client.force_login(user)
    return client


def page(client: Any, address: str) -> tuple[int, str]:
    """Return a page's status and its content without the navigation."""
    answer = client.get(address, secure=True)
    shown = MAIN.search(answer.content.decode()) if answer.status_code == 200 else None
    return answer.status_code, shown.group() if shown else ""


def views() -> list[dict[str, Any]]:
    """Return each saved view as its owner opens it: its name, and how many rows it shows."""
    from foundation.saved_views.models import SavedView
    from foundation.tenancy.context import acting_atomic

    with acting_atomic("system:demo"):
        kept = list(SavedView.objects.select_related("user", "person").order_by("name"))
    told = []
    for view in kept:
        client = client_of(view.user)
        status, shown = page(client, view.href)
        _, whole = page(client, view.path)
        told.append(
            {
                "name": view.name,
                "narrows": bool(view.query),
                "status": status,
                "named": view.name in shown,
                "rows": len(set(ROW.findall(shown))),
                "of": len(set(ROW.findall(whole))),
                "form": page(client, f"/views/{view.pk}/edit/")[0],
                "shared": view.person is None
                or view.name in page(client_of(view.person), view.path)[1],
            }
        )
    return told


def exports() -> list[dict[str, Any]]:
    """Return how each export's job ended, and the content of the file its owner downloads."""
    from foundation.exports.models import Export
    from foundation.tenancy.context import acting_atomic

    with acting_atomic("system:outbox"):
        made = list(Export.objects.select_related("job", "user"))
    told = []
    for export in made:
        answer = client_of(export.user).get(f"/exports/{export.pk}/download/", secure=True)
        content = b"".join(answer.streaming_content) if answer.streaming else b""
        rows = rows_of(content, export.format) if content else []
        told.append(
            {
                "what": export.what,
                "state": export.job.state,
                "errors": export.job.errors,
                "status": answer.status_code,
                "rows": len(rows),
                "different": len(set(rows)),
                "of": export.job.total,
            }
        )
    return told


def rows_of(content: bytes, kind: str) -> list[tuple[object, ...]]:
    """Return the rows below the header."""
    if kind == "xlsx":
        rows = [tuple(row) for row in load_workbook(BytesIO(content)).worksheets[0].values]
    else:
        rows = [tuple(row) for row in csv.reader(StringIO(content.decode("utf-8-sig")))]
    return rows[1:]


def imports() -> list[dict[str, Any]]:
    """Return how many rows of each import were accepted, and whether its owner's page opens."""
    from foundation.imports.models import Import
    from foundation.tenancy.context import acting_atomic

    with acting_atomic("system:outbox"):
        made = list(Import.objects.select_related("job", "user").order_by("what", "name"))
    return [
        {
            "what": each.what,
            "name": each.name,
            "taken": sum(good for _, good, _ in each.report),
            "of": each.job.total if each.job else 0,
            "status": page(client_of(each.user), f"/imports/{each.pk}/")[0],
        }
        for each in made
    ]


def reminders() -> dict[str, list[Any]]:
    """Return what each kind fires in the hour of the dump, after it ran: count and error."""
    from foundation.calendars import clock
    from foundation.notifications.reminders import kinds, run

    with clock.shift_to(THEN):
        return {fired.slug: [fired.new, fired.error] for fired in run() if fired.slug in kinds()}


def main() -> None:
    """Drain on the day after the dump, then on a day when all waiting work is due; then check."""
    django.setup()
    from foundation.calendars import clock

    again = reminders()
    for day in (NEXT, LATER):
        with clock.shift_to(day):
            call_command("drain_outbox", stdout=sys.stderr)
    told = {"exports": exports(), "imports": imports(), "views": views(), "reminders": again}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
