"""Contacts of a site: kept by who may invite, seen by its people, found, verified in time."""

from datetime import UTC, date, datetime

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import Contact, Membership
from sites.reminders import ContactUnverified
from tests.factories.sites import ContactFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
TEAM = "/sites/riverton-ex/team/"
CONTACTS = "/sites/riverton-ex/contacts/"
ROSA = {"name": "Rosa Example", "organization": "Schools", "email": "Rosa@Example.org", "notes": ""}


@pytest.fixture
def rosa(riverton):
    with acting_atomic("system:demo"):
        return ContactFactory(site=riverton, email="rosa@example.org")


@pytest.fixture
def now_of():
    """The contact as it is kept now."""

    def read(contact):
        with acting_atomic("system:demo"):
            return Contact.objects.filter(pk=contact.pk).first()

    return read


def test_a_point_of_contact_adds_one_that_the_team_sees(
    client_of, riverton, dana_of_riverton, mayor_of_riverton
):
    client = client_of(dana_of_riverton)
    assert client.post(f"{CONTACTS}new/", ROSA)["Location"] == TEAM
    seen = client_of(mayor_of_riverton).get(TEAM).content.decode()
    assert "rosa@example.org" in seen
    assert f"{CONTACTS}new/" not in seen
    assert client_of(mayor_of_riverton).post(f"{CONTACTS}new/", ROSA).status_code == 403


def test_the_same_person_twice_is_refused_with_what_was_typed(client_of, dana_of_riverton, rosa):
    typed = ROSA | {"name": "ROSA example", "organization": "Somewhere Else"}
    answer = client_of(dana_of_riverton).post(f"{CONTACTS}new/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Another contact at this site has this name and email address." in page
    assert 'value="Somewhere Else"' in page


def test_nobody_writes_over_what_they_have_not_read(client_of, dana_of_riverton, rosa, now_of):
    client, address = client_of(dana_of_riverton), f"{CONTACTS}{rosa.pk}/"
    changed = ROSA | {"version": "1"}
    assert client.post(address, changed | {"phone": "555-0100"}).status_code == 303
    late = client.post(address, changed | {"phone": "555-0199"})
    assert late.status_code == 409
    assert "555-0100" in late.content.decode()
    assert "555-0199" in late.content.decode()
    assert client.post(f"{address}verify/", {"version": "1"}).status_code == 409
    assert client.post(f"{address}remove/", {"version": "1"}).status_code == 409
    assert (now_of(rosa).phone, now_of(rosa).verified_on) == ("555-0100", None)


def test_verified_is_a_day_and_removed_is_gone_but_for_the_history(
    client_of, dana_of_riverton, riverton, rosa, now_of
):
    client, address = client_of(dana_of_riverton), f"{CONTACTS}{rosa.pk}/"
    client.post(f"{address}verify/", {"version": "1"})
    assert now_of(rosa).verified_on == clock.today(riverton.time_zone)
    client.post(f"{address}remove/", {"version": "2"})
    assert now_of(rosa) is None
    with acting_atomic("system:demo"):
        labels = Contact.pgh_event_model.objects.order_by("pgh_id").values_list(
            "pgh_label", flat=True
        )
        assert list(labels) == ["insert", "update", "delete"]


def test_a_member_is_verified_on_a_day_by_a_person_and_the_roster_says_so(
    client_of,
    member,
    riverton,
    dana_of_riverton,
    mayor_of_riverton,
    omar_of_lakeside,
    ula_of_riverton,
):
    with acting_atomic("system:demo"):
        seat = Membership.objects.get(user=ula_of_riverton)
    path, moment = f"{TEAM}{seat.pk}/verify/", datetime(2026, 11, 27, 4, tzinfo=UTC)
    for other, status in ((mayor_of_riverton, 403), (omar_of_lakeside, 404)):
        assert client_of(other).post(path).status_code == status
    with clock.frozen(moment):
        told = words(client_of(dana_of_riverton).post(path, follow=True))
    assert "Ula of Riverton verified today." in told
    assert "erified Nov 26, 2026 by Dana of Riverton" in told
    over = member(riverton, "program-advisor", "advisor", ends_on=date(2026, 11, 20))
    with clock.frozen(moment):
        assert client_of(dana_of_riverton).post(f"{TEAM}{over.pk}/verify/").status_code == 409


def test_another_site_neither_sees_nor_finds_nor_changes_it(
    client_of, omar_of_lakeside, dana_of_riverton, rosa
):
    client = client_of(omar_of_lakeside)
    assert client.get(f"{CONTACTS}{rosa.pk}/").status_code == 404
    assert client.post(f"/sites/lakeside-ex/contacts/{rosa.pk}/verify/").status_code == 404
    assert "Rosa Example" not in client.get("/search/", {"q": "rosa"}).content.decode()
    assert "Rosa Example" in client_of(dana_of_riverton).get("/search/?q=rosa").content.decode()


def test_points_of_contact_are_told_once_a_month_of_whom_nobody_verified_for_180_days(
    riverton, dana_of_riverton, lee_liaison
):
    with acting_atomic("system:demo"):
        ContactFactory(site=riverton, since=date(2020, 1, 1), verified_on=date(2026, 1, 1))
        ContactFactory(site=riverton, since=date(2026, 1, 1))

    def told(month, day):
        with acting_atomic("system:reminders"):
            due = ContactUnverified().due(datetime(2026, month, day, 15, tzinfo=UTC))
            return [(notice.recipient_ids, notice.action, notice.key) for notice in due]

    assert told(6, 29) == []
    [(people, action, key)] = told(6, 30)
    assert (people, action) == ({dana_of_riverton.pk}, "verify 2 contacts")
    assert told(7, 1)[0][2] != key == f"site:{riverton.pk}:2026-06"
