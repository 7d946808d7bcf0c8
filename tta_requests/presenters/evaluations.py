"""Evaluation results: response rates by who was asked, and the low ratings."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from foundation.ui import dates
from foundation.ui.tags.basics import meter
from tta_requests.enums import EvaluationKind
from tta_requests.models import Evaluation
from tta_requests.models.evaluations import HIGHEST


@dataclass(frozen=True, slots=True)
class Rate:
    """For one kind of evaluation: how many were asked, how many answered, and the mean rating."""

    kind: str
    asked: int
    answered: int
    share: SafeString | str
    mean: SafeString | str


@dataclass(frozen=True, slots=True)
class LowRating:
    """A low rating, after which DOJ calls the site."""

    number: str
    site: str
    who: str
    mark: SafeString
    comment: str
    at: str


def rate_of(kind: EvaluationKind, told: Mapping[str, Any]) -> Rate:
    """Show one kind's row of ``rates``; participants have no response rate, because none is asked by name."""
    asked, answered = told.get("asked", 0), told.get("answered", 0)
    by_name = asked and kind != EvaluationKind.PARTICIPANT
    share = meter(answered, asked, f"{100 * answered / asked:.0f}%") if by_name else "-"
    mean = rating(told["mean"], f"{told['mean']:.1f} of {HIGHEST}") if told.get("mean") else "-"
    return Rate(str(kind.label), asked, answered, share, mean)


def rating(value: float, words: str) -> SafeString:
    """Draw a rating from 1 to 5 as a bar."""
    return meter(value, HIGHEST, words)


def low_rating(evaluation: Evaluation, *, tz: str) -> LowRating:
    """Show one low rating, with its time in the reader's time zone."""
    answered_at = evaluation.answered_at
    return LowRating(
        number=evaluation.request.number,
        site=str(evaluation.request.site),
        who=evaluation.get_kind_display(),
        mark=rating(evaluation.overall or 0, f"{evaluation.overall} of {HIGHEST}"),
        comment=evaluation.comment,
        at=dates.when(answered_at, tz) if answered_at else "",
    )
