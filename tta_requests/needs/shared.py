"""What the words about requests share."""

from datetime import datetime

from foundation.accounts.actors import Actor
from foundation.needs.columns import Row
from foundation.ui import dates
from foundation.ui.addresses import address


def page(row: Row) -> str:
    """Return the address of the request's page."""
    return address("tta_requests:detail", row.number)


def at(moment: str | datetime | None, actor: Actor) -> str:
    """Return a time in the reader's time zone, such as "Fri Nov 20, 4:50 pm"; empty for none."""
    if moment is None:
        return ""
    when = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return dates.when(when, actor.time_zone, zone=False)
