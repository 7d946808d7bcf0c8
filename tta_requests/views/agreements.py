"""What was agreed, promised and worked on a request, as its page shows it beside what was asked."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst

from foundation.accounts.actors import Actor
from foundation.ui import dates
from foundation.ui.types import Fact
from tta_requests import policies
from tta_requests.enums import (
    CommitmentKind,
    LinkKind,
    Party,
    ReasonFor,
    Side,
    Status,
)
from tta_requests.models import Scope, TTARequest

SECONDS_OF_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment in the list: who owes what by when, and whether it was kept."""

    href: str
    kind: str
    text: str
    who: str
    due: str
    state: str
    late: bool
    may_keep: bool


@dataclass(frozen=True, slots=True)
class Told:
    """The last letter to the site."""

    heading: str
    text: str
    alternatives: str
    when: str


def promises(tta_request: TTARequest, actor: Actor, *, today: date) -> tuple[Promise, ...]:
    """The commitments of a request, by their day.

    Arguments:
        tta_request: read with ``with_work``.
        actor: the reader.
        today: the day it is at the site.
    """
    may_keep = policies.can_keep_commitments(actor, tta_request)
    rows: list[dict[str, Any]] = getattr(tta_request, "commitments_told", [])
    return tuple(_promise(row, tta_request, may_keep=may_keep, today=today) for row in rows)


def scope_facts(tta_request: TTARequest, *, tz: str) -> list[Fact]:
    """The scope in force in four lines; none before one is written."""
    scope = getattr(tta_request, "scope_now", None)
    if not scope:
        return []
    first, last = (date.fromisoformat(scope[name]) for name in ("starts_on", "ends_on"))
    return [
        Fact("When", f"{dates.day(first)} to {dates.day(last)}"),
        Fact("Effort", hours_text(timedelta(seconds=float(scope["effort_seconds"])))),
        Fact("Version", str(scope["number"])),
        Fact("Signed", "; ".join(signatures(scope, tz=tz)) or "Not signed yet"),
    ]


def signatures(scope: dict[str, Any], *, tz: str) -> list[str]:
    """ "The site, Mon Nov 30, 2:10 pm CT" for each side that has signed."""
    return [
        f"{capfirst(side.label)}, {dates.when(datetime.fromisoformat(scope[f'{side}_signed_at']), tz)}"
        for side in Side
        if scope[f"{side}_signed_at"]
    ]


def worked(tta_request: TTARequest) -> str:
    """ "12 of 60 hours", or the hours alone where no scope says how many."""
    spent: timedelta | None = getattr(tta_request, "hours_spent", None)
    if not spent:
        return ""
    scope = getattr(tta_request, "scope_now", None)
    of = f" of {float(scope['effort_seconds']) / SECONDS_OF_AN_HOUR:g}" if scope else ""
    return f"{spent.total_seconds() / SECONDS_OF_AN_HOUR:g}{of} hours"


def hours_text(span: timedelta) -> str:
    """ "7.5 hours", "1 hour"."""
    hours = span.total_seconds() / SECONDS_OF_AN_HOUR
    return f"{hours:g} hour{'' if hours == 1 else 's'}"


def letter(tta_request: TTARequest, *, tz: str) -> Told | None:
    """The letter that is still of use: the question while it waits, the refusal once it is declined."""
    row = getattr(tta_request, "letter_now", None)
    waits = {Status.NEEDS_INFORMATION: ReasonFor.ASK, Status.DECLINED: ReasonFor.DECLINE}
    if not row or waits.get(Status(tta_request.status)) != row["step"]:
        return None
    asks = row["step"] == ReasonFor.ASK
    return Told(
        heading="Information requested from the site" if asks else "Why it was declined",
        text=row["text"],
        alternatives=row["alternatives"],
        when=dates.when(datetime.fromisoformat(row["created_at"]), tz),
    )


def related(tta_request: TTARequest, actor: Actor) -> list[tuple[str, str, str]]:
    """Requests that belong to it, for DOJ staff: how, number, title."""
    if not policies.can_link(actor, tta_request):
        return []
    rows: list[dict[str, str]] = getattr(tta_request, "related", [])
    return [(str(LinkKind(row["kind"]).label), row["number"], row["title"]) for row in rows]


def scope_step(actor: Actor, tta_request: TTARequest) -> str:
    """What the reader does with the scope now: write, sign, read it, or nothing."""
    scope = getattr(tta_request, "scope_now", None)
    if tta_request.status == Status.SCOPING:
        if scope and sides_open_to(actor, tta_request, as_row(scope)):
            return "Sign the scope"
        if policies.can_write_scope(actor, tta_request):
            return "Revise the scope" if scope else "Write the scope"
    return "Read the scope" if scope else ""


def sides_open_to(actor: Actor, tta_request: TTARequest, scope: Scope) -> list[Side]:
    """The sides the reader can sign for now."""
    return [side for side in Side if not policies.can_sign_scope(actor, tta_request, scope, side)]


def as_row(scope: dict[str, Any]) -> Scope:
    """The scope a request brought along as a column, for the policies."""
    return Scope(
        written_by_id=scope["written_by_id"],
        site_signed_by_id=scope["site_signed_by_id"],
        doj_signed_by_id=scope["doj_signed_by_id"],
        site_signed_at=scope["site_signed_at"],
        doj_signed_at=scope["doj_signed_at"],
    )


def _promise(
    row: dict[str, Any], tta_request: TTARequest, *, may_keep: bool, today: date
) -> Promise:
    due, is_open = date.fromisoformat(row["due_on"]), row["done_at"] is None
    late = is_open and due < today
    party = Party(row["owed_by"])
    who = (
        str(tta_request.provider)
        if party == Party.PROVIDER and tta_request.provider
        else party.label
    )
    return Promise(
        href=reverse("tta_requests:keep", args=[row["pk"]]),
        kind=str(CommitmentKind(row["kind"]).label),
        text=row["text"],
        who=str(who),
        due=dates.day(due),
        state="Done" if not is_open else "Past due" if late else "Open",
        late=late,
        may_keep=may_keep and is_open,
    )
