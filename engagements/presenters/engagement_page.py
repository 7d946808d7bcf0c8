"""The page of a site's engagement: what is next, its milestones, its steps, and its history."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from engagements import policies
from engagements.enums import MilestoneKind, Origin, State, Step
from engagements.models import Commitment, Comparison, Engagement, EngagementStep, Milestone
from engagements.presenters.comparisons import ComparisonPart, comparison_of
from engagements.presenters.engagement_facts import approval_of, facts_of
from engagements.presenters.journey import Journey, journey_of
from engagements.presenters.rail import rail_of
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.needs.reading import Need
from foundation.ui import dates, wording
from foundation.ui.steps import OpenStep, open_steps
from foundation.ui.types import JourneyView, Link, TimelineEntry
from foundation.workflow.transition import Transition
from sites.models import Site
from sites.presenters.tabs import tabs_of

# The template that is offered while it can still be used, of those the portal ships.
NEW_SITE, FIRST_MONTHS = "new-site", timedelta(days=120)
GLYPHS: Mapping[str, str] = {
    Step.SUSPENDED: "on-hold",
    Step.REACHED: "met",
    Step.WITHDRAWN: "withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLine:
    """A thing that needs the reader: what to do, where, why, and whether its day has passed."""

    what: str
    href: str
    why: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneLine:
    """A milestone: its state as an icon, its day, the note, and what the reader can do with it."""

    label: str
    glyph: str
    when: str
    is_late: bool
    note: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPart:
    """The engagement shown: its rail, facts, milestones, steps, and history."""

    heading: str
    rail: JourneyView
    facts: Sequence[tuple[str, str]]
    approval: Sequence[tuple[str, str]]
    milestones: Sequence[MilestoneLine]
    is_imported: bool
    comparison: ComparisonPart | None
    steps: Sequence[OpenStep]
    history: Sequence[TimelineEntry]

    @property
    def may_change(self) -> bool:
        """Whether the reader can record or change a milestone."""
        return any(row.links for row in self.milestones)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementPage:
    """Everything the page shows besides the site's own fields; ``shown`` is None without an engagement."""

    meta: str
    tabs: Sequence[tuple[str, str, bool]]
    needs_heading: str
    needs: Sequence[NeedLine]
    shown: OpenPart | None
    earlier: Sequence[tuple[str, str]]
    open_href: str
    template_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the page is made of.

    Attributes:
        engagements: the site's engagements, newest first, the first one with its milestones.
        steps: the newest one's recorded steps, newest first.
        compared: what comparable sites had reached, counted for the newest one.
        offered: the steps the reader's role includes, each with its refusal.
        needs: what needs the reader in it.
        late: the reader's own commitments at the site that are past due.
        plan_day: the day on which its sustainability plan was approved, if it was.
        leaders: the site's executive leadership, which approves plans.
        may_open: whether the reader may open an engagement.
        may_reach: whether the reader may record milestones.
    """

    engagements: Sequence[Engagement]
    steps: Sequence[EngagementStep]
    compared: Sequence[Comparison]
    offered: Sequence[tuple[Transition, str]]
    needs: Sequence[Need]
    late: Sequence[Commitment]
    plan_day: date | None
    leaders: Sequence[User]
    may_open: bool
    may_reach: bool


def page_of(site: Site, actor: Actor, known: Known, *, here: str, now: datetime) -> EngagementPage:
    """Show a site's engagement to a reader who may enter the site."""
    today = now.astimezone(dates.zone_of(site.time_zone)).date()
    newest = known.engagements[0] if known.engagements else None
    journey = journey_of(newest, today) if newest else None
    is_free = journey is None or journey.is_over
    return EngagementPage(
        meta=f"{newest.cohort_id} cohort, {newest.get_track_display()}"
        if newest
        else "No engagement yet",
        tabs=tabs_of(site, actor, here),
        needs_heading=_needs_heading(len(known.needs) + len(known.late)),
        needs=[
            *(_need(need, now, site.time_zone) for need in known.needs),
            *(_promise(each, today) for each in known.late),
        ],
        shown=_open_part(newest, journey, known) if newest and journey else None,
        earlier=[_earlier(each, today) for each in known.engagements[1:]],
        open_href=reverse("engagements:open", args=[site.slug])
        if known.may_open and is_free
        else "",
        template_href=_template_href(site, newest, today)
        if newest and not is_free and policies.can_keep_commitments(actor, site.pk)
        else "",
    )


def _template_href(site: Site, engagement: Engagement, today: date) -> str:
    """Return where commitments are added from a template: in its first months from its first day."""
    is_new = abs(today - engagement.starts_on) <= FIRST_MONTHS
    query = {"template": NEW_SITE, "start": engagement.starts_on.isoformat()} if is_new else None
    return reverse("engagements:use-commitment-template", args=[site.slug], query=query)


def _needs_heading(needs: int) -> str:
    if not needs:
        return "Nothing needs you right now"
    return f"{wording.counted(needs, 'thing needs', 'things need')} you"


def _need(need: Need, now: datetime, tz: str) -> NeedLine:
    is_late = need.due_at is not None and need.due_at <= now
    due = ""
    if need.due_at:
        day = dates.day(need.due_at.astimezone(dates.zone_of(tz)).date())
        due = f"{'Was due' if is_late else 'Due'} {day}."
    why = f"{due} {need.why}".strip()
    return NeedLine(what=f"{need.title}.", href=need.action, why=why, is_late=is_late)


def _promise(commitment: Commitment, today: date) -> NeedLine:
    """Show a commitment of the reader's that is past due, as something that needs them."""
    return NeedLine(
        what=f"{commitment.text}.",
        href=reverse("engagements:commitment", args=[commitment.pk]),
        why=f"Was due {dates.day(commitment.due_on, today=today)}. You're responsible.",
        is_late=True,
    )


def _open_part(engagement: Engagement, journey: Journey, known: Known) -> OpenPart:
    notes = _notes(known.steps)
    may_reach = known.may_reach and not journey.is_over
    return OpenPart(
        heading=journey.heading,
        rail=rail_of(journey),
        facts=facts_of(engagement, journey, known.plan_day),
        approval=approval_of(journey, known.leaders),
        milestones=[
            _milestone(
                each,
                journey.day,
                notes.get(each.kind, ""),
                may_change=may_reach,
                may_record=may_reach and journey.state != State.PROPOSED,
            )
            for each in sorted(engagement.milestones.all(), key=lambda row: (row.due_on, row.kind))
        ],
        is_imported=engagement.origin == Origin.IMPORTED,
        comparison=comparison_of(engagement, journey, known.compared),
        steps=open_steps(known.offered, "engagements:{}", engagement.pk),
        history=[_entry(step, engagement.site.time_zone) for step in known.steps],
    )


def _notes(steps: Sequence[EngagementStep]) -> Mapping[str, str]:
    """Return what was noted when each milestone was recorded."""
    return {
        step.milestone: step.reason for step in steps if step.step == Step.REACHED and step.reason
    }


def _milestone(
    row: Milestone, today: date, note: str, *, may_change: bool, may_record: bool
) -> MilestoneLine:
    is_late = row.done_on is None and row.due_on < today
    links = []
    if may_record and row.done_on is None:
        links.append(Link("Record", reverse("engagements:record-milestone", args=[row.pk])))
    if may_change and row.done_on is None:
        links.append(Link("Set a new date", reverse("engagements:date-milestone", args=[row.pk])))
    elif may_change:
        links.append(Link("Correct date", reverse("engagements:date-milestone", args=[row.pk])))
    return MilestoneLine(
        label=MilestoneKind(row.kind).label,
        glyph="met" if row.done_on else "past-due" if is_late else "not-started",
        when=_when(row, is_late=is_late),
        is_late=is_late,
        note=note,
        links=links,
    )


def _when(row: Milestone, *, is_late: bool) -> str:
    if row.done_on:
        return dates.full_day(row.done_on)
    due = f"{'Was due' if is_late else 'Due'} {dates.full_day(row.due_on)}"
    return (
        f"{due}, first planned for {dates.full_day(row.first_due_on)}" if row.first_due_on else due
    )


def _entry(step: EngagementStep, tz: str) -> TimelineEntry:
    milestone = f": {MilestoneKind(step.milestone).label}" if step.milestone else ""
    until = f" to {dates.full_day(step.until)}" if step.until else ""
    return TimelineEntry(
        glyph=GLYPHS.get(step.step, "dot"),
        what=f"{step.get_step_display()}{milestone}",
        rest=f"{dates.full_day(step.on)}{until}",
        reason=step.reason,
        when=f"Recorded {dates.when(step.made_at, tz)}",
        who=f"by {step.made_by.name}" if step.made_by else "by the portal",
    )


def _earlier(engagement: Engagement, today: date) -> tuple[str, str]:
    span = f"{dates.full_day(engagement.starts_on)} to {dates.full_day(engagement.ends_on)}"
    state = engagement.state_on(today)
    told = str(state.label)
    if state == State.WITHDRAWN and engagement.withdrawn_on:
        span = f"Planned for {span}"
        told = f"Withdrawn on {dates.full_day(engagement.withdrawn_on)}"
    return f"{engagement.get_track_display()}, {engagement.cohort_id} cohort", f"{span} · {told}"
