"""The words of a deadline, which change once it has passed."""

from datetime import datetime

from foundation.calendars import clock
from foundation.ui.dates import when


def by_when(due_at: datetime, tz: str, *, late: bool) -> str:
    """Return the end of a title: " by Fri Nov 27, 3:10 pm MT", or ", past due since Fri Nov 27, 3:10 pm MT"."""
    return f"{', past due since' if late else ' by'} {when(due_at, tz)}"


def due_when(due_at: datetime, tz: str, *, late: bool) -> str:
    """Return the line of a deadline: "Due Fri Nov 27, 3:10 pm MT", or "Was due Fri Nov 27, 3:10 pm MT"."""
    return f"{'Was due' if late else 'Due'} {when(due_at, tz)}"


def past_due(text: str, due_at: datetime | None, tz: str, *, written: datetime) -> str:
    """Return a text with its deadline in the past, where it has passed since the text was written.

    Arguments:
        text: what ``by_when`` or ``due_when`` is part of.
        due_at: the deadline; a notice from before it was stored has none.
        tz: the zone it was written in.
        written: when; a day of that year is written without it.
    """
    if due_at is None or due_at > clock.now():
        return text
    for words in (by_when, due_when):
        with clock.frozen(written):
            before = words(due_at, tz, late=False)
        text = text.replace(before, words(due_at, tz, late=True))
    return text
