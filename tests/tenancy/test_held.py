"""The database holds who acts and when: no statement and no setting of psp_app says otherwise."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, InternalError, ProgrammingError, connection, transaction
from django.test import Client

from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic, powers_of
from sites.actions import invitations
from sites.models import Contact, Invitation, Membership
from tests.factories.sites import ContactFactory
from tta_requests.actions import offers, triage
from tta_requests.enums import Status
from tta_requests.models import Offer, TTARequest

pytestmark = pytest.mark.django_db

THEN = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
LIE = '{"actor": "user:999999", "step": "kept"}'


def execute(sql, values=None):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall() if cursor.description else []


def events_of(contact):
    return apps.get_model("sites", "ContactEvent").objects.filter(pgh_obj_id=contact.pk)


@pytest.fixture
def contact(riverton):
    with acting_atomic("system:demo"):
        return ContactFactory(site=riverton)


def change(contact):
    execute("UPDATE sites_contact SET version = version + 1 WHERE id = %s", [contact.pk])


def test_the_history_says_who_and_when_by_the_transaction(contact, dana_of_riverton):
    who = f"user:{dana_of_riverton.pk}"
    with clock.frozen(THEN), acting_atomic(who):
        execute("SELECT set_config('pghistory.context_metadata', %s, true)", [LIE])
        change(contact)
        event = events_of(contact).latest("pgh_id")
    assert event.pgh_context == {"actor": who, "step": "kept"}
    assert event.pgh_created_at == THEN


def test_the_security_log_says_who_and_when_by_the_transaction(db):
    with clock.frozen(THEN), acting_atomic("user:7"):
        SecurityEvent.objects.create(
            at=THEN - timedelta(days=900), kind="denied", user_id=7, principal="user:999999"
        )
    line = SecurityEvent.objects.get()
    assert (line.principal, line.at) == ("user:7", THEN)


def histories():
    found = [model._meta for model in apps.get_models() if hasattr(model, "pgh_created_at")]
    return [meta.db_table for meta in found if meta.managed and not meta.proxy]


@pytest.mark.parametrize("right", ["INSERT", "UPDATE", "DELETE", "TRUNCATE"])
def test_the_portal_writes_no_history_by_itself(db, right):
    assert len(histories()) > 15
    for table in histories():
        assert execute(
            "SELECT has_table_privilege(%s, %s), has_any_column_privilege(%s, 'INSERT')",
            [table, right, table],
        ) == [(False, False)], table


def test_a_trigger_on_a_table_of_ones_own_writes_no_history(contact):
    """The history's functions have the owner's rights: nobody else may have them called."""
    execute("CREATE TEMP TABLE mine (LIKE sites_contact)")
    [(name,)] = execute(
        "SELECT p.proname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid"
        " WHERE tgrelid = 'sites_contact'::regclass AND tgname LIKE '%%insert_insert%%'"
    )
    with pytest.raises(ProgrammingError, match="permission denied for function"):
        execute(f"CREATE TRIGGER t AFTER INSERT ON mine FOR EACH ROW EXECUTE FUNCTION {name}()")


def read_settings():
    """Every custom setting that the code of the database asks."""
    sources = " ".join(
        source
        for (source,) in execute(
            "SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace"
        )
    )
    found = re.findall(r"current_setting\s*\(\s*'([\w.]+)'", sources, re.IGNORECASE)
    return sorted({*found, "pgtrigger.ignore"})


def test_no_setting_silences_a_trigger(contact, dana_of_riverton):
    triggers = [name for (name,) in execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")]
    values = ["", "x", "{}", "{" + ",".join(triggers) + "}", "user:1", LIE, "2020-01-01T00:00:00Z"]
    names = [*read_settings(), "search_path", "session_replication_role", "row_security"]
    assert {"app.actor", "app.now", "app.through", "pghistory.context_metadata"} < set(names)
    silenced = []
    for name in names:
        for value in values:
            with acting("system:demo"), suppress(DatabaseError), transaction.atomic():
                before = events_of(contact).count()
                execute("SELECT set_config(%s, %s, true)", [name, value])
                change(contact)
                execute("SELECT set_config('app.actor', 'system:demo', true)")
                execute(
                    "SELECT set_config('app.through', '', true), set_config('search_path', 'public', true)"
                )
                changed = Contact.objects.get(pk=contact.pk).version != contact.version
                if changed and events_of(contact).count() != before + 1:
                    silenced.append((name, value))
                transaction.set_rollback(True)
    assert silenced == []


def test_a_step_outside_the_table_is_refused_whatever_the_session_sets(
    sent_by, dana_of_riverton, riverton
):
    tta_request = sent_by(dana_of_riverton, riverton)
    [(name,)] = execute(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'tta_requests_ttarequest'::regclass"
        " AND pg_get_triggerdef(oid) LIKE '%%BEFORE UPDATE%%ROW%%' ORDER BY 1 LIMIT 1"
    )
    with acting("system:demo"), transaction.atomic():
        execute("SELECT set_config('pgtrigger.ignore', %s, true)", ["{" + name + "}"])
        with pytest.raises(InternalError), transaction.atomic():
            TTARequest.objects.filter(pk=tta_request.pk).update(status=Status.CLOSED)


def test_the_portal_cannot_play_a_replica(db):
    with pytest.raises(ProgrammingError, match="permission denied to set parameter"):
        execute("SET session_replication_role = replica")


def test_powers_of_a_job_leave_the_actor_who_they_are(contact, dana_of_riverton, omar_of_lakeside):
    """Omar sees nothing of Riverton; what the portal does for him is done in his name."""
    who = f"user:{omar_of_lakeside.pk}"
    with acting_atomic(who):
        assert not Contact.objects.filter(pk=contact.pk).exists()
        with powers_of("system:offers"):
            change(contact)
            assert events_of(contact).latest("pgh_id").pgh_context["actor"] == who
        assert not Contact.objects.filter(pk=contact.pk).exists()


def test_acting_ends_powers_that_were_lent(contact, omar_of_lakeside):
    with acting_atomic("system:demo"), powers_of("system:offers"):
        with acting(f"user:{omar_of_lakeside.pk}"):
            assert not Contact.objects.filter(pk=contact.pk).exists()
        assert Contact.objects.filter(pk=contact.pk).exists()


@pytest.fixture
def held(contact, dana_of_riverton):
    """As in production, in this test's transaction."""
    execute("SELECT app_enforce()")


def test_a_transaction_that_wrote_as_one_does_not_write_as_another(held, contact, dana_of_riverton):
    with transaction.atomic(), acting(f"user:{dana_of_riverton.pk}"):
        change(contact)
        change(contact)
        with (
            pytest.raises(InternalError, match="this transaction wrote as user") as refused,
            acting("system:demo"),
            transaction.atomic(),
        ):
            change(contact)
    assert refused.value.__cause__.pgcode == "PSP03"


def test_the_actor_may_be_chosen_before_the_first_write(held, contact, dana_of_riverton):
    with acting_atomic("public"):
        assert not Contact.objects.filter(pk=contact.pk).exists()
        with acting(f"user:{dana_of_riverton.pk}"):
            change(contact)


def test_a_setting_does_not_make_the_first_writer_forgotten(held, contact, dana_of_riverton):
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        change(contact)
        for name in read_settings():
            execute("SELECT set_config(%s, '', true)", [name])
        execute("SELECT set_config('app.actor', 'system:demo', true)")
        with pytest.raises(InternalError, match="wrote as user"), transaction.atomic():
            change(contact)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM tenancy_enforcement",
        "DELETE FROM tenancy_writer",
        "UPDATE tenancy_writer SET actor = 'public'",
        "INSERT INTO tenancy_writer VALUES (pg_current_xact_id(), now(), 'public')",
        "TRUNCATE tenancy_writer",
    ],
)
def test_the_portal_does_not_let_itself_off(held, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        execute(statement)


@pytest.mark.parametrize("off", [timedelta(minutes=-3), timedelta(minutes=3), timedelta(days=-400)])
def test_the_time_of_a_transaction_is_the_servers(held, contact, off):
    with clock.shifted(off), acting_atomic("system:demo"):
        for statement in ("SELECT app_now()", "UPDATE sites_contact SET version = 9"):
            with (
                pytest.raises(InternalError, match="the server says") as refused,
                transaction.atomic(),
            ):
                execute(statement)
            assert refused.value.__cause__.pgcode == "PSP04"


def test_half_a_minute_is_no_matter(contact):
    with transaction.atomic():
        execute("SELECT app_enforce()")
        with acting("system:demo"), clock.shifted(timedelta(seconds=-30)):
            change(contact)


def test_a_portal_that_is_slow_to_tell_the_time_leaves_no_one_what_they_lost_meanwhile(
    member, riverton
):
    """The reading of its clock reaches the server late, as on a busy machine."""
    held = member(riverton, "point-of-contact", "usao")
    with clock.shifted(timedelta(seconds=-1)), acting_atomic("system:demo"):
        ended = clock.now() + timedelta(seconds=0.9)
        Membership.objects.filter(pk=held.pk).update(ends_at=ended)
    late = clock.shifted(timedelta(seconds=-1))
    with late, acting_atomic(f"user:{held.user_id}"), connection.cursor() as cursor:
        cursor.execute("SELECT app_now() > %s, app_sites()", [ended])
        assert cursor.fetchone() == (True, [])


def test_nothing_is_held_where_tests_and_demos_move_the_clock(contact, dana_of_riverton):
    with clock.frozen(THEN), acting_atomic(f"user:{dana_of_riverton.pk}"):
        change(contact)
        with acting("system:demo"):
            change(contact)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_request_comes_to_its_end_where_the_database_holds_the_actor(
    enforced, sent_by, dana_of_riverton, riverton, pat_provider, second_provider, cora_coordinator, act, drain,
):  # fmt: skip
    """Submitted, routed by the worker, accepted from the provider's page, confirmed; each in its own name."""
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    with acting_atomic("system:demo"):
        offer = Offer.objects.get(request=tta_request)
    with act(pat_provider) as by:
        offers.accept(offer, lead_name="Lead", no_conflict=True, by=by)
    drain()
    with act(cora_coordinator) as by:
        triage.confirm(fresh(tta_request), by=by)
    drain()
    assert fresh(tta_request).status == Status.SCOPING
    with acting_atomic("system:demo"):
        actors = [
            event.pgh_context["actor"]
            for event in apps.get_model("tta_requests", "TTARequestEvent")
            .objects.filter(pgh_obj_id=tta_request.pk)
            .order_by("pgh_id")
        ]
    assert f"user:{pat_provider.pk}" in actors
    assert actors[-1] == f"user:{cora_coordinator.pk}"


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_an_invitation_is_accepted_where_the_database_holds_the_actor(
    enforced, dana_of_riverton, riverton, act
):
    with act(dana_of_riverton) as by:
        made = invitations.to_seat(
            riverton, email="new@riverton.example.gov", name="New", role="executive-leadership", seat="executive", by=by,
        )  # fmt: skip
    password = "a long and quiet evening"
    form = {"name": "New", "password": password, "password_again": password}
    answer = Client().post(invitations.path_of(made.pk), form)
    assert answer.status_code == 303, answer.content.decode()
    with acting_atomic("system:demo"):
        assert Membership.objects.filter(user__email=made.email).exists()
        assert Invitation.objects.get(pk=made.pk).accepted_at


def fresh(request):
    with acting_atomic("system:demo"):
        return TTARequest.objects.select_related("site", "provider__organization").get(
            pk=request.pk
        )
