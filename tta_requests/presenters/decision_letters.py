"""The letter to the site: a question while it waits for the answer, a decline once it is declined."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from foundation.ui import dates
from tta_requests.enums import ReasonFor, Status
from tta_requests.models import Letter

if TYPE_CHECKING:
    from tta_requests.querysets.columns import WorkedRequest


@dataclass(frozen=True, slots=True)
class Told:
    """The last letter to the site."""

    heading: str
    text: str
    alternatives: str
    when: str


def letter(tta_request: "WorkedRequest", *, tz: str) -> Told | None:
    """Return the letter that still matters: the question until it is answered, or the decline."""
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


def asked(row: Letter, *, tz: str) -> Told:
    """Return a question to the site, for the page where it answers."""
    return Told(
        heading="Information requested from the site",
        text=row.text,
        alternatives="",
        when=dates.when(row.created_at, tz),
    )
