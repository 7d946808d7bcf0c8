"""Exchanges of the matrix: some in each state for each site, shared with a site of which its people see nothing else."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from exchanges.enums import LIFECYCLE, Side, State
from exchanges.models import (
    AgendaItem,
    ExchangeFile,
    ExchangeGoal,
    ExchangeStep,
    Participant,
    PeerExchange,
    SiteNote,
)
from foundation.accounts.models import User
from sites.models import CoreArea, Site
from tests.factories.files import kept

# The row for each step's page: an exchange in a state from which it starts.
ROWS = {
    "accept": "exchange-asked",
    "decline": "exchange-asked",
    "plan": "exchange",
    "mark-held": "exchange-planned",
    "agree": "exchange-held",
    "close": "exchange-follow-up",
    "cancel": "exchange",
}
ARGUMENTS: dict[tuple[str, str], tuple[str, str]] = {
    **{
        (f"exchanges:{name}", "pk"): ("exchange", "pk")
        for name in (
            "detail",
            "agenda",
            "set-dates",
            "add-item",
            "add-participant",
            "add-note",
            "change-goals",
            "add-file",
        )
    },
    ("exchanges:allow", "pk"): ("exchange-asked", "pk"),
    ("exchanges:report", "pk"): ("exchange-visited", "pk"),
    ("exchanges:change-item", "pk"): ("exchange-item", "pk"),
    ("exchanges:remove-item", "pk"): ("exchange-item", "pk"),
    ("exchanges:remove-participant", "pk"): ("exchange-participant", "pk"),
    ("exchanges:file", "pk"): ("exchange-file", "pk"),
    ("api:exchange-file", "pk"): ("exchange-file", "pk"),
    ("api:exchange-file-removal", "pk"): ("exchange-file", "pk"),
    ("exchanges:remove-file", "pk"): ("exchange-file", "pk"),
    ("exchanges:remove-note", "pk"): ("exchange-note", "pk"),
    **{(f"exchanges:{row.name}", "pk"): (ROWS[row.name], "pk") for row in LIFECYCLE.rows},
    ("api:exchange", "pk"): ("exchange", "pk"),
    **{
        (f"api:exchange-{name}", "pk"): ("exchange", "pk")
        for name in ("dates", "goals", "agenda", "participants", "files")
    },
    ("api:exchange-allowance", "pk"): ("exchange-asked", "pk"),
    ("api:exchange-report", "pk"): ("exchange-visited", "pk"),
    ("api:exchange-agenda-item", "pk"): ("exchange-item", "pk"),
    ("api:exchange-participant", "pk"): ("exchange-participant", "pk"),
}


def plant(
    site: Site,
    other: Site,
    area: CoreArea,
    contact: User,
    leader: User,
    now: datetime,
    text: Callable[[str], str] = lambda kind: f"Secret {kind}",
    others: Callable[[str], str] | None = None,
) -> dict[str, Any]:
    """Create exchanges of a site with another, which has a note of its own on one of them.

    Arguments:
        contact: who works on them for the site.
        leader: who asked for them.
        text: makes what both sites may read, and what only the site may.
        others: makes what only the other site may read; None where it writes no note.
    """
    today = now.date()

    def made(status: State, days: int, **values: Any) -> PeerExchange:
        first = today + timedelta(days=days)
        known: dict[str, Any] = {
            "visitor": site,
            "host": other,
            "core_area": area,
            "title": text("site"),
            "outcomes": text("site"),
            "status": status,
            "starts_on": first,
            "ends_on": first + timedelta(days=1),
            "asked_by": leader,
            "asked_at": now,
        }
        return PeerExchange.objects.create(**known | values)

    report: dict[str, Any] = {
        "learned": text("site"),
        "will_change": text("site"),
        "reported_for": Side.HOST,
        "reported_by": leader,
        "reported_at": now,
    }
    rows: dict[str, Any] = {
        "exchange-asked": made(State.ASKED, 30, visitor=other, host=site),
        "exchange": made(State.ACCEPTED, 20),
        "exchange-planned": made(State.PLANNED, -3),
        "exchange-visited": made(State.HELD, -9),
        "exchange-held": made(State.HELD, -9, **report),
        "exchange-follow-up": made(State.FOLLOW_UP, -30, **report),
    }
    for each in list(rows.values()):
        ExchangeGoal.objects.create(exchange=each, number=1, text=text("site"))
    exchange = rows["exchange"]
    starts = now + timedelta(days=20)
    rows["exchange-item"] = AgendaItem.objects.create(
        exchange=exchange,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        title=text("site"),
        led_by=text("site"),
    )
    rows["exchange-participant"] = Participant.objects.create(
        exchange=exchange, side=Side.VISITOR, name=text("site")
    )
    rows["exchange-file"] = ExchangeFile.objects.create(
        exchange=exchange,
        side=Side.VISITOR,
        name="form.txt",
        media_type="text/plain",
        **kept(text("site")),
        scan="clean",
        uploaded_by=contact,
        uploaded_at=now,
    )
    note = {"exchange": exchange, "made_at": now}
    rows["exchange-note"] = SiteNote.objects.create(
        **note, site=site, author=contact, text=text("site")
    )
    if others:
        SiteNote.objects.create(**note, site=other, author=leader, text=others("site"))
    ExchangeStep.objects.create(
        exchange=exchange, step="ask", reason=text("site"), made_by=leader, made_at=now
    )
    return rows
