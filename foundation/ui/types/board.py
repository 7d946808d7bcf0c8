"""Rows, cards and cells of the working pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from foundation.ui.rows import row
from foundation.ui.types.clock import ClockState, ClockView


@dataclass(frozen=True, slots=True)
class Link:
    """A text with the URL it leads to."""

    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something in a cell of a table: its title and link, a line on it, notes with glyphs, and what can be done.

    Attributes:
        anchor: its name in the page's address; empty if nothing leads to it.
    """

    href: str
    title: str
    said: str
    notes: tuple[tuple[str, str], ...] = ()
    action: Link | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's row under its column's label, such as on a phone.

    Attributes:
        glyph: a state's name; see ``{% icon %}``.
        note: a line below the text.
        is_figure: whether it is set like a figure.
    """

    label: str
    text: str
    glyph: str = ""
    note: str = ""
    is_figure: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value, with a URL if the value leads somewhere."""

    label: str
    value: str
    href: str = ""


@row(kw_only=True)
class DayRow:
    """One item that needs the reader: clock, what, where and why it is listed, one verb."""

    clock: ClockView
    title: str
    href: str
    number: str = ""
    where: str = ""
    why: str = ""
    action: Link | None = None
    primary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DayGroup:
    """A group such as "Past due: 1", "Due today: 2"; the first has the tone "breach"."""

    heading: str
    rows: Sequence[DayRow]
    tone: Literal["", "breach"] = ""


@row(kw_only=True)
class WaitingRow:
    """A request that another person or organization has: what and where it is, who has it, and the clock that runs."""

    title: str
    number: str
    href: str
    where: str
    status: str
    holder: str
    clock: ClockView | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaseCard:
    """One site of a liaison's caseload; a process remembers it, so it is only equal to itself.

    Attributes:
        tone: color of the top edge: "breach", "risk" or "quiet".
        reason: why the site has its tone, as a sentence next to the glyph.
        state: the clock state whose glyph is shown.
        days: days since last contact, None if there was none; marks at 30 and 45.
    """

    name: str
    href: str
    phase: str
    tone: Literal["breach", "risk", "quiet"]
    reason: str
    state: ClockState = ClockState.MET
    days: int | None = None
    warn_at: int = 30
    late_at: int = 45
    facts: tuple[Fact, ...] = ()
    action: Link | None = None
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSeat:
    """A seat: its person, what is known ("Verified Nov 3"), or that it is vacant.

    Attributes:
        limit: the line under a vacant seat, "12 business days; the limit is 10".
    """

    name: str
    note: str = ""
    vacant: bool = False
    limit: str = ""
    action: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamCell:
    """One of the six roles of a site team with its seats."""

    role: str
    seats: tuple[TeamSeat, ...] = ()

    @property
    def has_gap(self) -> bool:
        """Whether a seat is vacant."""
        return any(seat.vacant for seat in self.seats)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A count that links to its list; None means the site was never helped in that area."""

    count: int | None
    href: str = ""
    state: ClockState | None = None

    @property
    def shade(self) -> str:
        """The shade of the cell: "never", or 0 to 4, where 4 means 4 or more."""
        return "never" if self.count is None else str(min(self.count, 4))


@row()
class CommitmentRow:
    """A commitment as a list shows it: its page, its cells, what it comes from, and what marks it as done.

    Attributes:
        origin: None if it comes from nothing; without a URL if the reader can't open it.
        done_href: empty if the reader can't, or it isn't open.
    """

    href: str
    text: str
    cells: Sequence[Cell]
    origin: Link | None
    done_href: str


@row()
class RequestRow:
    """A request as a list shows it, with everything formatted once."""

    href: str
    number: str
    title: str
    site: str
    status: str
    urgency: str
    area: str
    kind: str
    needed_by: str
    holder: str
    clock: ClockView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A site and its cells, in the order of the columns."""

    name: str
    href: str
    note: str = ""
    cells: tuple[HeatCell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatBoard:
    """Sites by core areas; totals are rows of figures below, with a dash for no figure."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    totals: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())
