"""How a record moves: its way down the middle, and where it can leave it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """A state beside the way, and the places of the way (0 = first) it can be reached from."""

    name: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A step that leads back, or past the next place: from a place of the way to another."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowView:
    """A lifecycle as a picture.

    Attributes:
        way: the states of the straight way, in order.
        steps: the words of the step to each next state; one fewer than the way.
        turns: steps back along the way, or over a place of it.
        sides: states beside it.
        summary: the same in a sentence, for readers of text.
    """

    way: tuple[str, ...]
    steps: tuple[str, ...]
    turns: tuple[Turn, ...]
    sides: tuple[Side, ...]
    summary: str
