"""The named people of the tests: two sites, their teams, DOJ staff. Names tell their roles."""

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

import pytest
from django.db import connection, connections, models, transaction
from django.test import Client

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.calendars import clock, holidays
from foundation.calendars import reference as calendars
from foundation.calendars.models import ClosedDay
from foundation.outbox.worker import drain as drain_outbox
from foundation.tenancy.context import acting_atomic
from psp_portal.management.commands.load_reference import read
from sites.models import CoreArea, Membership, Site
from tests.factories.accounts import UserFactory
from tests.factories.sites import MembershipFactory, SiteFactory
from tests.factories.tta_requests import CapabilityFactory, CoreAreaFactory
from tests.pages import shown
from tta_requests.actions import drafts, reference
from tta_requests.models import (
    ClockStandard,
    EscalationRung,
    Provider,
    ReasonCode,
    TimeLimit,
    TTARequest,
)

MONDAY_10 = datetime(2026, 11, 30, 16, 0, tzinfo=UTC)  # 10:00 in Chicago


@pytest.fixture
def member(db) -> Callable[..., Membership]:
    """Give a person a seat: ``member(site, "strategic-site-liaison", "liaison", name="Lee")``."""

    def seat(site: Site, role: str, seat: str, *, name: str = "", **kwargs) -> Membership:
        with acting_atomic("system:demo"):
            user = kwargs.pop("user", None) or UserFactory(
                time_zone=site.time_zone, **({"name": name} if name else {})
            )
            return MembershipFactory(site=site, user=user, role=role, seat=seat, **kwargs)

    return seat


@pytest.fixture
def riverton(db) -> Site:
    """Create the main site of the tests."""
    with acting_atomic("system:demo"):
        return SiteFactory(slug="riverton-ex", name="Riverton, EX", time_zone="America/Chicago")


@pytest.fixture
def lakeside(db) -> Site:
    """Create the other site, whose people must see nothing of Riverton."""
    with acting_atomic("system:demo"):
        return SiteFactory(slug="lakeside-ex", name="Lakeside, EX", time_zone="America/Denver")


@pytest.fixture
def dana_of_riverton(member, riverton) -> User:
    """Create Riverton's point of contact for law enforcement."""
    return member(riverton, "point-of-contact", "law-enforcement", name="Dana of Riverton").user


@pytest.fixture
def ula_of_riverton(member, riverton) -> User:
    """Create Riverton's point of contact at the U.S. Attorney's Office."""
    return member(riverton, "point-of-contact", "usao", name="Ula of Riverton").user


@pytest.fixture
def mayor_of_riverton(member, riverton) -> User:
    """Create a member of Riverton's executive leadership."""
    return member(riverton, "executive-leadership", "executive", name="Mayor of Riverton").user


@pytest.fixture
def lee_liaison(member, riverton) -> User:
    """Create Riverton's Strategic Site Liaison."""
    return member(riverton, "strategic-site-liaison", "liaison", name="Lee Liaison").user


@pytest.fixture
def champion_of_riverton(member, riverton) -> User:
    """Create Riverton's DOJ Program Office Champion."""
    return member(riverton, "program-office-champion", "champion", name="Champion").user


@pytest.fixture
def atf_of_riverton(member, riverton) -> User:
    """Create the person in Riverton's ATF seat."""
    return member(riverton, "federal-law-enforcement", "ATF", name="ATF of Riverton").user


@pytest.fixture
def fbi_of_riverton(member, riverton) -> User:
    """Create the person in Riverton's FBI seat."""
    return member(riverton, "federal-law-enforcement", "FBI", name="FBI of Riverton").user


@pytest.fixture
def advisor_of_riverton(member, riverton) -> User:
    """Create Riverton's PSP Program Advisor."""
    return member(riverton, "program-advisor", "advisor", name="Advisor").user


@pytest.fixture
def omar_of_lakeside(member, lakeside) -> User:
    """Create the other site's point of contact."""
    return member(lakeside, "point-of-contact", "law-enforcement", name="Omar of Lakeside").user


@pytest.fixture
def cora_coordinator(db) -> User:
    """Create a TTA Coordinator."""
    return UserFactory(name="Cora Coordinator", staff_role="tta-coordinator")


@pytest.fixture
def mona_manager(db) -> User:
    """Create a Program Manager."""
    return UserFactory(name="Mona Manager", staff_role="program-manager")


@pytest.fixture
def ana_analyst(db) -> User:
    """Create an analyst."""
    return UserFactory(name="Ana Analyst", staff_role="analyst")


@pytest.fixture
def adam_admin(db) -> User:
    """Create an administrator."""
    return UserFactory(name="Adam Admin", staff_role="administrator")


@pytest.fixture
def correct_zone(adam_admin, client_of, riverton) -> Callable[..., None]:
    """An administrator corrects Riverton's time zone in Django admin at an instant."""

    def save(zone: str, at: datetime = MONDAY_10) -> None:
        with clock.frozen(at):
            adam, address = client_of(adam_admin), f"/admin/sites/site/{riverton.pk}/change/"
            answer = adam.post(address, shown(adam.get(address)) | {"time_zone": zone})
        assert answer.status_code == 302

    return save


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """Return a function that makes a test client signed in as a person."""

    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def gun_violence(db) -> CoreArea:
    """Create the core area of the tests."""
    return CoreAreaFactory()


@pytest.fixture
def standards(db, shelf) -> None:
    """Load clocks, limits, reasons and weights as the portal ships them, and the closed days."""
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
    """Return a cache of the shipped standards' rows, which hundreds of tests need."""
    return {}


def kept(model: type[models.Model]) -> str:
    """Return a table's rows as JSON, without ids, which each test assigns again."""
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT json_agg(to_jsonb(t) - 'id') FROM {table} t")  # noqa: S608 -- a name of our own model
        return json.dumps(cursor.fetchone()[0])


def put_back(shelf: dict[type[models.Model], str]) -> None:
    """Insert the cached rows as their loaders did, and send the same signal."""
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
    """Create the provider that ranks first, with one person."""
    best = CapabilityFactory(provider__organization__name="Demonstration Provider 1", level=3)
    UserFactory(name="Pat Provider", organization=best.provider.organization)
    return best.provider


@pytest.fixture
def second_provider(gun_violence) -> Provider:
    """Create the provider that ranks second, with one person."""
    second = CapabilityFactory(provider__organization__name="Demonstration Provider 2", level=1)
    UserFactory(name="Sam Provider", organization=second.provider.organization)
    return second.provider


@pytest.fixture
def pat_provider(best_provider) -> User:
    """Return the person who works for the best provider."""
    return best_provider.organization.people.get(name="Pat Provider")


@pytest.fixture
def sam_provider(second_provider) -> User:
    """Return the person who works for the second provider."""
    return second_provider.organization.people.get(name="Sam Provider")


@pytest.fixture
def act() -> Callable[[User], AbstractContextManager[Actor]]:
    """Act as a person in one transaction: ``with act(dana) as by: ...``."""

    @contextmanager
    def as_user(user: User) -> Iterator[Actor]:
        with acting_atomic(f"user:{user.pk}"):
            yield resolve(user)

    return as_user


@pytest.fixture
def draft_of(act, gun_violence, standards) -> Callable[..., TTARequest]:
    """Create a complete draft: ``draft_of(dana, riverton, title="…")``."""

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
    """Create a submitted request that is not routed yet."""

    def make(user: User, site: Site, **values) -> TTARequest:
        made = draft_of(user, site, **values)
        with act(user) as by:
            return drafts.submit(made, by=by)

    return make


@pytest.fixture
def enforced(transactional_db) -> Iterator[None]:
    """Make the database limit each transaction to one actor and the server's time."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT app_enforce()")
        yield
        cursor.execute("DELETE FROM tenancy_enforcement")


@pytest.fixture
def drain() -> Callable[[], None]:
    """Return a function that does all due work, as the worker does."""

    def work() -> None:
        drain_outbox(strict=True)

    return work
