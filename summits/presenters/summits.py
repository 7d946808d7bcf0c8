"""Summits as a list, and the page of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.ui import dates
from foundation.ui.steps import OpenStep, open_steps
from foundation.ui.types import Link, TimelineEntry
from foundation.ui.zones import zone_name
from foundation.workflow.transition import Transition
from summits.enums import StepKind
from summits.models import Gate, Grant, Registration, Summit, SummitStep
from summits.policies import APPROVALS, is_arriving, is_reported, takes_notes
from summits.presenters.days import days_of, place_of, zone_of
from summits.presenters.delegations import own_of

GLYPHS: Mapping[str, str] = {
    "planned": "draft",
    "approved": "accepted",
    "registration-open": "submitted",
    "agenda-locked": "scheduled",
    "live": "in-delivery",
    "wrap-up": "delivered",
    "archived": "closed",
    "canceled": "withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SummitLine:
    """A summit in the list."""

    href: str
    name: str
    theme: str
    when: str
    where: str
    state: str
    glyph: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """A gate in the table: what, until when, and what can be recorded."""

    label: str
    due: str
    said: str
    is_late: bool
    glyph: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantLine:
    """A person with a role at the summit."""

    name: str
    role: str
    until: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SummitPage:
    """Everything a summit's page shows besides its own fields."""

    when: str
    where: str
    glyph: str
    facts: Sequence[tuple[str, str]]
    actions: Sequence[Link]
    mine: Sequence[Link]
    gates: Sequence[GateLine] | None
    may_change_gates: bool
    grants: Sequence[GrantLine]
    steps: Sequence[OpenStep]
    links: Sequence[Link]
    history: Sequence[TimelineEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the page's view found."""

    gates: Iterable[Gate] | None
    grants: Iterable[Grant]
    steps: Iterable[SummitStep]
    registrations: Iterable[Registration]
    offered: Iterable[tuple[Transition, str]]
    may_organize: bool
    may_manage: bool
    is_speaker: bool
    may_read_report: bool


def lines_of(found: Iterable[Summit]) -> list[SummitLine]:
    """Show summits as rows of a list."""
    return [
        SummitLine(
            href=reverse("summits:detail", args=[row.slug]),
            name=row.name,
            theme=row.theme,
            when=days_of(row),
            where=place_of(row),
            state=state_of(row),
            glyph=GLYPHS[row.status],
        )
        for row in found
    ]


def state_of(summit: Summit) -> str:
    """Say how far a summit is; an imported one was held."""
    if summit.is_imported and summit.status == "archived":
        return "Held"
    return str(summit.get_status_display())


def page_of(summit: Summit, actor: Actor, known: Known) -> SummitPage:
    """Show one summit: its facts, gates, open steps, roles, and history."""
    today = clock.today(summit.time_zone)
    return SummitPage(
        when=days_of(summit),
        where=place_of(summit),
        glyph=GLYPHS[summit.status],
        facts=_facts(summit),
        actions=_actions(summit, actor, known),
        mine=_mine(summit, actor, known),
        may_change_gates=known.may_manage and not summit.is_over,
        gates=None
        if known.gates is None
        else [_gate(row, summit, today, may=known.may_manage) for row in known.gates],
        grants=[_grant(row) for row in known.grants],
        steps=open_steps(known.offered, "summits:{}", summit.slug),
        links=_links(summit, known),
        history=[_entry(row, actor.time_zone) for row in known.steps],
    )


def _facts(summit: Summit) -> list[tuple[str, str]]:
    found = [("Status", state_of(summit)), ("When", days_of(summit)), ("Where", place_of(summit))]
    if not summit.is_imported:
        found.append(("Times are in", f"{zone_name(summit.time_zone)} ({zone_of(summit)})"))
    if summit.theme:
        found.append(("Theme", summit.theme))
    if summit.source:
        found.append(("Source", summit.source))
    return found


def _actions(summit: Summit, actor: Actor, known: Known) -> list[Link]:
    """Return the pages of the summit, what its days ask for first."""
    found = []
    if known.may_organize and is_arriving(summit):
        found.append(("Check people in", "summits:check-in"))
    if known.may_read_report and is_reported(summit):
        found.append(("Report", "summits:report"))
    if not summit.is_imported and (actor.user_id or summit.is_agenda_public):
        found.append(("Agenda", "summits:agenda"))
    if not summit.is_imported and actor.user_id:
        found.append(("Delegations", "summits:delegation"))
    return [Link(label, reverse(name, args=[summit.slug])) for label, name in found]


def _mine(summit: Summit, actor: Actor, known: Known) -> list[Link]:
    """Return what of the summit is the reader's own."""
    if summit.is_imported or not actor.user_id:
        return []
    found = [("My agenda", "summits:my-agenda")]
    if known.is_speaker:
        found.append(("My sessions as a speaker", "summits:speaking"))
    if known.may_read_report and takes_notes(summit):
        found.append(("Notes and follow-up", "summits:follow-up"))
    own = [own_of(each) for each in known.registrations]
    return own + [Link(label, reverse(name, args=[summit.slug])) for label, name in found]


def _links(summit: Summit, known: Known) -> list[Link]:
    if summit.is_imported:
        return []
    is_open = not summit.is_over
    found = [("Change details", "summits:change")] if known.may_organize and is_open else []
    if known.may_manage:
        found.append(("Choose what's public", "summits:publish"))
    if known.may_manage and is_open:
        found.append(("Give access", "summits:give-role"))
    return [Link(label, reverse(name, args=[summit.slug])) for label, name in found]


def _gate(gate: Gate, summit: Summit, today: date, *, may: bool) -> GateLine:
    is_late = gate.done_on is None and gate.due_on < today and not summit.is_over
    if gate.done_on:
        said = f"Done {dates.full_day(gate.done_on)}"
    elif gate.filed_on:
        said = f"Filed {dates.full_day(gate.filed_on)}"
    else:
        said = "Past due" if is_late else "Not done yet"
    return GateLine(
        label=str(gate.get_kind_display()),
        due=dates.full_day(gate.due_on),
        said=said,
        is_late=is_late,
        glyph="met" if gate.done_on else "past-due" if is_late else "not-started",
        links=_gate_links(gate, summit) if may and not gate.done_on and not summit.is_over else [],
    )


def _gate_links(gate: Gate, summit: Summit) -> list[Link]:
    found = []
    if gate.kind in APPROVALS:
        if not gate.filed_on:
            found.append(("Record filing", "summits:file-gate"))
        found.append(("Record approval", "summits:pass-gate"))
    found.append(("Change due date", "summits:redate-gate"))
    return [Link(label, reverse(name, args=[summit.slug, gate.kind])) for label, name in found]


def _grant(grant: Grant) -> GrantLine:
    zone = dates.zone_of(grant.summit.time_zone)
    is_over = grant.ends_at is not None and grant.ends_at <= clock.now()
    until = "No last day"
    if grant.ends_at:
        said = "Ended" if is_over else "Until"
        until = f"{said} {dates.when(grant.ends_at, zone)}"
    return GrantLine(
        name=grant.person.name,
        role=str(grant.get_role_display()),
        until=until,
        href="" if is_over else reverse("summits:end-role", args=[grant.pk]),
    )


def _entry(step: SummitStep, tz: str) -> TimelineEntry:
    return TimelineEntry(
        what=str(StepKind(step.step).label),
        rest=" · ".join(filter(None, (step.about, dates.full_day(step.on)))),
        reason=step.reason,
        when=f"Recorded {dates.when(step.made_at, tz)}",
        who=f"by {step.made_by.name}" if step.made_by else "by the portal",
    )
