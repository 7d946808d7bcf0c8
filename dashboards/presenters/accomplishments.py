"""The public page of one accomplishment: its figures, each with a picture where its numbers can be drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from outcomes.models import Accomplishment
from outcomes.presenters.accomplishments import FigureView, counts_in, figures_of

# The longest bar, in the units of the picture.
MAX_WIDTH = 200


@dataclass(frozen=True, slots=True)
class Bar:
    """One number of a figure: its row in the picture, and its length."""

    name: str
    number: str
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The two numbers of a figure as bars, and the same in a sentence."""

    bars: Sequence[Bar]
    label: str


@dataclass(frozen=True, slots=True)
class FigureShown:
    """A figure with its picture; None where a number can't be drawn, such as "more than 255"."""

    figure: FigureView
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class AccomplishmentShown:
    """What the page shows besides the accomplishment's words."""

    figures: Sequence[FigureShown]


def page_of(found: Accomplishment) -> AccomplishmentShown:
    """Return the figures of an accomplishment as its public page shows them."""
    return AccomplishmentShown(
        [
            FigureShown(each, picture_of(each.label, each.before, each.after, each.unit))
            for each in figures_of(found)
        ]
    )


def picture_of(label: str, before: str, after: str, unit: str) -> Picture | None:
    """Draw the two numbers of a figure; None where one isn't a plain number."""
    counts = counts_in(before, after)
    if counts is None:
        return None
    most = max(*counts, Decimal(1))
    pairs = zip(("Before", "After"), (before, after), counts, strict=True)
    bars = [
        Bar(name, number, y=24 * row, width=round(count / most * MAX_WIDTH))
        for row, (name, number, count) in enumerate(pairs)
    ]
    counted = f" {unit}" if unit else ""
    return Picture(bars, f"{label}: {before} before, {after} after{counted}.")
