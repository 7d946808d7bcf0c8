"""For whom a page is made, and when."""

from dataclasses import dataclass
from datetime import date, datetime

from foundation.accounts.actors import Actor
from foundation.ui import dates


@dataclass(frozen=True, slots=True)
class Reader:
    """The reader of a page, with the instant and the reader's own day."""

    actor: Actor
    now: datetime
    today: date

    def at(self, moment: datetime) -> str:
        """ "Fri Nov 20, 4:50 pm" in the reader's zone."""
        return dates.when(moment, self.actor.time_zone, zone=False)
