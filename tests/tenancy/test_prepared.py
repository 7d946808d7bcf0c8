"""Statements that PostgreSQL plans once for a connection answer as if it planned them each time."""

import re
from contextlib import suppress

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from foundation.calendars import clock
from foundation.tenancy import powers
from foundation.tenancy.backend.prepared import Values
from foundation.tenancy.context import acting, acting_atomic
from foundation.tenancy.outages import is_outage
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 8
# Without the statement that begins a transaction, which is prepared, too.
NAMES = "SELECT name FROM pg_prepared_statements WHERE statement NOT LIKE '%set_config%'"
PLANS = NAMES.replace("name", "sum(generic_plans), sum(custom_plans)", 1)
NEW_EACH_TIME = re.compile(rb'name="(nonce|csrfmiddlewaretoken)" value="[^"]+"')


@pytest.fixture
def preparing():
    """Begin with a connection that has prepared nothing, and leave none that has."""
    connection.close()
    yield
    connection.close()


@pytest.fixture
def table():
    """Create a table that the portal may read."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE prepared_here AS SELECT 7 AS figure, 1 AS note")
        cursor.execute("GRANT SELECT ON prepared_here TO PUBLIC")
    yield "SELECT note FROM prepared_here WHERE figure = %(figure)s"
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TABLE prepared_here")


def asked(sql, **values):
    with connection.cursor() as cursor:
        cursor.execute(sql, Values(values))
        return cursor.fetchall()


def names():
    with connection.cursor() as cursor:
        cursor.execute(NAMES)
        return {name for (name,) in cursor.fetchall()}


def plans():
    """Return how often a statement was executed by its one plan, and how often it was planned for its values."""
    with connection.cursor() as cursor:
        cursor.execute(PLANS)
        return cursor.fetchone()


def pages(client, *addresses):
    """Return what each page shows, without what differs each time."""
    shown = []
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        main = answer.content.split(b"<main")[1].split(b"</main>")[0]
        shown.append(NEW_EACH_TIME.sub(b"", main))
    return shown


def test_a_statement_is_prepared_the_second_time(preparing):
    with acting("public"), transaction.atomic():
        asked("SELECT %(n)s + 1", n=1)
        assert names() == set()
        assert asked("SELECT %(n)s + 1", n=2) == [(3,)]
        assert len(names()) == 1


def test_the_statement_that_begins_a_transaction_is_prepared_and_tells_who_acts_each_time(
    preparing,
):
    for who in ("public", "user:1", "user:2", "system:bench"):
        with acting(who), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT app_actor()")
            assert cursor.fetchall() == [(who,)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT generic_plans FROM pg_prepared_statements")
        assert cursor.fetchall() == [(3,)]


def test_what_a_person_can_access_is_prepared_and_read_each_time(preparing):
    one, two = UserFactory.create_batch(2)
    for user in (one, two, one):
        with acting_atomic(f"user:{user.pk}"):
            assert powers.reach()["account"] == {str(user.pk)}
    assert len(names()) == 1
    with acting_atomic(f"user:{one.pk}"):
        before = powers.reach()
        one.is_active = False
        one.save()
        assert powers.shrunk(before, powers.reach())


def test_a_statement_is_planned_once_however_much_its_values_would_help(preparing, table):
    """Of all rows but one the plan for a value is far cheaper: PostgreSQL alone would plan each time."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("INSERT INTO prepared_here SELECT 8, n FROM generate_series(1, 20000) AS n")
        cursor.execute("CREATE INDEX ON prepared_here (figure)")
        cursor.execute("ANALYZE prepared_here")
    for lost in (False, True):
        if lost:
            with connection.cursor() as cursor:
                cursor.execute("DISCARD ALL")
        for _ in range(TIMES):
            with acting("public"), transaction.atomic():
                assert asked(table, figure=7) == [(1,)]
        assert plans() == (TIMES - 1, 0)


def test_without_the_setting_nothing_is_prepared(preparing, settings):
    settings.TENANCY_PREPARES_STATEMENTS = False
    with acting("public"), transaction.atomic():
        for n in range(3):
            assert asked("SELECT %(n)s + 1", n=n) == [(n + 1,)]
        assert names() == set()


@pytest.mark.parametrize("lose", ["DISCARD ALL", "SET SESSION app.statements = 'of another'"])
def test_lost_statements_are_prepared_again(preparing, lose):
    for _ in range(3):
        for _ in range(3):
            with acting("public"), transaction.atomic():
                assert asked("SELECT %(n)s + 1", n=1) == [(2,)]
        with connection.cursor() as cursor:
            cursor.execute(lose)


def test_one_lost_outside_a_transaction_is_run_as_it_is(preparing):
    for _ in range(2):
        asked("SELECT %(n)s + 1", n=1)
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    assert asked("SELECT %(n)s + 1", n=1) == [(2,)]


def test_a_change_of_columns_is_an_outage_once(preparing, table):
    for _ in range(3):
        with acting("public"), transaction.atomic():
            assert asked(table, figure=7) == [(1,)]
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE prepared_here ALTER note TYPE text")
    with acting("public"), pytest.raises(OperationalError) as raised, transaction.atomic():
        asked(table, figure=7)
    assert is_outage(raised.value)
    with acting("public"), transaction.atomic():
        assert asked(table, figure=7) == [("1",)]


def test_the_oldest_statements_are_given_up(preparing, monkeypatch):
    monkeypatch.setattr("foundation.tenancy.backend.prepared.MAX_STATEMENTS", 3)
    with acting("public"), transaction.atomic():
        for n in range(9):
            for _ in range(2):
                asked(f"SELECT %(n)s + {n}", n=n)
        assert len(names()) == 3


@pytest.fixture
def requests(sent_by, dana_of_riverton, omar_of_lakeside, riverton, lakeside):
    """Submit a request of each of two sites."""
    return [
        sent_by(dana_of_riverton, riverton, title="Of Riverton"),
        sent_by(omar_of_lakeside, lakeside, title="Of Lakeside"),
    ]


@pytest.mark.parametrize("one", ["dana_of_riverton", "cora_coordinator", "lee_liaison"])
def test_two_people_in_turn_on_one_connection_see_their_own(
    one, request, requests, client_of, omar_of_lakeside, settings
):
    """Alternate them with one plan for both: each sees what the first page showed, without any of it."""
    clients = [client_of(request.getfixturevalue(one)), client_of(omar_of_lakeside)]
    addresses = ["/requests/", "/my-day/", "/search/?q=of"]
    own = [[*addresses, f"/requests/{each.number}/"] for each in requests]
    settings.TENANCY_PREPARES_STATEMENTS = False
    connection.close()
    for client, each in zip(clients, own, strict=True):
        pages(client, *each)  # notes the visit
    with clock.frozen(clock.now()):
        first = [pages(client, *each) for client, each in zip(clients, own, strict=True)]
        settings.TENANCY_PREPARES_STATEMENTS = True
        connection.close()
        for _ in range(TIMES):
            again = [pages(client, *each) for client, each in zip(clients, own, strict=True)]
            assert again == first
        assert b"Of Lakeside" not in b"".join(first[0]) or one == "cora_coordinator"
        assert clients[1].get(f"/requests/{requests[0].number}/").status_code == 404
        executed, planned = plans()
        assert executed > 0
        assert planned == 0
        connection.close()


def test_a_statement_that_was_refused_once_is_prepared_the_next_time(preparing):
    with acting("public"):
        with transaction.atomic():
            asked("SELECT %(n)s + 1", n=1)
        with suppress(DatabaseError), transaction.atomic():
            with suppress(DatabaseError):
                asked("SELECT 1 / 0")
            asked("SELECT %(n)s + 1", n=1)  # refused: the transaction is lost
        for _ in range(2):
            with transaction.atomic():
                assert asked("SELECT %(n)s + 1", n=1) == [(2,)]
                assert len(names()) == 1


EVERYBODY = [
    "cora_coordinator",
    "mona_manager",
    "ana_analyst",
    "lee_liaison",
    "dana_of_riverton",
    "atf_of_riverton",
    "pat_provider",
    "champion_of_riverton",
    "mayor_of_riverton",
]


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_page_of_every_role_can_be_prepared(preparing, request, requests, client_of, who):
    """Types that PostgreSQL can't tell fail at the second time a connection meets a statement."""
    client = client_of(request.getfixturevalue(who))
    number = requests[0].number
    for address in (
        "/my-day/",
        f"/requests/{number}/",
        "/requests/?q=riverton",
        f"/requests/?q={number}",
        "/requests/?sort=clock",
        "/requests/?sort=needed&status=open",
        "/search/?q=riverton",
        f"/search/?q={number[:8]}",
        "/sites/riverton-ex/workspace/",
        "/sites/riverton-ex/handover/",
        "/sites/riverton-ex/engagement/",
        "/calendar/?month=2026-12",
        "/calendar/?site=riverton-ex",
        "/triage/",
        "/offers/",
        "/inbox/",
    ):
        statuses = {client.get(address).status_code for _ in range(3)}
        assert len(statuses) == 1, address
        assert statuses <= {200, 302, 403, 404, 422}, address
