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
from foundation.exports.forms import ExportOffer
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
    "withdrawn": "withdrawn",
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


def columns_of(
    rows: Iterable[Recommendation],
    counts: Mapping[str, int],
) -> list[Column]:
    """Arrange recommendations by state; states without any are left out."""
    cards: dict[str, list[Card]] = {}
    for row in rows:
        cards.setdefault(row.status, []).append(_card(row))
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


def summary_of(total: int, assessments: int = 0) -> str:
    """Say how many recommendations there are, and from how many assessments if from any."""
    if not total:
        return "No recommendations yet"
    source = f" from {wording.counted(assessments, 'assessment')}" if assessments else ""
    return f"{wording.counted(total, 'recommendation')}{source}"


def export_of(
    query: Mapping[str, str], total: int, actor: Actor, *, site: str = ""
) -> ExportOffer | None:
    """Return the form that exports a board with its filters; None if there is nothing to export.

    Arguments:
        query: the query string of the page.
        total: how many recommendations the board has.
        actor: the reader.
        site: the slug of the site, on a site's own board.
    """
    kept = {name: query[name] for name in FILTERS if query.get(name)}
    asked = urlencode(kept | ({"site": site} if site else {}))
    return exports.export_of("recommendations", asked, actor) if total else None


def _card(row: Recommendation) -> Card:
    due, is_late = _due(row, clock.today(row.site.time_zone))
    return Card(
        href=reverse("engagements:recommendation", args=[row.pk]),
        headline=f"{row.reference} {row.headline}",
        site=row.site.name,
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


def next_day(row: Recommendation) -> tuple[str, date] | None:
    """Return which check is due next and its day; no name for open work itself, and None for nothing."""
    if row.is_open and row.due_on:
        return "", row.due_on
    is_verified = row.status == RecommendationState.VERIFIED
    coming = [
        (what, day)
        for what, day in (
            ("Check", row.next_check_on),
            ("12-month check", row.sustained_check_on if is_verified else None),
        )
        if day
    ]
    return min(coming, key=lambda each: each[1], default=None)


def _due(row: Recommendation, today: date) -> tuple[str, bool]:
    """Return what is due next and whether its day has passed."""
    coming = next_day(row)
    if coming is None:
        return "", False
    what, day = coming
    late = day < today
    said = ("Was due" if late else "Due") if not what else f"{what} {'was due' if late else 'due'}"
    return f"{said} {dates.full_day(day)}", late


def day_of(assessment: Assessment) -> str:
    """Return the day of an assessment, or its month where no more is known."""
    if assessment.is_month_only:
        return dates.month(assessment.done_on)
    return dates.full_day(assessment.done_on)
