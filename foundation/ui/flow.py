"""The layout of a lifecycle diagram, in pixels."""

from collections.abc import Sequence
from typing import NamedTuple

from foundation.ui.types import FlowView, Turn

# a state on the main path: distance to the next, height and width of its box
ROW, TALL, WIDE = 54, 28, 150
STEP_AT = 28  # the arrow to the next, from the left
LEFT = 8
TURNS_AT, TURN_STEP, TURN_TEXT = LEFT + WIDE, 16, 6
# A label's character at most, and the free space between a label and the next line.
CHARACTER, CLEAR = 6, 10
LANE_STEP, SIDE_ROW = 30, 40


class Box(NamedTuple):
    """A state as a box of the diagram."""

    name: str
    x: int
    y: int
    middle: int
    baseline: int


class Arc(NamedTuple):
    """A transition back or ahead: its line, its arrowhead at the end, and its label.

    Attributes:
        x: the label's left end.
        y: the label's baseline.
        above: the upper end of the upright part of the line.
        below: its lower end.
    """

    name: str
    path: str
    head: str
    x: int
    y: int
    above: int
    below: int

    @property
    def right(self) -> int:
        """Where the label ends."""
        return self.x + len(self.name) * CHARACTER

    def is_beside(self, height: int) -> bool:
        """Return whether the upright part of the line passes a height."""
        return self.above - CLEAR <= height <= self.below + CLEAR


class Lane(NamedTuple):
    """A side state: its dots, the line through them into its box, and the box."""

    box: Box
    line: str
    dots: list[tuple[int, int]]


class Drawing(NamedTuple):
    """All parts of the diagram."""

    boxes: list[Box]
    steps: list[tuple[str, int, int]]
    rows: list[tuple[int, int]]
    arcs: list[Arc]
    lanes: list[Lane]
    width: int
    height: int


def laid_out(flow: FlowView) -> Drawing:
    """Place the boxes, arcs and lanes of a lifecycle."""
    boxes = [_box(name, LEFT, place * ROW + 4) for place, name in enumerate(flow.way)]
    bottom = len(flow.way) * ROW + 8
    arcs = _arcs(flow.turns)
    lanes_at = max((arc.right for arc in arcs), default=TURNS_AT) + LANE_STEP
    lanes = [
        _lane(side.name, side.places, lanes_at + order * LANE_STEP, bottom + order * SIDE_ROW)
        for order, side in enumerate(flow.sides)
    ]
    reach: dict[int, int] = {}
    for side, lane in zip(flow.sides, lanes, strict=True):
        reach |= dict.fromkeys(side.places, lane.dots[0][0])
    return Drawing(
        boxes=boxes,
        steps=[(name, STEP_AT, place * ROW + 4 + TALL) for place, name in enumerate(flow.steps)],
        rows=[(_middle(place), x) for place, x in sorted(reach.items())],
        arcs=arcs,
        lanes=lanes,
        width=lanes_at + len(flow.sides) * LANE_STEP,
        height=bottom + len(flow.sides) * SIDE_ROW,
    )


def _middle(place: int) -> int:
    return place * ROW + 4 + TALL // 2


def _box(name: str, x: int, y: int) -> Box:
    return Box(name, x, y, x + WIDE // 2, y + TALL // 2 + 4)


def _arcs(turns: Sequence[Turn]) -> list[Arc]:
    """Return the arcs, short ones inside and long ones outside, so that no line crosses a label."""
    arcs: list[Arc] = []
    for order, turn in enumerate(sorted(turns, key=lambda turn: (_rows(turn), turn.start))):
        down = 1 if turn.end > turn.start else -1
        start, end = _middle(turn.start) + 6 * down, _middle(turn.end) - 6 * down
        head = f"M{TURNS_AT} {end}l7-4v8z"
        arc = Arc(turn.name, "", head, 0, _between(turn) + 4, *sorted((start, end)))
        near = [each.right for each in arcs if arc.is_beside(each.y) or each.is_beside(arc.y)]
        x = max([TURNS_AT + TURN_STEP * (order + 1), *(right + CLEAR for right in near)])
        path = f"M{TURNS_AT} {start}H{x}V{end}H{TURNS_AT + 5}"
        arcs.append(arc._replace(path=path, x=x + TURN_TEXT))
    return arcs


def _rows(turn: Turn) -> int:
    return abs(turn.end - turn.start)


def _between(turn: Turn) -> int:
    """Return the height in the middle of an arc where no state's row is."""
    above = min(turn.start, turn.end) + (_rows(turn) - 1) // 2
    return _middle(above) + ROW // 2


def _lane(name: str, places: Sequence[int], x: int, y: int) -> Lane:
    dots = [(x, _middle(place)) for place in places]
    return Lane(_box(name, x + 12 - WIDE, y), f"M{x} {dots[0][1]}V{y}", dots)
