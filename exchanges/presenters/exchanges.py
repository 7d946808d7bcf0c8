"""The page of one exchange."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from engagements.models import Commitment
from exchanges.enums import Side, State, StepKind
from exchanges.models import (
    AgendaItem,
    ExchangeFile,
    ExchangeGoal,
    ExchangeStep,
    Participant,
    PeerExchange,
    SiteNote,
)
from exchanges.presenters.agenda import AgendaDay, days_of
from exchanges.presenters.files import files_of
from exchanges.presenters.goals import GoalLine, goals_of
from exchanges.presenters.lists import GLYPHS, when_of
from foundation.ui import dates
from foundation.ui.steps import OpenStep, open_steps
from foundation.ui.types import FileLine, Link, TimelineEntry
from foundation.ui.wording import counted
from foundation.workflow.transition import Transition

NEXT: Mapping[str, str] = {
    State.ASKED: "{host} accepts or declines the visit.",
    State.ACCEPTED: "Both sites set the dates, agenda, and participants, and confirm the plan.",
    State.PLANNED: "The visit takes place {when}. Mark it as held afterward.",
    State.FOLLOW_UP: "Both sites do what they committed to. The exchange is closed once all of it is done.",
}
NO_REPORT = "One of the sites writes the after-action report."
TO_AGREE = "{site} agrees to the after-action report."


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A commitment of one of the sites; ``href`` only for people of that site."""

    text: str
    owner: str
    state: str
    glyph: str
    due: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideColumn:
    """What one site does: its part, what it promised, and where to add more."""

    heading: str
    promises: Sequence[Promise]
    add_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The people who take part for one site, each with where to remove them."""

    heading: str
    people: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """A note of the reader's own site."""

    text: str
    about: str
    remove_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the page asked the database for, and what its reader may do."""

    goals: Iterable[ExchangeGoal]
    files: Iterable[ExchangeFile]
    agenda: Iterable[AgendaItem]
    participants: Sequence[Participant]
    commitments: Sequence[Commitment]
    notes: Iterable[SiteNote]
    steps: Sequence[ExchangeStep]
    offered: Iterable[tuple[Transition, str]]
    own_sites: Collection[int]
    keeps: Collection[Side]
    commits_for: Collection[Side]
    reader_id: int | None
    may_plan: bool
    may_change_goals: bool
    may_keep: bool
    may_report: bool
    may_allow: bool
    load: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangePage:
    """Everything an exchange's page shows besides its own fields."""

    glyph: str
    next: str
    facts: Sequence[tuple[str, str]]
    actions: Sequence[Link]
    planning: Sequence[Link]
    goals: Sequence[GoalLine]
    goals_href: str
    files: Sequence[FileLine]
    file_href: str
    days: Sequence[AgendaDay]
    teams: Sequence[Team]
    columns: Sequence[SideColumn]
    done: str
    notes: Sequence[NoteLine]
    note_href: str
    report: str
    report_href: str
    steps: Sequence[OpenStep]
    history: Sequence[TimelineEntry]
    load: str
    links: Sequence[Link]


def page_of(exchange: PeerExchange, known: Known) -> ExchangePage:
    """Show an exchange with what its reader may do with it."""
    key = [exchange.pk]
    planning = []
    if known.may_plan:
        said = "Change dates" if exchange.starts_on else "Set dates"
        planning.append(Link(said, reverse("exchanges:set-dates", args=key)))
        if exchange.starts_on:
            planning.append(Link("Add agenda item", reverse("exchanges:add-item", args=key)))
        planning.append(Link("Add participant", reverse("exchanges:add-participant", args=key)))
    made = known.commitments
    return ExchangePage(
        glyph=GLYPHS[exchange.status],
        next=_next_of(exchange),
        facts=_facts_of(exchange, known.participants),
        actions=[Link("Print the agenda", reverse("exchanges:agenda", args=key))],
        planning=planning,
        goals=goals_of(known.goals),
        goals_href=reverse("exchanges:change-goals", args=key) if known.may_change_goals else "",
        files=files_of(exchange, known.files, removes=known.keeps if exchange.is_open else ()),
        file_href=reverse("exchanges:add-file", args=key) if known.may_keep else "",
        days=days_of(exchange, known.agenda, may_change=known.may_plan),
        teams=[_team_of(exchange, side, known) for side in Side],
        columns=[_column_of(exchange, side, known) for side in _own_first(exchange, known)],
        done=f"{sum(not each.is_open for each in made)} of {len(made)} done" if made else "",
        notes=[_note_of(note, known.reader_id, exchange.host.time_zone) for note in known.notes],
        note_href=reverse("exchanges:add-note", args=key) if known.keeps else "",
        report=_report_of(exchange, known.steps),
        report_href=reverse("exchanges:report", args=key) if known.may_report else "",
        steps=open_steps(known.offered, "exchanges:{}", exchange.pk),
        history=[_entry_of(step, exchange.host.time_zone) for step in known.steps],
        load=known.load,
        links=[Link("Allow over the limit", reverse("exchanges:allow", args=key))]
        if known.may_allow
        else [],
    )


def load_of(exchange: PeerExchange, hosted: int, limit: int) -> str:
    """Say how many visits the host has in the 12 months around this one, this one included."""
    host = exchange.host.name
    return (
        f"{host} has {counted(hosted, 'visit')} in 12 months, with this one. The limit is {limit}."
    )


def _next_of(exchange: PeerExchange) -> str:
    if exchange.status == State.HELD:
        if not exchange.has_report:
            return NO_REPORT
        return TO_AGREE.format(site=exchange.site_of(Side(exchange.reported_for).other).name)
    words = NEXT.get(exchange.status, "")
    return words.format(host=exchange.host.name, when=when_of(exchange))


def _facts_of(exchange: PeerExchange, participants: Iterable[Participant]) -> list[tuple[str, str]]:
    sides = [each.side for each in participants]
    visitors, hosts = sides.count(Side.VISITOR), sides.count(Side.HOST)
    asked_at = dates.when(exchange.asked_at, exchange.host.time_zone)
    facts = [
        ("Visiting site", exchange.visitor.name),
        ("Host site", exchange.host.name),
        ("Visit", when_of(exchange)),
        ("Place", exchange.place),
        ("People", f"{counted(visitors, 'visitor')}, {counted(hosts, 'host')}" if sides else ""),
        ("Core area", str(exchange.core_area)),
        ("Asked for", f"by {exchange.asked_by.name} on {asked_at}"),
        ("Over the limit", exchange.over_limit_reason),
    ]
    return [(label, value) for label, value in facts if value]


def _own_first(exchange: PeerExchange, known: Known) -> list[Side]:
    """Return the sides with the reader's own site first, which is what a phone shows first."""
    return sorted(Side, key=lambda side: exchange.site_of(side).pk not in known.own_sites)


def _team_of(exchange: PeerExchange, side: Side, known: Known) -> Team:
    may_remove = known.may_plan and side in known.keeps
    return Team(
        heading=f"{exchange.site_of(side).name} ({side.label.lower()})",
        people=[
            (each.name, each.position, _remove_href(each.pk) if may_remove else "")
            for each in known.participants
            if each.side == side
        ],
    )


def _remove_href(pk: UUID) -> str:
    return reverse("exchanges:remove-participant", args=[pk])


def _column_of(exchange: PeerExchange, side: Side, known: Known) -> SideColumn:
    site = exchange.site_of(side)
    is_own = site.pk in known.own_sites
    add = f"{reverse('engagements:add-commitment')}?origin=exchange-{side.value}:{exchange.pk}"
    return SideColumn(
        heading=f"{site.name} ({side.label.lower()})",
        promises=[
            _promise_of(each, is_own=is_own)
            for each in known.commitments
            if each.site_id == site.pk
        ],
        add_href=add if side in known.commits_for else "",
    )


def _promise_of(row: Commitment, *, is_own: bool) -> Promise:
    if row.done_at:
        state, glyph = f"Done {dates.full_day(row.done_at.date())}", "confirmed"
    else:
        state, glyph = ("Open", "in-delivery") if row.is_open else ("Canceled", "withdrawn")
    return Promise(
        text=row.text,
        owner=row.owner.name if is_own and row.owner else "",
        state=state,
        glyph=glyph,
        due=dates.full_week_day(row.due_on),
        href=reverse("engagements:commitment", args=[row.pk]) if is_own else "",
    )


def _note_of(note: SiteNote, reader_id: int | None, tz: str) -> NoteLine:
    own = note.author_id == reader_id
    return NoteLine(
        text=note.text,
        about=f"{note.author.name}, {note.site.name}, {dates.when(note.made_at, tz)}",
        remove_href=reverse("exchanges:remove-note", args=[note.pk]) if own else "",
    )


def _report_of(exchange: PeerExchange, steps: Iterable[ExchangeStep]) -> str:
    """Say who wrote the report, and who agreed to it for the other site; "" while there is none."""
    if not exchange.has_report or exchange.reported_by is None or exchange.reported_at is None:
        return ""
    side = Side(exchange.reported_for)
    site, other = exchange.site_of(side).name, exchange.site_of(side.other).name
    tz = exchange.host.time_zone
    agreed = next((each for each in steps if each.step == StepKind.AGREE), None)
    says = (
        f"Agreed to by {agreed.made_by.name} for {other}, {dates.when(agreed.made_at, tz)}"
        if agreed
        else "Not agreed yet"
    )
    when = dates.when(exchange.reported_at, tz)
    return f"Written by {exchange.reported_by.name} for {site}, {when}. {says}."


def _entry_of(step: ExchangeStep, tz: str) -> TimelineEntry:
    return TimelineEntry(
        what=str(step.get_step_display()),
        reason=step.reason,
        when=dates.when(step.made_at, tz),
        who=f"by {step.made_by.name}",
    )
