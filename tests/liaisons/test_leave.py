"""The pages of leave: who records, changes, and cancels it, and which pages say who stands in."""

from datetime import date, timedelta

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import Membership
from tests.liaisons.conftest import NOW, TODAY
from tests.pages import words

pytestmark = pytest.mark.django_db
PAGE, NEW = "/caseload/leave/", "/caseload/leave/new/"


@pytest.fixture
def kim(member, lakeside):
    return member(lakeside, "strategic-site-liaison", "liaison", name="Kim Cover").user


@pytest.fixture
def seat(lee_liaison):
    with acting_atomic("system:demo"):
        return Membership.objects.get(user=lee_liaison)


@pytest.fixture
def form(seat, kim):
    def make(first=TODAY, days=4, **more):
        last = first + timedelta(days=days)
        return {
            "first": first.isoformat(), "last": last.isoformat(), "stand_in": kim.pk,
            "seats": [str(seat.pk)],
        } | more  # fmt: skip

    return make


def leave_rows():
    with acting_atomic("system:demo"):
        return list(Membership.objects.standing_in())


def test_a_liaison_records_leave_and_every_page_says_so(client_of, lee_liaison, kim, form):
    client = client_of(lee_liaison)
    assert "No leave is planned." in words(client.get(PAGE))
    told = words(client.post(NEW, form(), follow=True))
    assert "Leave recorded. Kim Cover stands in." in told
    assert "Mon Nov 23 to Fri Nov 27 (now)" in told
    assert "Kim Cover stands in until Fri Nov 27" in words(client.get("/caseload/"))
    assert "Stands in for Lee Liaison until Fri Nov 27" in words(
        client.get("/sites/riverton-ex/team/")
    )
    board = words(client_of(kim).get("/caseload/"))
    assert "Riverton, EX" in board
    assert "Lakeside, EX" in board
    assert client_of(kim).get("/updates/new/?site=riverton-ex").status_code == 200


def test_a_stand_in_sees_leave_ahead_and_cannot_change_it(client_of, lee_liaison, kim, form):
    ahead = form(first=date(2026, 12, 7))
    client_of(lee_liaison).post(NEW, ahead)
    (row,) = leave_rows()
    told = words(client_of(kim).get(PAGE))
    assert "Lee Liaison" in told
    assert "Riverton, EX" in told
    assert client_of(kim).get(f"{PAGE}{row.pk}/").status_code == 403
    assert client_of(kim).get("/sites/riverton-ex/team/").status_code == 404


def test_leave_is_changed_and_canceled(client_of, lee_liaison, form):
    client = client_of(lee_liaison)
    client.post(NEW, form(first=date(2026, 12, 7)))
    (row,) = leave_rows()
    given = {
        "first": "2026-12-08", "last": "2026-12-09", "stand_in": row.user_id, "seats": [str(row.pk)]
    }  # fmt: skip
    assert "Tue Dec 8 to Wed Dec 9" in words(client.post(f"{PAGE}{row.pk}/", given, follow=True))
    told = words(client.post(f"{PAGE}{row.pk}/cancel/", follow=True))
    assert "Leave canceled." in told
    assert "No leave is planned." in told


def test_a_refusal_is_a_sentence_and_keeps_what_was_typed(client_of, lee_liaison, form):
    client = client_of(lee_liaison)
    client.post(NEW, form())
    answer = client.post(NEW, form(first=TODAY + timedelta(days=2)))
    assert answer.status_code == 409
    assert "Leave at Riverton, EX is already recorded" in words(answer)
    assert "2026-11-25" in answer.content.decode()


def test_a_manager_records_it_for_a_liaison(client_of, mona_manager, lee_liaison, form):
    client = client_of(mona_manager)
    assert "Choose a liaison" in words(client.get(NEW))
    path = f"{NEW}?liaison={lee_liaison.pk}"
    assert "Lee Liaison" in words(client.get(path))
    assert "Leave recorded" in words(client.post(path, form(), follow=True))
    assert client.get(f"{NEW}?liaison={mona_manager.pk}").status_code == 404


def test_a_coordinator_who_stands_in_sees_it_before_during_and_after(
    client_of, lee_liaison, cora_coordinator, form
):
    client = client_of(cora_coordinator)
    empty = words(client.get(PAGE))
    assert (
        "When a liaison chooses you as their stand-in, the days and sites are listed here." in empty
    )
    assert "Record leave" not in empty
    assert 'href="/caseload/leave/"' in client.get("/caseload/").content.decode()
    client_of(lee_liaison).post(NEW, form(first=TODAY, days=1, stand_in=cora_coordinator.pk))
    ahead = form(first=date(2026, 12, 7), stand_in=cora_coordinator.pk)
    client_of(lee_liaison).post(NEW, ahead)
    told = words(client.get(PAGE))
    assert "Mon Nov 23 to Tue Nov 24 (now)" in told
    assert "Mon Dec 7 to Fri Dec 11" in told
    assert "Change leave" not in told
    with clock.frozen(NOW + timedelta(days=30)):
        assert client_of(cora_coordinator).get(PAGE).status_code == 200


def test_a_coordinator_sees_no_leave_of_others(client_of, lee_liaison, cora_coordinator, form):
    client_of(lee_liaison).post(NEW, form())
    assert "Lee Liaison" not in words(client_of(cora_coordinator).get(PAGE))
    assert client_of(cora_coordinator).get(NEW).status_code == 403


@pytest.mark.parametrize("person", ["ana_analyst", "dana_of_riverton"])
def test_others_have_no_leave(request, client_of, person):
    client = client_of(request.getfixturevalue(person))
    assert client.get(PAGE).status_code == 403
    assert client.get(NEW).status_code == 403


def test_a_liaison_cannot_record_anothers(client_of, kim, lee_liaison, form):
    """The choice of the liaison is a manager's: others get their own sites."""
    answer = client_of(kim).post(f"{NEW}?liaison={lee_liaison.pk}", form())
    assert answer.status_code == 422
    assert not leave_rows()
