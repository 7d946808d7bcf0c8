"""Recommendations as cards of a board, and the page of one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from engagements.enums import RecommendationState
from engagements.models import Assessment, Evidence, Recommendation, RecommendationStep
from foundation.calendars import clock
from foundation.ui import dates, wording
from foundation.ui.types import Link, TimelineEntry
from foundation.workflow.transition import Transition

REPORTED = "Reported by the program"
GLYPHS: Mapping[str, str] = {
    "proposed": "submitted",
    "accepted": "accepted",
    "in-progress": "in-delivery",
    "implemented": "delivered",
    "verified": "confirmed",
    "sustained": "closed",
    "declined": "declined",
    "lapsed": "withdrawn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A recommendation on a board."""

    href: str
    headline: str
    site: str
    facts: Sequence[str]
    glyph: str
    due: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A state of the board with its cards; ``count`` may be larger than what is shown."""

    label: str
    glyph: str
    count: int
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentLine:
    """An assessment with its findings."""

    title: str
    facts: str
    findings: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationPage:
    """Everything a recommendation's page shows besides its own fields."""

    facts: Sequence[tuple[str, str]]
    glyph: str
    evidence: Sequence[tuple[str, str]]
    steps: Sequence[tuple[str, str, str]]
    links: Sequence[Link]
    history: Sequence[TimelineEntry]


def columns_of(
    rows: Iterable[Recommendation],
    counts: Mapping[str, int],
    *,
    with_site: bool,
) -> list[Column]:
    """Arrange recommendations by state; states without any are left out."""
    cards: dict[str, list[Card]] = {}
    for row in rows:
        cards.setdefault(row.status, []).append(_card(row, with_site=with_site))
    return [
        Column(
            label=str(state.label),
            glyph=GLYPHS[state],
            count=counts[state],
            cards=cards.get(state, []),
        )
        for state in RecommendationState
        if counts.get(state)
    ]


def assessments_of(found: Iterable[Assessment]) -> list[AssessmentLine]:
    """Show a site's assessments with their findings."""
    return [
        AssessmentLine(
            title=each.title,
            facts=" · ".join(filter(None, (each.done_by, _day_of(each), _reported(each)))),
            findings=[finding.text for finding in each.findings.all()],
        )
        for each in found
    ]


def summary_of(counts: Mapping[str, int]) -> str:
    """Say how many recommendations there are."""
    total = sum(counts.values())
    return wording.counted(total, "recommendation") if total else "No recommendations yet"


def page_of(
    recommendation: Recommendation,
    *,
    evidence: Iterable[Evidence],
    history: Iterable[RecommendationStep],
    offered: Iterable[tuple[Transition, str]],
    links: Sequence[Link],
) -> RecommendationPage:
    """Show one recommendation: its facts, evidence, open steps and history."""
    tz = recommendation.site.time_zone
    return RecommendationPage(
        facts=_facts(recommendation),
        glyph=GLYPHS[recommendation.status],
        evidence=[(each.text, _who_when(each, tz)) for each in evidence],
        steps=[
            (
                row.words,
                reverse(f"engagements:{row.name}-recommendation", args=[recommendation.pk]),
                refusal,
            )
            for row, refusal in offered
        ],
        links=links,
        history=[_entry(step, tz) for step in history],
    )


def links_of(
    recommendation: Recommendation, *, may_add_evidence: bool, may_check: bool
) -> list[Link]:
    """Return the links to what can be added besides the steps."""
    found = []
    for label, name, allowed in (
        ("Add evidence", "engagements:add-evidence", may_add_evidence),
        ("Log a check", "engagements:record-check", may_check),
    ):
        if allowed:
            found.append(Link(label, reverse(name, args=[recommendation.pk])))
    return found


def _card(row: Recommendation, *, with_site: bool) -> Card:
    due, is_late = _due(row, clock.today(row.site.time_zone))
    return Card(
        href=reverse("engagements:recommendation", args=[row.pk]),
        headline=row.headline,
        site=row.site.name if with_site else "",
        facts=list(
            filter(
                None,
                (
                    row.core_area.name,
                    row.owner,
                    f"Repeats every {row.repeats_every_days} days"
                    if row.repeats_every_days
                    else "",
                    REPORTED if row.is_imported else "",
                ),
            )
        ),
        glyph="past-due" if is_late else GLYPHS[row.status],
        due=due,
        is_late=is_late,
    )


def _due(row: Recommendation, today: date) -> tuple[str, bool]:
    """Return what is due next and whether its day has passed."""
    if row.is_open and row.due_on:
        late = row.due_on < today
        return f"{'Was due' if late else 'Due'} {dates.full_day(row.due_on)}", late
    is_verified = row.status == RecommendationState.VERIFIED
    coming = [
        (day, what)
        for day, what in (
            (row.next_check_on, "Check"),
            (row.sustained_check_on if is_verified else None, "12-month check"),
        )
        if day
    ]
    if not coming:
        return "", False
    day, what = min(coming)
    late = day < today
    return f"{what} {'was due' if late else 'due'} {dates.full_day(day)}", late


def _facts(row: Recommendation) -> list[tuple[str, str]]:
    found = [("State", str(row.get_status_display()))]
    if row.is_imported:
        found.append(("Origin", REPORTED))
    found += [("Core area", row.core_area.name), ("Owner", row.owner or "Not named")]
    if row.assessment:
        found.append(("Assessment", f"{row.assessment.title}, {_day_of(row.assessment)}"))
    if row.finding:
        found.append(("Finding", row.finding.text))
    for label, day in (
        ("Due", row.due_on),
        ("Next check", row.next_check_on),
        ("12-month check", row.sustained_check_on),
    ):
        if day:
            found.append((label, dates.full_day(day)))
    if row.repeats_every_days:
        found.append(("Repeats", f"Every {row.repeats_every_days} days"))
    if row.source:
        found.append(("Source", row.source))
    return found


def _day_of(assessment: Assessment) -> str:
    if assessment.is_month_only:
        return dates.month(assessment.done_on)
    return dates.full_day(assessment.done_on)


def _reported(assessment: Assessment) -> str:
    return REPORTED if assessment.origin == "imported" else ""


def _who_when(row: Evidence, tz: str) -> str:
    who = row.made_by.name if row.made_by else "the portal"
    return f"{who}, {dates.when(row.made_at, tz)}"


def _entry(step: RecommendationStep, tz: str) -> TimelineEntry:
    return TimelineEntry(
        glyph="dot",
        what=str(step.get_step_display()),
        rest=dates.full_day(step.on),
        reason=step.reason,
        when=f"Recorded {dates.when(step.made_at, tz)}",
        who=f"by {step.made_by.name}" if step.made_by else "by the portal",
    )
