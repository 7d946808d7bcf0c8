"""The layout of the drawings, in percent of their width, so that text keeps its size."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from foundation.ui.types import ClockView, JourneyView, Milestone, RulerDay, RulerMark
from foundation.ui.types.journey import Phase

Anchor = Literal["start", "middle", "end"]
GAP = 1.0
CHARACTER = 0.84  # width of a 12 px character in percent of 720 px, the narrowest rail drawn
LABEL_TOP, LABEL_STEP, LEVELS = 62, 15, 3


def percent(value: float) -> str:
    """Format a length as an SVG attribute in percent."""
    return f"{value:.2f}%"


class CellBox(NamedTuple):
    """A cell of the ruler as drawn."""

    day: RulerDay
    x: str
    width: str
    middle: str
    used: tuple[str, str] | None
    left: tuple[str, str] | None


class MarkBox(NamedTuple):
    """A mark of the ruler as drawn: the line, and the label with its anchor."""

    mark: RulerMark
    x: str
    label_x: str
    anchor: Anchor
    short: str


def ruler_boxes(clock: ClockView) -> tuple[list[CellBox], list[MarkBox]]:
    """Return the cells and marks of a clock's ruler."""
    count = max(len(clock.days), 1)
    width = (100 - GAP * (count - 1)) / count

    def x(cell: int, at: float = 0.0) -> float:
        return cell * (width + GAP) + at * width

    def part(cell: int, span: tuple[float, float] | None) -> tuple[str, str] | None:
        return span and (percent(x(cell, span[0])), percent((span[1] - span[0]) * width))

    cells = [
        CellBox(
            day,
            percent(x(i)),
            percent(width),
            percent(x(i, 0.5)),
            part(i, day.used),
            part(i, day.left),
        )
        for i, day in enumerate(clock.days)
    ]
    due = max((x(mark.cell, mark.at) for mark in clock.marks if mark.kind == "due"), default=100.0)

    return cells, [_mark(m, x(m.cell, m.at), x(m.cell, 1), due) for m in clock.marks]


def _mark(mark: RulerMark, x: float, cell_end: float, due: float) -> MarkBox:
    """Place a label: start and due end with their cell, "now" starts at its line if it fits."""
    width = len(mark.label) * CHARACTER
    if mark.kind == "now":
        late = x > due and x + width <= 100
        anchor: Anchor = "start" if x < 60 or late else "end"
        return MarkBox(mark, percent(x), percent(x), anchor, "Now")
    anchor = "end" if cell_end > min(width, 20) else "start"
    label_x = cell_end if anchor == "end" else x
    return MarkBox(mark, percent(x), percent(label_x), anchor, "Due" if mark.kind == "due" else "")


class MilestoneBox(NamedTuple):
    """A milestone as drawn: the disc, and its label on one of the levels."""

    milestone: Milestone
    x: str
    label_x: str
    anchor: Anchor
    y: int
    stem: int


def named_phases(journey: JourneyView) -> list[Phase]:
    """Return the phases whose name ends before the next one begins: a short one is named in the list alone."""
    starts = [month_at(journey, phase.start) for phase in journey.phases]
    return [
        phase
        for phase, start, end in zip(journey.phases, starts, [*starts[1:], 100.0], strict=True)
        if start + len(phase.name) * CHARACTER <= end
    ]


def milestone_boxes(journey: JourneyView) -> tuple[list[MilestoneBox], int]:
    """Return discs with labels, each on its first free level, and the number of levels used."""
    ends = [-100.0] * LEVELS
    boxes: list[MilestoneBox] = []
    for stone in journey.milestones:
        at = month_at(journey, stone.month)
        half = len(stone.label) * CHARACTER / 2
        start, anchor = _fit(at, half)
        level = next((i for i, end in enumerate(ends) if start > end + 1), ends.index(min(ends)))
        ends[level] = start + 2 * half
        y = LABEL_TOP + level * LABEL_STEP
        label_x = {"start": start, "middle": at, "end": start + 2 * half}[anchor]
        boxes.append(MilestoneBox(stone, percent(at), percent(label_x), anchor, y, y - 11))
    return boxes, sum(end > -100 for end in ends)


def _fit(at: float, half: float) -> tuple[float, Anchor]:
    if at - half < 0:
        return 0.0, "start"
    if at + half > 100:
        return 100 - 2 * half, "end"
    return at - half, "middle"


def month_at(journey: JourneyView, month: float) -> float:
    """Return a month's position in percent of the rail, with room for half a disc at both ends."""
    share = min(max(month / journey.months, 0.0), 1.0) if journey.months else 0.0
    return 0.8 + share * 98.4


def listed(journey: JourneyView, ahead: int = 3) -> Sequence[Milestone]:
    """Return the milestones that a narrow screen lists: the last one done and the next three."""
    done = [stone for stone in journey.milestones if stone.state == "done"]
    rest = [stone for stone in journey.milestones if stone.state != "done"]
    return [*done[-1:], *rest[:ahead]]
