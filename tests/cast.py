"""The named people of the tests: two sites, their teams, DOJ staff. Their names say who they are."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection, connections, models, transaction
from django.test import Client

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.calendars import holidays
from foundation.calendars import reference as calendars
from foundation.calendars.models import ClosedDay
from foundation.outbox.worker import drain as drain_outbox
from foundation.tenancy.context import acting_atomic
from psp_portal.management.commands.load_reference import read
from sites.models import CoreArea, Membership, Site
from tests.factories.accounts import UserFactory
from tests.factories.sites import MembershipFactory, SiteFactory
from tests.factories.tta_requests import CapabilityFactory, CoreAreaFactory
from tta_requests.actions import drafts, reference
from tta_requests.models import (
    ClockStandard,
    EscalationRung,
    Provider,
    ReasonCode,
    TimeLimit,
    TTARequest,
)


@pytest.fixture
def member(db) -> Callable[..., Membership]:
    """Seat somebody: ``member(site, "strategic-site-liaison", "liaison", name="Lee")``."""

    def seat(site: Site, role: str, seat: str, *, name: str = "", **kwargs) -> Membership:
        with acting_atomic("system:demo"):
            user = kwargs.pop("user", None) or UserFactory(
                time_zone=site.time_zone, **({"name": name} if name else {})
            )
            return MembershipFactory(site=site, user=user, role=role, seat=seat, **kwargs)

    return seat


@pytest.fixture
def riverton(db) -> Site:
    """The site of the story."""
    with acting_atomic("system:demo"):
        return SiteFactory(slug="riverton-ex", name="Riverton, EX", time_zone="America/Chicago")


@pytest.fixture
def lakeside(db) -> Site:
    """The other site, whose people must see nothing of Riverton."""
    with acting_atomic("system:demo"):
        return SiteFactory(slug="lakeside-ex", name="Lakeside, EX", time_zone="America/Denver")


@pytest.fixture
def dana_of_riverton(member, riverton) -> User:
    """Point of contact, law enforcement."""
    return member(riverton, "point-of-contact", "law-enforcement", name="Dana of Riverton").user


@pytest.fixture
def ula_of_riverton(member, riverton) -> User:
    """Point of contact, U.S. Attorney's Office."""
    return member(riverton, "point-of-contact", "usao", name="Ula of Riverton").user


@pytest.fixture
def mayor_of_riverton(member, riverton) -> User:
    """Executive leadership."""
    return member(riverton, "executive-leadership", "executive", name="Mayor of Riverton").user


@pytest.fixture
def lee_liaison(member, riverton) -> User:
    """Strategic Site Liaison of Riverton."""
    return member(riverton, "strategic-site-liaison", "liaison", name="Lee Liaison").user


@pytest.fixture
def champion_of_riverton(member, riverton) -> User:
    """DOJ Program Office Champion."""
    return member(riverton, "program-office-champion", "champion", name="Champion").user


@pytest.fixture
def atf_of_riverton(member, riverton) -> User:
    """ATF's seat."""
    return member(riverton, "federal-law-enforcement", "ATF", name="ATF of Riverton").user


@pytest.fixture
def fbi_of_riverton(member, riverton) -> User:
    """The FBI's seat."""
    return member(riverton, "federal-law-enforcement", "FBI", name="FBI of Riverton").user


@pytest.fixture
def advisor_of_riverton(member, riverton) -> User:
    """PSP Program Advisor."""
    return member(riverton, "program-advisor", "advisor", name="Advisor").user


@pytest.fixture
def omar_of_lakeside(member, lakeside) -> User:
    """Point of contact of the other site."""
    return member(lakeside, "point-of-contact", "law-enforcement", name="Omar of Lakeside").user


@pytest.fixture
def cora_coordinator(db) -> User:
    """TTA Coordinator."""
    return UserFactory(name="Cora Coordinator", staff_role="tta-coordinator")


@pytest.fixture
def mona_manager(db) -> User:
    """Program Manager."""
    return UserFactory(name="Mona Manager", staff_role="program-manager")


@pytest.fixture
def ana_analyst(db) -> User:
    """Analyst."""
    return UserFactory(name="Ana Analyst", staff_role="analyst")


@pytest.fixture
def adam_admin(db) -> User:
    """Administrator."""
    return UserFactory(name="Adam Admin", staff_role="administrator")


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browserless client signed in as somebody."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def gun_violence(db) -> CoreArea:
    """The core area of the story."""
    return CoreAreaFactory()


@pytest.fixture
def standards(db, shelf) -> None:
    """Clocks, limits, reasons and weights as the portal ships them, and the closed days."""
    alone = not any(model._default_manager.exists() for model in SHELVED)
    if alone and shelf:
        put_back(shelf)
    else:
        reference.load_clock_standards(read("tta_requests/data/clock_standards.csv"))
        reference.load_time_limits(read("tta_requests/data/time_limits.csv"))
        reference.load_escalation_rungs(read("tta_requests/data/escalation_rungs.csv"))
        reference.load_reason_codes(read("tta_requests/data/reason_codes.csv"))
        calendars.load()
        if alone:
            shelf.update({model: kept(model) for model in SHELVED})
    reference.load_weights()


SHELVED = (ClockStandard, TimeLimit, EscalationRung, ReasonCode, ClosedDay)


@pytest.fixture(scope="session")
def shelf() -> dict[type[models.Model], str]:
    """The rows of the shipped standards, once they were loaded: hundreds of tests want the same ones."""
    return {}


def kept(model: type[models.Model]) -> str:
    """A table's rows, without the keys that each test gives anew."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_agg(to_jsonb(t) - 'id') FROM {table} t")  # noqa: S608 -- a name of our own model
        return json.dumps(cursor.fetchone()[0])


def put_back(shelf: dict[type[models.Model], str]) -> None:
    """Write them as their loaders did, and say so as those do."""
    with transaction.atomic(), connection.cursor() as cursor:
        for model, rows in shelf.items():
            names = ", ".join(
                connection.ops.quote_name(field.column)
                for field in model._meta.concrete_fields
                if field.column != "id"
            )
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT {names} FROM json_populate_recordset(NULL::{table}, %s)",  # noqa: S608 -- as above
                [rows],
            )
        days = list(ClosedDay.objects.order_by("pk").values_list("date", flat=True))
    holidays.forget()
    holidays.closed_days_changed.send(sender=ClosedDay, added=days, removed={})


@pytest.fixture
def best_provider(gun_violence) -> Provider:
    """The provider that ranks first."""
    return CapabilityFactory(
        provider__organization__name="Demonstration Provider 1", level=3
    ).provider


@pytest.fixture
def second_provider(gun_violence) -> Provider:
    """The provider that ranks next."""
    return CapabilityFactory(
        provider__organization__name="Demonstration Provider 2", level=1
    ).provider


@pytest.fixture
def pat_provider(best_provider) -> User:
    """Works for the best provider."""
    return UserFactory(name="Pat Provider", organization=best_provider.organization)


@pytest.fixture
def sam_provider(second_provider) -> User:
    """Works for the second provider."""
    return UserFactory(name="Sam Provider", organization=second_provider.organization)


@pytest.fixture
def act() -> Callable[[User], AbstractContextManager[Actor]]:
    """Act as somebody in one transaction: ``with act(dana) as by: ...``."""

    @contextmanager
    def as_user(user: User) -> Iterator[Actor]:
        with acting_atomic(f"user:{user.pk}"):
            yield resolve(user)

    return as_user


@pytest.fixture
def draft_of(act, gun_violence, standards) -> Callable[..., TTARequest]:
    """A complete draft: ``draft_of(dana, riverton, title="…")``."""

    def make(user: User, site: Site, **values) -> TTARequest:
        complete = {
            "title": "Start a weekly review of nonfatal shootings",
            "problem": "Three units keep separate lists of nonfatal shootings, and no one sees all of them.",
            "desired_change": "One weekly meeting with one case list.",
            "core_area": gun_violence,
        }
        with act(user) as by:
            return drafts.create(site=site, values=complete | values, by=by)

    return make


@pytest.fixture
def sent_by(act, draft_of) -> Callable[..., TTARequest]:
    """A submitted request that nothing has routed yet."""

    def make(user: User, site: Site, **values) -> TTARequest:
        made = draft_of(user, site, **values)
        with act(user) as by:
            return drafts.submit(made, by=by)

    return make


@pytest.fixture
def enforced(transactional_db) -> Iterator[None]:
    """The database holds each transaction to one actor and to the server's time, as in production."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT app_enforce()")
        yield
        cursor.execute("DELETE FROM tenancy_enforcement")


@pytest.fixture
def drain() -> Callable[[], None]:
    """Do all the work that is due, as the worker does."""

    def work() -> None:
        drain_outbox(strict=True)

    return work
