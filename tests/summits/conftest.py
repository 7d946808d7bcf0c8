"""Lead times, actors with their transactions, a planned summit, and one whose registration is open."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.actions.reference import load_public_forms
from sites.models import PublicForm
from summits.actions import gates, invitations, places, reference, summits
from summits.enums import GateKind, Registered
from summits.models import CheckIn, DelegationSeat, Registration, Summit
from tests.api.conftest import caller, token_of
from tests.dashboards.conftest import statements_of
from tests.factories.accounts import UserFactory
from tests.reference.files import rows

__all__ = ["caller", "statements_of", "token_of"]

# Three days in Eastern time, before the change to daylight saving time.
NINE = datetime(2027, 3, 9, 9, tzinfo=ZoneInfo("America/New_York"))
FACTS: dict[str, Any] = {
    "slug": "2027",
    "name": "2027 Violent Crime Summit",
    "city": "Example Harbor",
    "state": "EX",
    "venue": "Harbor Hall",
    "time_zone": "America/New_York",
    "starts_on": date(2027, 3, 9),
    "ends_on": date(2027, 3, 11),
}


@pytest.fixture
def before_the_summit() -> Iterator[None]:
    """Monday, Nov 30, 2026, 10 am Eastern: the 2027 summit is to come, whenever the tests run."""
    with clock.frozen(datetime(2026, 11, 30, 15, tzinfo=UTC)):
        yield


@pytest.fixture
def acting_as(db) -> Callable[[User], AbstractContextManager[Actor]]:
    """Act as a person in one transaction: ``with acting_as(mona) as by:``."""

    @contextmanager
    def enter(user: User) -> Iterator[Actor]:
        with acting_atomic(f"user:{user.pk}"):
            yield resolve(user)

    return enter


@pytest.fixture
def lead_times(db) -> None:
    with acting_atomic("system:reference"):
        reference.load_lead_times(rows("summits/data/lead_times.csv"))


@pytest.fixture
def summit(lead_times, acting_as, mona_manager) -> Summit:
    """The 2027 summit, planned."""
    with acting_as(mona_manager) as by:
        return summits.plan(**FACTS, by=by)


@pytest.fixture
def approve(acting_as, mona_manager) -> Callable[..., Summit]:
    """Walk a summit through its approvals and further steps: ``approve(summit, "open-registration")``."""

    def walk(summit: Summit, *steps: str) -> Summit:
        with acting_as(mona_manager) as by:
            for kind in (GateKind.CONCEPT, GateKind.CONFERENCE):
                gates.passed(summit, kind, on=date(2026, 1, 5), version=version_of(summit), by=by)
            for step in ("approve", *steps):
                summits.take(summit, step, version=version_of(summit), by=by)
        return now(summit)

    return walk


@pytest.fixture
def open_summit(summit, approve, acting_as, mona_manager) -> Summit:
    """The 2027 summit with registration open and two places."""
    with acting_atomic("system:reference"):
        reference.load_seat_rules(rows("summits/data/seat_rules.csv"))
        load_public_forms(rows("sites/data/public_forms.csv"))
        PublicForm.objects.update(omb_number="1121-0000", expires_on=date(2030, 1, 31))
    found = approve(summit, "open-registration")
    with acting_as(mona_manager) as by:
        places.set_places(found, places=2, version=None, by=by)
    return now(summit)


@pytest.fixture
def seat(open_summit) -> Callable[[str], DelegationSeat]:
    """A seat of each site's delegation, by its slug."""
    with acting_atomic("system:demo"):
        found = {each.slug: each for each in DelegationSeat.objects.of_summit(open_summit.pk)}
    return found.__getitem__


@pytest.fixture
def nominate(
    open_summit, seat, acting_as, riverton, dana_of_riverton
) -> Callable[..., Registration]:
    """Have Riverton's contact nominate a person with an account: ``nominate("usao")``."""

    def act(slug: str, email: str = "", person: User | None = None) -> Registration:
        person = person or UserFactory(**({"email": email} if email else {}))
        with acting_as(dana_of_riverton) as by:
            return invitations.nominate(
                open_summit,
                site=riverton,
                seat=seat(slug),
                name=person.name,
                email=email or person.email,
                by=by,
            )

    return act


@pytest.fixture
def register(open_summit):
    """Store a registration, and check it in at the door or at sessions: ``register(riverton, came=True)``."""

    def act(site=None, *, came=False, sessions=(), **values) -> Registration:
        known = {
            "summit": open_summit,
            "site": site,
            "kind": "delegate" if site else "provider",
            "state": Registered.CONFIRMED,
            "name": "Sam Rivers",
            "email": f"{Registration.objects.count()}@example.gov",
            "made_at": NINE,
        }
        known |= values
        is_there = known.get("attendance") != "virtual" and known["state"] == Registered.CONFIRMED
        made = Registration.objects.create(**{"has_place": is_there} | known)
        for session in (*([None] if came else []), *sessions):
            CheckIn.objects.create(
                site=site,
                summit=open_summit,
                registration=made,
                person=made.person,
                session=session,
                at=NINE,
                recorded_at=NINE,
            )
        return made

    return act


def version_of(summit: Summit) -> int:
    """Return the version that is stored."""
    return Summit.objects.values_list("version", flat=True).get(pk=summit.pk)


def now(summit: Summit) -> Summit:
    """Return a summit as it is stored."""
    with acting_atomic("system:demo"):
        return Summit.objects.get(pk=summit.pk)
