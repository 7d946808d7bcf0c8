"""The month plan and planned contacts: planned, moved, canceled, kept by an update, and on the calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.models import Commitment
from foundation.agenda import actions as feeds
from foundation.calendars import clock
from foundation.needs.reading import needs_of
from foundation.notifications import reminders
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import DomainError, InvalidInput, Refused, StaleEdit
from liaisons.actions import planned_contacts
from liaisons.errors import NotYourSite
from liaisons.models import PlannedContact
from tests.factories.engagements import EngagementFactory
from tests.factories.sites import SiteFactory
from tests.liaisons.conftest import NOW, TODAY
from tests.pages import words

pytestmark = pytest.mark.django_db
MONTH, PLAN = "/caseload/month/", "/caseload/plan/"
DAY = date(2026, 12, 8)
MAX_STATEMENTS = 7


@pytest.fixture(autouse=True)
def running(riverton):
    with acting_atomic("system:demo"):
        return EngagementFactory(site=riverton, starts_on=date(2026, 1, 1), active=True)


@pytest.fixture
def planned(as_actor, lee_liaison, riverton):
    def make(on=DAY, kind="visit", by=lee_liaison) -> PlannedContact:
        with as_actor(by) as actor:
            return planned_contacts.plan(riverton, kind=kind, on=on, by=actor)

    return make


def test_a_visit_is_planned_and_is_on_month_caseload_calendar_and_feed(
    client_of, lee_liaison, riverton, dana_of_riverton
):
    client = client_of(lee_liaison)
    assert "No contact planned" in words(client.get(f"{MONTH}?month=2026-12"))
    answer = client.post(PLAN, {"site": riverton.pk, "kind": "visit", "on": DAY.isoformat()})
    assert answer["Location"] == MONTH
    told = words(client.get(f"{MONTH}?month=2026-12"))
    assert "Tue Dec 8 Visit planned" in told
    assert "No contact planned" not in told
    assert "Visit Tue Dec 8" in words(client.get("/caseload/"))
    for reader in (lee_liaison, dana_of_riverton):
        told = words(client_of(reader).get("/calendar/?month=2026-12&view=agenda"))
        assert "Visit planned" in told
    with acting_atomic(f"user:{lee_liaison.pk}"):
        secret = feeds.make_feed(by=lee_liaison)
    assert b"Visit planned" in client.get(f"/calendar/{secret}.ics").content


def test_it_is_moved_and_canceled(as_actor, client_of, planned, lee_liaison):
    made = planned()
    client = client_of(lee_liaison)
    path = f"{PLAN}{made.pk}/"
    given = {"kind": "call", "on": "2026-12-10", "version": "1"}
    assert client.post(path, given).status_code == 303
    assert "Thu Dec 10 Call planned" in words(client.get(f"{MONTH}?month=2026-12"))
    assert client.post(path, given).status_code == 409  # an old page
    client.post(f"{path}cancel/", {"version": "2"})
    told = words(client.get(f"{MONTH}?month=2026-12"))
    assert "Call planned" not in told
    assert "Canceled" in words(client.get("/calendar/?month=2026-12&view=agenda"))
    assert "Canceled." in words(client.get(path))
    with as_actor(lee_liaison) as by, pytest.raises(Refused, match="was canceled"):
        planned_contacts.cancel(made, version=3, by=by)


def test_an_update_of_the_day_or_later_keeps_it(planned, update_of, riverton, lee_liaison):
    made = planned()

    def waits() -> bool:
        with acting_atomic("system:demo"):
            return PlannedContact.objects.waiting().filter(pk=made.pk).exists()

    update_of(riverton, lee_liaison, occurred_on=DAY - timedelta(days=1), kind="call")
    assert waits()
    late = datetime(2026, 12, 9, 18, tzinfo=UTC)
    update_of(riverton, lee_liaison, occurred_on=DAY, submitted_at=late)
    assert not waits()


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (TODAY - timedelta(days=1), "Enter today or a later date"),
        (TODAY + timedelta(days=367), "Enter a date within a year"),
    ],
)
def test_days_that_make_no_sense_are_refused(planned, on, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        planned(on=on)


def test_a_contact_is_planned_from_today_at_the_site_to_a_year_from_now(planned):
    with clock.frozen(datetime(2026, 11, 24, 5, 30, tzinfo=UTC)):  # still Monday in Riverton
        for on in (TODAY, TODAY + timedelta(days=366)):
            assert planned(on=on).planned_on == on


def test_a_contact_moves_to_no_day_that_is_over_but_its_kind_may_change_late(
    as_actor, planned, lee_liaison
):
    made = planned()
    with clock.frozen(NOW + timedelta(days=30)), as_actor(lee_liaison) as by:
        with pytest.raises(InvalidInput, match="Enter today or a later date"):
            planned_contacts.replan(
                made, kind="visit", on=DAY - timedelta(days=1), version=1, by=by
            )
        called = planned_contacts.replan(made, kind="call", on=DAY, version=1, by=by)
    assert (called.kind, called.planned_on) == ("call", DAY)


def test_the_same_contact_is_planned_once_a_day(planned):
    planned()
    planned(kind="call")
    with pytest.raises(InvalidInput, match="already planned for that day"):
        planned()


def test_who_changed_it_first_wins(as_actor, planned, lee_liaison):
    made = planned()
    with as_actor(lee_liaison) as by:
        planned_contacts.replan(made, kind="visit", on=DAY, version=1, by=by)
        with pytest.raises(StaleEdit):
            planned_contacts.replan(made, kind="visit", on=DAY, version=1, by=by)


def test_only_the_liaison_plans(as_actor, planned, client_of, dana_of_riverton, omar_of_lakeside):
    with pytest.raises(DomainError):
        planned(by=dana_of_riverton)
    made = planned()
    path = f"{PLAN}{made.pk}/"
    assert client_of(dana_of_riverton).get(path).status_code == 200
    for act in (path, f"{path}cancel/"):
        assert client_of(dana_of_riverton).post(act, {"version": "1"}).status_code == 403
        assert client_of(omar_of_lakeside).post(act, {"version": "1"}).status_code == 404
    assert client_of(dana_of_riverton).get(MONTH).status_code == 403
    with as_actor(dana_of_riverton) as by, pytest.raises(NotYourSite):
        planned_contacts.cancel(made, version=1, by=by)


def test_its_day_reminds_the_liaison_and_needs_them(
    planned, update_of, riverton, lee_liaison, as_actor
):
    update_of(riverton, lee_liaison, occurred_on=TODAY)
    planned()
    noon = datetime(2026, 12, 8, 18, tzinfo=UTC)

    def reminded(at) -> int:
        (fired,) = [each for each in reminders.run(at) if each.slug == "next-contact"]
        assert fired.error == ""
        return fired.new

    assert reminded(noon - timedelta(days=1)) == 0
    assert [reminded(noon), reminded(noon)] == [1, 0]
    with acting_atomic(f"user:{lee_liaison.pk}"):
        (notice,) = Notification.objects.filter(title__contains="contact you planned")
    assert notice.url.startswith(PLAN)
    with clock.frozen(noon), as_actor(lee_liaison) as actor:
        assert "contact-site" in {need.cause.slug for need in needs_of(actor, noon)}


@pytest.mark.parametrize("step", ["move", "cancel"])
def test_its_reminder_is_archived_once_it_is_moved_or_canceled(
    step, planned, update_of, riverton, lee_liaison, as_actor, drain
):
    update_of(riverton, lee_liaison, occurred_on=TODAY)
    made = planned()

    def archived() -> list[bool]:
        drain()
        with acting_atomic(f"user:{lee_liaison.pk}"):
            rows = Notification.objects.filter(title__contains="contact you planned")
            return [bool(each.archived_as) for each in rows]

    noon = datetime(2026, 12, 8, 18, tzinfo=UTC)
    reminders.run(noon)
    with clock.frozen(noon):
        assert archived() == [False]
        with as_actor(lee_liaison) as by:
            if step == "move":
                later = DAY + timedelta(days=2)
                planned_contacts.replan(made, kind="visit", on=later, version=1, by=by)
            else:
                planned_contacts.cancel(made, version=1, by=by)
        assert archived() == [True]


def test_commitments_are_on_the_plan_with_and_without_a_request(
    client_of, lee_liaison, riverton, dana_of_riverton, request_of
):
    of_request = {"request": request_of(riverton, dana_of_riverton)}
    with acting_atomic("system:demo"):
        for text, origin in (("Relabel the bins", of_request), ("Send the staffing plan", {})):
            Commitment.objects.create(
                site=riverton, text=text, owed_by="site", due_on=DAY, made_at=NOW, **origin
            )
    told = words(client_of(lee_liaison).get(f"{MONTH}?month=2026-12"))
    assert "Relabel the bins" in told
    assert "Send the staffing plan" in told


def test_staff_choose_whose_month(client_of, mona_manager, ana_analyst, lee_liaison):
    for reader in (mona_manager, ana_analyst):
        client = client_of(reader)
        assert "Choose a liaison" in words(client.get(MONTH))
        told = words(client.get(f"{MONTH}?liaison={lee_liaison.pk}"))
        assert "Lee Liaison." in told
        assert "Riverton, EX" in told
        assert "Plan a contact" not in told
        assert client.get(f"{MONTH}?liaison={reader.pk}").status_code == 404
        assert client.get(f"{MONTH}?liaison={'9' * 5000}").status_code == 404


def test_other_sites_take_no_room_from_the_months_of_a_liaison(
    client_of, mona_manager, lee_liaison, member, lakeside, as_actor, planned, monkeypatch
):
    planned()
    other = member(lakeside, "strategic-site-liaison", "liaison").user
    with as_actor(other) as by:
        planned_contacts.plan(lakeside, kind="visit", on=DAY - timedelta(days=1), by=by)
    monkeypatch.setattr("liaisons.agenda.MAX_ROWS", 1)
    asked = f"{MONTH}?month=2026-12&liaison={lee_liaison.pk}"
    assert "Tue Dec 8 Visit planned" in words(client_of(mona_manager).get(asked))


def test_a_month_that_is_none_is_refused(client_of, lee_liaison):
    answer = client_of(lee_liaison).get(f"{MONTH}?month=2026-13")
    assert answer.status_code == 422
    assert "Enter a month, such as" in words(answer)


def test_it_costs_the_same_at_any_number_of_sites(client_of, lee_liaison, member, planned):
    def cost() -> int:
        client = client_of(lee_liaison)
        client.get(MONTH)
        with CaptureQueriesContext(connection) as counted:
            client.get(MONTH)
        return sum("set_config" not in each["sql"] for each in counted.captured_queries)

    planned()
    one = cost()
    for number in range(8):
        with acting_atomic("system:demo"):
            site = SiteFactory(name=f"Site {number}")
            EngagementFactory(site=site, starts_on=date(2026, 1, 1), active=True)
        member(site, "strategic-site-liaison", "liaison", user=lee_liaison)
    assert cost() == one
    assert one <= MAX_STATEMENTS
