"""What a side wrote and the other must read: a question to the site, a decline, what a delivery lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from foundation.ui import dates
from tta_requests.enums import ReasonFor, Status
from tta_requests.models import Entry, Letter

if TYPE_CHECKING:
    from tta_requests.querysets.columns import WorkedRequest

# The lines of a timeline that report a delivery, or say that something of it is missing.
DELIVERY = frozenset({"deliver", "dispute"})


@dataclass(frozen=True, slots=True)
class Told:
    """The last letter to the site, or what the site says is missing."""

    heading: str
    text: str
    alternatives: str
    when: str


def letter(tta_request: "WorkedRequest", entries: Iterable[Entry], *, tz: str) -> Told | None:
    """Return the letter that still matters: the question until it is answered, the decline, or what is missing.

    Arguments:
        entries: the part of the request's timeline that the reader may see, newest first.
        tz: the site's time zone.
    """
    if tta_request.status == Status.IN_DELIVERY:
        return _missing(entries, tz)
    row = tta_request.letter_now
    waits = {Status.NEEDS_INFORMATION: ReasonFor.ASK, Status.DECLINED: ReasonFor.DECLINE}
    if not row or waits.get(Status(tta_request.status)) != row["step"]:
        return None
    asks = row["step"] == ReasonFor.ASK
    return Told(
        heading="Information requested from the site" if asks else "Why it was declined",
        text=row["text"],
        alternatives=row["alternatives"],
        when=dates.when(datetime.fromisoformat(row["created_at"]), tz),
    )


def _missing(entries: Iterable[Entry], tz: str) -> Told | None:
    last = next((each for each in entries if each.kind in DELIVERY), None)
    if last is None or last.kind != "dispute":
        return None
    when = dates.when(last.created_at, tz)
    return Told(heading="What the site is missing", text=last.reason, alternatives="", when=when)


def asked(row: Letter, *, tz: str) -> Told:
    """Return a question to the site, for the page where it answers."""
    return Told(
        heading="Information requested from the site",
        text=row.text,
        alternatives="",
        when=dates.when(row.created_at, tz),
    )
