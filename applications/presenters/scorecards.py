"""The scores of an application's reviewers side by side, with their mean and spread."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from django.urls import reverse

from applications.models import Criterion, Reviewer, Scorecard
from foundation.ui import dates
from foundation.ui.types import Fact, Link

TOTAL = "Total"


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One criterion: each reviewer's points, their mean, and how far they are apart."""

    name: str
    scale: str
    points: Sequence[tuple[str, str]]
    mean: str
    spread: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The scores of those who submitted theirs, and who is still awaited."""

    names: Sequence[str]
    rows: Sequence[ScoreRow]
    notes: Sequence[Fact]
    waiting: Sequence[Fact]
    removals: Sequence[Link]


def comparison_of(
    reviewers: Iterable[Reviewer],
    scorecards: Iterable[Scorecard],
    criteria: Iterable[Criterion],
    *,
    may_remove: Iterable[Reviewer] = (),
) -> Comparison:
    """Return the scores of reviewers side by side, in the order in which they were named.

    Arguments:
        reviewers: those of the application's round that the reader may read.
        scorecards: theirs, as far as the reader may read them.
        criteria: all of them; those that nobody scored are left out.
        may_remove: the reviewers whose review the reader may end.
    """
    cards = {each.reviewer_id: each for each in scorecards}
    known = list(reviewers)
    scored = [(each.person.name, cards[each.pk]) for each in known if each.pk in cards]
    points = {card.pk: {s.criterion_id: s.points for s in card.scores.all()} for _, card in scored}
    rows = [
        _row(each, [(name, points[card.pk].get(each.pk)) for name, card in scored])
        for each in criteria
        if any(each.pk in given for given in points.values())
    ]
    totals = [(name, sum(points[card.pk].values())) for name, card in scored]
    return Comparison(
        names=[name for name, _ in scored],
        rows=[*rows, _told(TOTAL, "", totals)] if rows else [],
        notes=[Fact(name, card.note or "No note") for name, card in scored],
        waiting=[
            Fact(each.person.name, f"Scores due {dates.week_day(each.due_on)}")
            for each in known
            if each.pk not in cards and each.ends_at is None
        ],
        removals=[
            Link(
                f"Remove {each.person.name}",
                reverse("applications:remove-reviewer", args=[each.pk]),
            )
            for each in may_remove
            if each.pk not in cards and each.ends_at is None
        ],
    )


def _row(criterion: Criterion, given: list[tuple[str, int | None]]) -> ScoreRow:
    return _told(criterion.name, f"1 to {criterion.highest}", given)


def _told(name: str, scale: str, given: Sequence[tuple[str, int | None]]) -> ScoreRow:
    """Return a row; a reviewer who wasn't asked about the criterion has no points and counts for nothing."""
    found = [points for _, points in given if points is not None]
    low, high = min(found), max(found)
    return ScoreRow(
        name=name,
        scale=scale,
        points=[(who, "Not asked" if points is None else str(points)) for who, points in given],
        mean=f"{mean(found):.1f}",
        spread=f"{high - low} ({low} to {high})" if high > low else "0",
    )
