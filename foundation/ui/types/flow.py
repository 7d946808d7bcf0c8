"""A lifecycle: its main path, and where a record can leave it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Side:
    """A state off the main path, and the positions on the path (0 = first) that lead to it."""

    name: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A transition back, or past the next state: from one position on the path to another."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowView:
    """A lifecycle for the diagram.

    Attributes:
        way: the states of the main path, in order.
        steps: the label of the step to each next state; one fewer than the way.
        turns: transitions back along the path, or past a state.
        sides: states off the path.
        summary: the same as a sentence, for readers of text.
    """

    way: tuple[str, ...]
    steps: tuple[str, ...]
    turns: tuple[Turn, ...]
    sides: tuple[Side, ...]
    summary: str
