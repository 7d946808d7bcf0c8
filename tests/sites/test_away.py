"""Being away: who may say so, who may stand in, and from which day to which."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.accounts import actions
from foundation.accounts.models import Away
from foundation.calendars import clock
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/account/away/"
MONDAY = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)


@pytest.fixture
def monday():
    with clock.frozen(MONDAY):
        yield


def posted(stands_in="", away_from="2026-12-01", until="2026-12-04", **more):
    return {"away_from": away_from, "until": until, "stands_in": stands_in, **more}


def test_a_coordinator_names_who_stands_in(monday, client_of, cora_coordinator, lee_liaison):
    answer = client_of(cora_coordinator).post(PAGE, posted(lee_liaison.pk), follow=True)
    assert "Lee Liaison is your backup" in answer.text
    kept = Away.objects.get()
    assert (kept.person, kept.stands_in, kept.away_from, kept.until) == (
        cora_coordinator,
        lee_liaison,
        date(2026, 12, 1),
        date(2026, 12, 4),
    )


def test_empty_fields_say_that_one_is_back(monday, client_of, cora_coordinator, lee_liaison):
    client = client_of(cora_coordinator)
    client.post(PAGE, posted(lee_liaison.pk))
    client.post(PAGE, posted("", "", ""))
    assert not Away.objects.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"until": ""}, "Fill in this field too"),
        ({"until": "2026-11-30"}, "Enter a last day on or after the first day"),
        ({"away_from": "2026-11-01", "until": "2026-11-29"}, "Enter today or a later date"),
    ],
)
def test_days_that_make_no_sense_are_refused_in_a_sentence(
    monday, client_of, cora_coordinator, lee_liaison, given, sentence
):
    answer = client_of(cora_coordinator).post(PAGE, posted(lee_liaison.pk, **given))
    assert sentence in answer.text
    assert not Away.objects.exists()


def test_a_contact_of_a_site_names_nobody(client_of, dana_of_riverton, lee_liaison):
    assert client_of(dana_of_riverton).get(PAGE).status_code == 403
    assert PAGE not in client_of(dana_of_riverton).get("/account/").text


def test_a_contact_of_a_site_stands_in_for_nobody(
    monday, client_of, cora_coordinator, dana_of_riverton
):
    client_of(cora_coordinator).post(PAGE, posted(dana_of_riverton.pk))
    assert not Away.objects.exists()


def test_the_account_page_says_who_stands_in(monday, client_of, cora_coordinator, lee_liaison):
    client = client_of(cora_coordinator)
    client.post(PAGE, posted(lee_liaison.pk))
    assert "Lee Liaison is your backup" in client.get("/account/").text


@pytest.mark.parametrize(
    ("at", "stands_in"),
    [
        (datetime(2026, 12, 1, 7, 59, tzinfo=UTC), False),  # 23:59 in Los Angeles
        (datetime(2026, 12, 1, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 12, 5, 7, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 5, 8, 0, tzinfo=UTC), False),
    ],
)
def test_the_days_are_those_of_the_person_who_is_away(at, stands_in):
    away, other = UserFactory(time_zone="America/Los_Angeles"), UserFactory()
    first = date(2026, 12, 1)
    actions.go_away(
        away_from=first, until=first + timedelta(days=3), stands_in=other.pk, by=away.pk
    )
    assert Away.objects.stand_ins([away.pk, other.pk], at) == ({other.pk} if stands_in else set())


def test_a_closed_account_stands_in_for_nobody():
    away, gone = UserFactory(), UserFactory(is_active=False)
    actions.go_away(away_from=MONDAY.date(), until=MONDAY.date(), stands_in=gone.pk, by=away.pk)
    assert Away.objects.stand_ins([away.pk], MONDAY) == set()
