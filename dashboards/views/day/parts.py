"""What the sources of my day share: clocks in the reader's time, a clock's place where none runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from dashboards.presenters.day import Need, Waiting
from foundation.accounts.actors import Actor
from foundation.ui import dates
from foundation.ui.types import ClockState, ClockView, Fact
from sites.models import Site
from tta_requests.models import Clock, TTARequest
from tta_requests.presenters import clocks
from tta_requests.presenters.request_list import holder
from tta_requests.querysets import choices

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ListedRequest


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom the day is made, and when."""

    actor: Actor
    now: datetime
    today: date

    @property
    def sites(self) -> Mapping[int, Site]:
        """Every site by its id, kept in the process; the reader's own are always among them."""
        return {site.pk: site for site in choices.current(knowing=self.actor.powers).sites}


@dataclass(frozen=True, slots=True)
class Part:
    """What one source adds to the day."""

    needs: list[Need] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    clocks: list[Fact] = field(default_factory=list)
    links: list[Fact] = field(default_factory=list)
    coming: list[tuple[date, str]] = field(default_factory=list)


def running(clock: Clock, reader: Reader) -> ClockView:
    """A running clock: business time left, and when it is due for the reader."""
    return due_clock(clock.warn_at, clock.due_at, clock.request.site.time_zone, reader)


def of_request(tta_request: "ListedRequest", reader: Reader) -> ClockView | None:
    """The clock of a request of a list that is due next; None while none runs."""
    due, warn = tta_request.clock_due_at, tta_request.clock_warn_at
    return due_clock(warn, due, tta_request.site.time_zone, reader) if due and warn else None


def due_clock(warn_at: datetime, due_at: datetime, zone: str, reader: Reader) -> ClockView:
    """The same of any warning and due time."""
    view = clocks.compact(
        site_zone=zone, warn_at=warn_at, due_at=due_at, now=reader.now, tz=reader.actor.time_zone
    )
    assert view is not None  # noqa: S101 -- both times are given
    return view


def still(figure: str, due: str = "", state: ClockState = ClockState.NOT_STARTED) -> ClockView:
    """The clock's place where no clock runs."""
    return ClockView(state=state, figure=figure, due=due)


def waits(tta_request: TTARequest, clock: ClockView | None) -> Waiting:
    """A request that somebody else has."""
    return Waiting(
        title=tta_request.title,
        number=tta_request.number,
        href=reverse("tta_requests:detail", args=[tta_request.number]),
        where=tta_request.site.name,
        status=tta_request.status,
        who=holder(tta_request),
        clock=clock,
    )


def at(moment: datetime, reader: Reader) -> str:
    """ "Fri Nov 20, 4:50 pm" in the reader's zone."""
    return dates.when(moment, reader.actor.time_zone, zone=False)


def counted(past_due: int, at_risk: int, on_time: int, href: str) -> list[Fact]:
    """The clocks of the rail; each count leads to its list."""
    counts = (("Past due", past_due), ("At risk", at_risk), ("On time", on_time))
    return [Fact(label, str(count), href if count else "") for label, count in counts]
