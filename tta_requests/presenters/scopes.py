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
from tta_requests.enums import AGREED_STATUSES, ScopeChange, Side, Status
from tta_requests.models import Scope, TTARequest
from tta_requests.presenters.commitments import hours_text

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ScopeRow, WorkedRequest


# The heading and text for whoever signs a change.
CHANGE_PROPOSED = (
    "Read and sign the change of the scope",
    "It takes force once the site and DOJ have both signed it. Until then, the signed scope stays in force.",
)


@dataclass(frozen=True, slots=True)
class Signature:
    """A side's signature, who signed and when, and whether the reader can sign for that side now."""

    side: Side
    said: str
    may_sign: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """A version that was replaced by a newer one, or a change that wasn't agreed: what became of it, and why."""

    number: int
    who: str
    at: datetime
    ended: str
    why: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of the scope that a proposed change changes."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposed change of the scope in force: what differs, why, its signatures, and how the reader can end it."""

    scope: Scope
    label: str
    facts: Sequence[Fact]
    differences: Sequence[Difference]
    sides: Sequence[Signature]
    end_label: str
    end_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopePage:
    """The version in force with its signatures, the change that is proposed, and the earlier versions."""

    scope: Scope | None
    facts: Sequence[Fact]
    sides: Sequence[Signature]
    version_label: str
    write_href: str
    write_label: str
    proposal: Proposal | None
    earlier: Sequence[Earlier]


def page_of(tta_request: TTARequest, versions: Sequence[Scope], actor: Actor) -> ScopePage:
    """Return the page of a request's scope.

    Arguments:
        tta_request: the request.
        versions: its scopes that the reader may see, newest first.
        actor: the reader.
    """
    scope = next((each for each in versions if not each.change), None)
    proposed = next((each for each in versions if each.change == ScopeChange.PROPOSED), None)
    replaced = [each for each in versions if each not in (scope, proposed)]
    return ScopePage(
        scope=scope,
        facts=_facts(scope, tta_request) if scope else (),
        sides=_sides(actor, tta_request, scope) if scope else (),
        version_label=f"Version {scope.number}" if scope else "",
        write_href=reverse("tta_requests:write-scope", args=[tta_request.number]),
        write_label="" if proposed else _write_label(actor, tta_request, scope),
        proposal=_proposal(actor, tta_request, proposed, scope) if proposed and scope else None,
        earlier=[
            Earlier(
                each.number,
                str(each.written_by),
                each.created_at,
                each.get_change_display().lower() if each.change else "",
                each.ended_reason,
            )
            for each in replaced
        ],
    )


def _write_label(actor: Actor, tta_request: TTARequest, scope: Scope | None) -> str:
    """Return what the reader can write now; empty if they can't."""
    if not policies.can_write_scope(actor, tta_request):
        return ""
    if tta_request.status in AGREED_STATUSES:
        return "Propose a change"
    return "Revise the scope" if scope else "Write the scope"


def _proposal(actor: Actor, tta_request: TTARequest, proposed: Scope, scope: Scope) -> Proposal:
    end = policies.can_end_scope_change(actor, tta_request, proposed)
    label = {ScopeChange.TURNED_DOWN: "Turn down", ScopeChange.WITHDRAWN: "Withdraw"}
    before, after = _parts(scope), _parts(proposed)
    written = dates.when(proposed.created_at, tta_request.site.time_zone)
    return Proposal(
        scope=proposed,
        label=f"Version {proposed.number}",
        facts=[
            Fact("Why", proposed.reason),
            Fact("Proposed by", f"{proposed.written_by}, {written}"),
        ],
        differences=[
            Difference(name, before[name], text)
            for name, text in after.items()
            if before[name] != text
        ],
        sides=_sides(actor, tta_request, proposed),
        end_label=label[end] if end else "",
        end_href=reverse("tta_requests:end-scope-change", args=[tta_request.number]),
    )


def _parts(scope: Scope) -> dict[str, str]:
    return {
        "Expected outcome": scope.objectives,
        "What will be done": scope.activities,
        "What the site provides": scope.site_provides,
        "From": dates.day(scope.starts_on),
        "Until": dates.day(scope.ends_on),
        "Effort": hours_text(scope.effort),
        "Where": scope.get_delivery_mode_display(),
    }


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
        *_change_in_short(tta_request.scope_change, tz=tz),
    ]


def _change_in_short(change: "ScopeRow | None", *, tz: str) -> list[Fact]:
    if change is None:
        return []
    signed = "; ".join(signatures(change, tz=tz))
    said = f"signed: {signed}" if signed else "not signed yet"
    return [Fact("Proposed change", f"Version {change['number']}, {said}")]


def signatures(scope: "ScopeRow", *, tz: str) -> list[str]:
    """Return "The site, Mon Nov 30, 2:10 pm CT" for each side that has signed."""
    signed = {Side.SITE: scope["site_signed_at"], Side.DOJ: scope["doj_signed_at"]}
    return [
        f"{capfirst(side.label)}, {dates.when(datetime.fromisoformat(at), tz)}"
        for side in Side
        if (at := signed[side])
    ]


def next_step(
    actor: Actor,
    tta_request: TTARequest,
    scope: "ScopeRow | None",
    change: "ScopeRow | None" = None,
) -> str:
    """Return what the reader can do with the scope now: write, revise, sign, or read it, or nothing."""
    if change and sides_open_to(actor, tta_request, as_row(change)):
        return "Sign the change of the scope"
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
        change=scope["change"],
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
