"""The page of one request, part by part: who has it, by when, why that provider, the request, and the talk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from foundation.accounts.actors import Actor
from foundation.needs.reading import Need
from foundation.ui import dates
from foundation.ui.types import ClockView, Fact, FileLine, MessageView, TimelineEntry, WhyView
from tta_requests import policies
from tta_requests.enums import OfferState, Status
from tta_requests.models import Clock, Entry
from tta_requests.presenters import request_facts, routing, scopes, timeline
from tta_requests.presenters.attachments import files_of
from tta_requests.presenters.clocks import clock_panel
from tta_requests.presenters.commitments import Promise, promises
from tta_requests.presenters.decision_letters import Told, letter
from tta_requests.presenters.deliveries import Figures, figures_of
from tta_requests.presenters.guests import Guest, guests_of
from tta_requests.presenters.links import Related, related
from tta_requests.presenters.next_step import NextStep, panel
from tta_requests.presenters.referrals import Asked, Pointed, asked, may_offer, resources_of
from tta_requests.presenters.request_facts import Routing
from tta_requests.presenters.situation import Situation

if TYPE_CHECKING:
    from tta_requests.querysets.columns import DetailedRequest, ScopeRow

DEFAULT_TIMELINE_LINES = 12
# Before anyone works on the request, there is nothing agreed to show.
BEFORE_WORK = frozenset({Status.SUBMITTED, Status.TRIAGE, Status.MATCHING, Status.OFFERED})


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader of the page: the time now, their last visit, and the timeline filter they chose."""

    actor: Actor
    now: datetime
    since: datetime | None
    show: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Scope, commitments, and the hours worked."""

    agreed: Sequence[Fact]
    scope: "ScopeRow | None"
    promises: Sequence[Promise]
    figures: Figures
    may_promise: bool
    may_link_participants: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """Why this provider: the explanation, why none passed, or the provider's own line."""

    why: WhyView | None
    nobody: str
    why_you: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Federal:
    """Agencies asked, the reader's agencies that may offer help, and shared resources."""

    asked: Sequence[Asked]
    may_offer: Sequence[str]
    resources: Sequence[Pointed]
    may_refer: bool
    may_steer: bool

    @property
    def may_add(self) -> bool:
        """Whether the reader can ask an agency, offer help, or share the first resource."""
        return bool(self.may_refer or self.may_offer or (self.may_steer and not self.resources))

    @property
    def shows(self) -> bool:
        """Whether there is anything to show or to do."""
        return bool(self.asked or self.resources or self.may_add)


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The files the reader may see."""

    rows: Sequence[FileLine]
    may_attach: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """The messages, and the other people who can read them."""

    thread: Sequence[MessageView]
    guests: Sequence[Guest]
    may_write: bool
    may_refer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record settings that the reader may change."""

    flag: str
    held_since: str
    may_give: bool
    may_regrade: bool
    may_mark: bool
    may_preserve: bool
    may_link: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The events, newest first, and their filters."""

    filters: Sequence[tuple[str, str, bool]]
    newest: Sequence[TimelineEntry]
    earlier: Sequence[TimelineEntry]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """Everything the page shows besides the request's own fields; a part that isn't shown is None."""

    further: Sequence[str]
    site_href: str
    submitted_line: str
    clock: ClockView | None
    next_step: NextStep
    letter: Told | None
    work: Work | None
    ranking: Ranking
    federal: Federal
    files: Files
    conversation: Conversation
    record: Record
    related: Sequence[Related]
    holders: Sequence[Fact]
    facts: Sequence[Fact]
    timeline: Timeline


def whole(
    tta_request: "DetailedRequest",
    reader: Reader,
    *,
    clocks: Sequence[Clock],
    entries: Sequence[Entry],
    routed: Routing,
    own_line: Mapping[str, Any],
    needs: Sequence[Need],
) -> RequestPage:
    """Return the page of a request for a reader who may see all of it.

    Arguments:
        tta_request: the request.
        reader: the reader.
        clocks: its clocks, in the order they started.
        entries: the part of its timeline and conversation that the reader may see.
        routed: its ranking and offers; empty for the provider that works on it.
        own_line: that provider's own line of the ranking.
        needs: what in it needs the reader, first due first.
    """
    actor, zone = reader.actor, tta_request.site.time_zone
    submitted_at = tta_request.submitted_at
    return RequestPage(
        further=tta_request.further_area_names,
        site_href=tta_request.site.get_absolute_url(),
        submitted_line=f"Submitted {dates.when(submitted_at, zone)}" if submitted_at else "",
        clock=clock_panel(clocks, site_zone=zone, now=reader.now, tz=actor.time_zone)
        if tta_request.is_open
        else None,
        next_step=_next_step(tta_request, reader, clocks, routed, needs),
        letter=letter(tta_request, entries, tz=zone),
        work=_work(tta_request, reader) if tta_request.status not in BEFORE_WORK else None,
        ranking=_ranking(tta_request, actor, routed, own_line),
        federal=_federal(tta_request, actor),
        files=Files(
            rows=files_of(tta_request, actor, tz=zone),
            may_attach=policies.can_attach(
                actor, tta_request, works_on_it=policies.works_on(actor, tta_request)
            ),
        ),
        conversation=_conversation(tta_request, actor, entries),
        record=_record(tta_request, actor),
        related=related(tta_request, actor),
        holders=request_facts.holders(tta_request, routed),
        facts=request_facts.facts(tta_request),
        timeline=_timeline(tta_request, reader, entries),
    )


def _next_step(
    tta_request: "DetailedRequest",
    reader: Reader,
    clocks: Sequence[Clock],
    routed: Routing,
    needs: Sequence[Need],
) -> NextStep:
    standing = routed.standing
    waits = standing is not None and standing.state == OfferState.OPEN
    return panel(
        reader.actor,
        Situation(
            tta_request=tta_request,
            clocks=clocks,
            now=reader.now,
            offer_due=standing.due_at if standing and waits else None,
            following=routing.next_in_line(routed.run, routed.offers),
            exception=tta_request.exception_reason or "",
            limit=tta_request.limit,
            scope=tta_request.scope_now,
            scope_change=tta_request.scope_change,
            is_left_alone=tta_request.is_left_alone,
        ),
        needs,
    )


def _work(tta_request: "DetailedRequest", reader: Reader) -> Work:
    actor, zone = reader.actor, tta_request.site.time_zone
    today = reader.now.astimezone(ZoneInfo(zone)).date()
    return Work(
        agreed=scopes.facts_in_short(tta_request, tz=zone),
        scope=tta_request.scope_now,
        promises=promises(tta_request, actor, today=today),
        figures=figures_of(tta_request, actor),
        may_promise=policies.can_keep_commitments(actor, tta_request),
        may_link_participants=policies.can_link_participants(actor, tta_request),
    )


def _ranking(
    tta_request: "DetailedRequest", actor: Actor, routed: Routing, own_line: Mapping[str, Any]
) -> Ranking:
    run = routed.run if policies.can_see_explanation(actor, tta_request) else None
    zone = tta_request.site.time_zone
    return Ranking(
        why=routing.view(run, routed.offers, tz=zone) if run else None,
        nobody=routing.filtered(run.excluded) if run and not run.ranking else "",
        why_you=routing.own_line(own_line),
    )


def _federal(tta_request: "DetailedRequest", actor: Actor) -> Federal:
    zone, works_on_it = tta_request.site.time_zone, policies.works_on(actor, tta_request)
    return Federal(
        asked=[] if works_on_it else asked(tta_request, actor, tz=zone),
        may_offer=[] if works_on_it else may_offer(tta_request, actor),
        resources=resources_of(tta_request, actor, tz=zone),
        may_refer=_may_refer(tta_request, actor),
        may_steer=policies.can_steer(actor, tta_request),
    )


def _conversation(
    tta_request: "DetailedRequest", actor: Actor, entries: Sequence[Entry]
) -> Conversation:
    works_on_it = policies.works_on(actor, tta_request)
    return Conversation(
        thread=timeline.thread(entries, tz=tta_request.site.time_zone),
        guests=guests_of(tta_request),
        may_write=policies.can_write_message(actor, tta_request, works_on_it=works_on_it),
        may_refer=_may_refer(tta_request, actor),
    )


def _may_refer(tta_request: "DetailedRequest", actor: Actor) -> bool:
    return tta_request.is_open and policies.can_refer(actor, tta_request)


def _record(tta_request: "DetailedRequest", actor: Actor) -> Record:
    held_since, may_give = tta_request.legal_hold_since, policies.can_give(actor, tta_request)
    return Record(
        flag=tta_request.flag if may_give else "",
        held_since=dates.when(held_since, tta_request.site.time_zone) if held_since else "",
        may_give=tta_request.is_open and may_give,
        may_regrade=policies.can_regrade(actor, tta_request),
        may_mark=policies.can_mark(actor, tta_request),
        may_preserve=policies.can_preserve(actor, tta_request),
        may_link=policies.can_link(actor, tta_request),
    )


def _timeline(tta_request: "DetailedRequest", reader: Reader, entries: Sequence[Entry]) -> Timeline:
    told = timeline.narrowed(entries, reader.show)
    lines = timeline.timeline(told, tz=tta_request.site.time_zone, since=reader.since)
    return Timeline(
        filters=timeline.filters(tta_request.number, reader.show),
        newest=lines[:DEFAULT_TIMELINE_LINES],
        earlier=lines[DEFAULT_TIMELINE_LINES:],
    )
