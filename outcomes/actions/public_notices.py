"""Leave what visitors read where an accomplishment was corrected or withdrawn."""

import re

from foundation.calendars import clock
from outcomes.enums import AccomplishmentStepKind, NoticeKind
from outcomes.errors import RepeatsWithdrawn
from outcomes.models import Accomplishment, PublicNotice

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
Step = AccomplishmentStepKind
# The steps that visitors read about at the accomplishment's address.
NOTICES = {Step.CORRECTED: NoticeKind.CORRECTED, Step.WITHDRAWN: NoticeKind.WITHDRAWN}


def leave_notice(held: Accomplishment, kind: NoticeKind, said: str) -> None:
    """Leave a notice at its public address, in the transaction of its step.

    Arguments:
        held: the accomplishment, locked.
        kind: what was done.
        said: what the public reads about it beside its day; may be empty.

    Raises:
        RepeatsWithdrawn: when the notice of a withdrawal has the headline or a figure that is withdrawn.
    """
    if kind == NoticeKind.WITHDRAWN and _repeats(held, said):
        raise RepeatsWithdrawn(field="notice")
    PublicNotice.objects.create(
        site_id=held.site_id, accomplishment=held, kind=kind, words=said, told_at=clock.now()
    )


def _repeats(held: Accomplishment, said: str) -> bool:
    """Return whether words have the headline, or a number that its figures show."""
    figures = " ".join(f"{each.get('before', '')} {each['after']}" for each in held.figures)
    numbers = set(NUMBER.findall(figures)) & set(NUMBER.findall(said))
    return bool(numbers) or held.headline.casefold() in " ".join(said.split()).casefold()
