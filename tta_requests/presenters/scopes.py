"""The scope of work: in short next to the request's details, and in full with its signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import capfirst

from foundation.accounts.actors import Actor
from foundation.ui import dates
from foundation.ui.types import Fact
from tta_requests import policies
from tta_requests.enums import Side, Status
from tta_requests.models import Scope, TTARequest
from tta_requests.presenters.commitments import hours_text

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ScopeRow, WorkedRequest


@dataclass(frozen=True, slots=True)
class Signature:
    """A side's signature, who signed and when, and whether the reader can sign for that side now."""

    side: Side
    said: str
    may_sign: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version that was replaced by a newer one."""

    number: int
    who: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopePage:
    """The version in force with its signatures, and the earlier versions."""

    scope: Scope | None
    facts: Sequence[Fact]
    sides: Sequence[Signature]
    version_label: str
    write_href: str
    may_write: bool
    earlier: Sequence[Earlier]


def page_of(tta_request: TTARequest, versions: Sequence[Scope], actor: Actor) -> ScopePage:
    """Return the page of a request's scope.

    Arguments:
        tta_request: the request.
        versions: its scopes that the reader may see, newest first.
        actor: the reader.
    """
    scope = versions[0] if versions else None
    return ScopePage(
        scope=scope,
        facts=_facts(scope, tta_request) if scope else (),
        sides=_sides(actor, tta_request, scope) if scope else (),
        version_label=f"Version {scope.number}" if scope else "",
        write_href=reverse("tta_requests:write-scope", args=[tta_request.number]),
        may_write=policies.can_write_scope(actor, tta_request),
        earlier=[Earlier(v.number, str(v.written_by), v.created_at) for v in versions[1:]],
    )


def facts_in_short(tta_request: "WorkedRequest", *, tz: str) -> list[Fact]:
    """Return the scope in force in four lines; none before there is one."""
    scope = tta_request.scope_now
    if not scope:
        return []
    first, last = date.fromisoformat(scope["starts_on"]), date.fromisoformat(scope["ends_on"])
    return [
        Fact("When", f"{dates.day(first)} to {dates.day(last)}"),
        Fact("Effort", hours_text(timedelta(seconds=scope["effort_seconds"]))),
        Fact("Version", str(scope["number"])),
        Fact("Signed", "; ".join(signatures(scope, tz=tz)) or "Not signed yet"),
    ]


def signatures(scope: "ScopeRow", *, tz: str) -> list[str]:
    """Return "The site, Mon Nov 30, 2:10 pm CT" for each side that has signed."""
    signed = {Side.SITE: scope["site_signed_at"], Side.DOJ: scope["doj_signed_at"]}
    return [
        f"{capfirst(side.label)}, {dates.when(datetime.fromisoformat(at), tz)}"
        for side in Side
        if (at := signed[side])
    ]


def next_step(actor: Actor, tta_request: TTARequest, scope: "ScopeRow | None") -> str:
    """Return what the reader can do with the scope now: write, revise, sign, or read it, or nothing."""
    if tta_request.status == Status.SCOPING:
        if scope and sides_open_to(actor, tta_request, as_row(scope)):
            return "Sign the scope"
        if policies.can_write_scope(actor, tta_request):
            return "Revise the scope" if scope else "Write the scope"
    return "Read the scope" if scope else ""


def sides_open_to(actor: Actor, tta_request: TTARequest, scope: Scope) -> list[Side]:
    """Return the sides that the reader can sign for now."""
    return [side for side in Side if not policies.can_sign_scope(actor, tta_request, scope, side)]


def as_row(scope: "ScopeRow") -> Scope:
    """Build an unsaved scope from a request's scope column, for the policies."""
    return Scope(
        written_by_id=scope["written_by_id"],
        site_signed_by_id=scope["site_signed_by_id"],
        doj_signed_by_id=scope["doj_signed_by_id"],
        site_signed_at=scope["site_signed_at"],
        doj_signed_at=scope["doj_signed_at"],
    )


def _facts(scope: Scope, tta_request: TTARequest) -> list[Fact]:
    zone = tta_request.site.time_zone
    return [
        Fact("From", dates.day(scope.starts_on)),
        Fact("Until", dates.day(scope.ends_on)),
        Fact("Effort", hours_text(scope.effort)),
        Fact("Where", scope.get_delivery_mode_display()),
        Fact("Written by", f"{scope.written_by}, {dates.when(scope.created_at, zone)}"),
    ]


def _sides(actor: Actor, tta_request: TTARequest, scope: Scope) -> list[Signature]:
    open_sides = sides_open_to(actor, tta_request, scope)
    return [
        Signature(side, _signature(scope, side, tta_request), side in open_sides) for side in Side
    ]


def _signature(scope: Scope, side: Side, tta_request: TTARequest) -> str:
    who, at = getattr(scope, f"{side}_signed_by"), getattr(scope, f"{side}_signed_at")
    return f"{who}, {dates.when(at, tta_request.site.time_zone)}" if at else "Not signed yet"
