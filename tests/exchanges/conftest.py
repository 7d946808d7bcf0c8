"""Riverton visits Lakeside, on days in November 2026."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

import pytest

from engagements.actions import commitments
from engagements.models import Commitment, origins
from exchanges.actions import agenda, exchanges, participants, reports
from exchanges.enums import ORIGINS, Result, Side
from exchanges.models import PeerExchange
from foundation.accounts.models import User
from foundation.calendars import clock
from tests.api.conftest import caller, token_of
from tests.dashboards.conftest import statements_of

__all__ = ["caller", "statements_of", "token_of"]

NOW = datetime(2026, 11, 2, 15, tzinfo=UTC)
FIRST = date(2026, 11, 11)


@pytest.fixture(autouse=True)
def in_november() -> Iterator[None]:
    """Monday, Nov 2, 2026, 9 am at Riverton."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def visit(act, dana_of_riverton, omar_of_lakeside, riverton, lakeside, gun_violence):
    """Ask Lakeside to host a visit of Riverton: ``visit(title="Reviews")``."""

    def ask(**values: Any) -> PeerExchange:
        known = {
            "visitor": riverton,
            "host": lakeside,
            "core_area": gun_violence,
            "title": "Weekly shooting reviews",
            "goals": ["See one full review.", "Know what it costs."],
            "outcomes": "A review of our own.",
            "starts_on": FIRST,
            "ends_on": date(2026, 11, 12),
        }
        with act(dana_of_riverton) as by:
            return exchanges.ask(**known | values, by=by)

    return ask


def results_of(exchange: PeerExchange) -> dict[UUID, tuple[Result, str]]:
    """Return that each goal of an exchange was partly met."""
    return {goal.pk: (Result.PARTLY, f"Part of {goal.number}") for goal in exchange.goals.all()}


@pytest.fixture
def asked(visit) -> PeerExchange:
    """Return a visit that waits for Lakeside."""
    return visit()


@pytest.fixture
def step(act) -> Callable[..., PeerExchange]:
    """Take a step as a person: ``step(exchange, "accept", omar)``."""

    def take(exchange: PeerExchange, name: str, person: User, reason: str = "") -> PeerExchange:
        with act(person) as by:
            version = PeerExchange.objects.get(pk=exchange.pk).version
            return exchanges.take(exchange, name, version=version, reason=reason, by=by)

    return take


@pytest.fixture
def planned(act, step, asked, dana_of_riverton, omar_of_lakeside) -> PeerExchange:
    """Return a planned visit with an agenda and a person of each team."""
    step(asked, "accept", omar_of_lakeside)
    for person, side in ((dana_of_riverton, Side.VISITOR), (omar_of_lakeside, Side.HOST)):
        with act(person) as by:
            participants.add(asked, side=side, name=f"Lead of the {side}", by=by)
    with act(omar_of_lakeside) as by:
        agenda.add(asked, day=FIRST, starts=time(9), ends=time(10), title="The list", by=by)
    return step(asked, "plan", dana_of_riverton)


@pytest.fixture
def reported(act, step, planned, dana_of_riverton, omar_of_lakeside) -> PeerExchange:
    """Return a visit that was held, with a report both sites agreed on; Nov 13 from then on."""
    with clock.frozen(datetime(2026, 11, 13, 15, tzinfo=UTC)):
        held = step(planned, "mark-held", omar_of_lakeside)
        with act(dana_of_riverton) as by:
            reports.write(
                held,
                side=Side.VISITOR,
                learned="One list for all",
                will_change="We review weekly",
                results=results_of(held),
                version=held.version,
                by=by,
            )
        return step(planned, "agree", omar_of_lakeside)


@pytest.fixture
def promise(act) -> Callable[..., Commitment]:
    """Add a commitment of a site that comes from an exchange: ``promise(exchange, Side.HOST, omar)``."""

    def add(exchange: PeerExchange, side: Side, person: User, text: str = "") -> Commitment:
        with act(person) as by:
            return commitments.add(
                exchange.site_of(side),
                text=text or f"Promise of the {side}",
                due_on=date(2026, 12, 18),
                origin=origins.find(by, f"{ORIGINS[side]}:{exchange.pk}"),
                by=by,
            )

    return add
