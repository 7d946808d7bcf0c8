"""Find the dates an engagement had before its graduation or its step to alumni, in the history that the database records."""

from collections.abc import Mapping
from datetime import date

from engagements.models import Engagement
from foundation.audit.events import events_of

# What a graduation changes.
CHANGED = ("graduated_on", "alumni_from", "ends_on", "closing_from", "first_end")


def before_graduation(engagement: Engagement) -> Mapping[str, date | None]:
    """Return the dates that a graduation changed, as they were before it, by the names of their fields.

    Arguments:
        engagement: graduated by a step, which always changes the day of its graduation.
    """
    earlier = (
        events_of(Engagement)
        .filter(pgh_obj_id=engagement.pk)
        .exclude(graduated_on=engagement.graduated_on)
    )
    found: Mapping[str, date | None] = earlier.order_by("-pgh_id").values(*CHANGED)[0]
    return found


def alumni_before(engagement: Engagement) -> date | None:
    """Return from which day the site was to be alumni, before a step that made it so earlier; None if there was no day.

    Arguments:
        engagement: made alumni by a step, which always changes that day.
    """
    earlier = (
        events_of(Engagement)
        .filter(pgh_obj_id=engagement.pk)
        .exclude(alumni_from=engagement.alumni_from)
    )
    found: date | None = earlier.order_by("-pgh_id").values_list("alumni_from", flat=True)[0]
    return found
