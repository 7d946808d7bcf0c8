"""A clock as the page shows it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple

from foundation.ui.rows import row

MarkKind = Literal["start", "now", "due"]


class ClockState(StrEnum):
    """The six states of a clock; each has its own glyph and color."""

    ON_TIME = "on-time"
    AT_RISK = "at-risk"
    PAST_DUE = "past-due"
    PAUSED = "paused"
    MET = "met"
    NOT_STARTED = "not-started"

    @property
    def words(self) -> str:
        """The state as a screen reader says it: "past due"."""
        return self.value.replace("-", " ")


class Span(NamedTuple):
    """A part of a ruler cell, as fractions of its width (0 = 09:00, 1 = 17:00)."""

    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RulerDay:
    """One cell of the day ruler: a calendar day, or a whole week if there are many.

    Attributes:
        label: "Tue Nov 24"; the template adds "(today)" to the current day.
        short: "Tue 24", for narrow screens.
        skipped: why the day does not count ("Thanksgiving", "Weekend"); the cell is hatched.
        used: the part that has passed; left: the part that remains.
    """

    label: str
    short: str
    skipped: str = ""
    today: bool = False
    used: Span | None = None
    left: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RulerMark:
    """A moment on the ruler: its cell, the position in it (0 to 1) and the label below."""

    kind: MarkKind
    cell: int
    at: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStage:
    """One of the stages below the figure: "Acknowledge", "Met: Mon 9:12 am", "7 h 38 min early"."""

    name: str
    state: ClockState
    line: str
    note: str = ""
    current: bool = False


@row(kw_only=True)
class ClockView:
    """A clock: the first three fields are enough for one line, the panel needs all.

    Attributes:
        figure: "1 day 4 h left", "3 h 20 min over", "Paused 3 days", "Met Mon 9:12 am", "By Tue Dec 8".
        due: "due Fri Nov 27", "was due Tue 5:00 pm", "waiting for the site's answer".
        stage: "Offer accepted"; the small line above says "Offer accepted: time left".
        big: the panel's figure, "1 day 4 h 50 min"; ``figure`` when empty.
        due_full: "Due Fri Nov 27, 3:10 pm MT", in site time.
        your_time: "5:10 pm your time", when the reader's zone differs.
        rule: "2 business days; Thanksgiving, Thu Nov 26, skipped".
        as_of: when the server read the clock; with ``minutes_left`` (business minutes) and
            ``runs_until`` (end of the current running period) the script updates the figure.
    """

    state: ClockState
    figure: str
    due: str = ""
    stage: str = ""
    big: str = ""
    due_full: str = ""
    your_time: str = ""
    rule: str = ""
    as_of: datetime | None = None
    minutes_left: int | None = None
    runs_until: datetime | None = None
    days: tuple[RulerDay, ...] = ()
    marks: tuple[RulerMark, ...] = ()
    stages: tuple[ClockStage, ...] = ()
