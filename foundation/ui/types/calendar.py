"""The calendar: a month as a table of days, and the same days as a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """Something with a date.

    Attributes:
        href: its page; name: the link's text; what: what happens.
        time: "5 pm", empty for what is a day.
        title: the item's own title; where: its site.
        state: "Done" or "Canceled", empty for what is still to come.
    """

    href: str
    name: str
    what: str
    time: str = ""
    title: str = ""
    where: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """A day with its entries.

    Attributes:
        day: the day; words: "Fri Nov 27".
        closed: the holiday's name on a closed day.
        entries: what is shown; more: how many are left out, under ``more_href``.
    """

    day: date
    words: str
    entries: Sequence[CalendarEntry]
    is_today: bool = False
    is_outside: bool = False
    closed: str = ""
    more: int = 0
    more_href: str = ""

    @property
    def marks(self) -> str:
        """The classes of its cell."""
        marks = {
            "is-outside": self.is_outside,
            "is-today": self.is_today,
            "is-empty": not self.entries,
        }
        return " ".join(name for name, holds in marks.items() if holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarMonth:
    """A month: its name and its weeks, each of seven days from Sunday on."""

    name: str
    weeks: Sequence[Sequence[CalendarDay]]
