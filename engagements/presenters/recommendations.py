"""Recommendations as cards of a board."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from engagements.enums import RecommendationState
from engagements.models import Assessment, Recommendation
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.exports import forms as exports
from foundation.exports.forms import ExportForm
from foundation.ui import dates, wording

REPORTED = "Reported by the program"
FILTERS = ("state", "due", "area", "principle", "who", "site")
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
            facts=" · ".join(filter(None, (each.done_by, day_of(each), _reported(each)))),
            findings=[finding.text for finding in each.findings.all()],
        )
        for each in found
    ]


def summary_of(counts: Mapping[str, int]) -> str:
    """Say how many recommendations there are."""
    total = sum(counts.values())
    return wording.counted(total, "recommendation") if total else "No recommendations yet"


def export_of(
    query: Mapping[str, str], counts: Mapping[str, int], actor: Actor, *, site: str = ""
) -> ExportForm | None:
    """Return the form that exports a board with its filters; None if there is nothing to export.

    Arguments:
        query: the query string of the page.
        counts: how many recommendations the board has in each state.
        actor: the reader.
        site: the slug of the site, on a site's own board.
    """
    kept = {name: query[name] for name in FILTERS if query.get(name)}
    asked = urlencode(kept | ({"site": site} if site else {}))
    return exports.export_of("recommendations", asked, actor) if counts else None


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
                    owner_of(row),
                    wording.counted(row.proofs, "line of evidence", "lines of evidence")
                    if row.proofs
                    else "",
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


def owner_of(row: Recommendation) -> str:
    """Return the position and person that own it; empty before somebody does."""
    person = row.owner_person.name if row.owner_person else ""
    return ", ".join(filter(None, (row.owner, person)))


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


def day_of(assessment: Assessment) -> str:
    """Return the day of an assessment, or its month where no more is known."""
    if assessment.is_month_only:
        return dates.month(assessment.done_on)
    return dates.full_day(assessment.done_on)


def _reported(assessment: Assessment) -> str:
    return REPORTED if assessment.origin == "imported" else ""
