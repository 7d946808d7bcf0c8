"""When a membership begins and ends: an instant, the same to PostgreSQL, to the Actor and to every list."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.permissions import Permission as P
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from foundation.calendars.days import end_of, last_day, start_of
from foundation.tenancy.context import acting, acting_atomic
from foundation.workflow.errors import InvalidInput, Refused
from sites.actions import seats
from sites.errors import SeatTaken
from sites.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.sites import MembershipFactory, SiteFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
JOB = Actor.system("demo")
LIAISON = {"role": "strategic-site-liaison", "seat": "liaison"}
LEADER = {"role": "executive-leadership", "seat": "executive"}
MOMENT = timedelta(microseconds=1)


def sees(membership: Membership, at: datetime) -> bool:
    """Whether the membership gives its person the site at an instant; every door must say the same."""
    with clock.frozen(at), acting_atomic(f"user:{membership.user_id}"):
        by_actor = resolve(membership.user).may(P.SITE_VIEW, at=membership.site_id)
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s = ANY (app_sites())", [membership.site_id])
            (by_database,) = cursor.fetchone()
        by_list = Membership.objects.of_user(membership.user_id).live(at).exists()
        by_row = Membership.objects.get(pk=membership.pk).is_live(at)
    assert len({by_actor, by_database, by_list, by_row}) == 1
    return by_actor


@pytest.mark.parametrize(
    ("zone", "last", "over"),
    [
        ("America/Chicago", date(2026, 11, 30), datetime(2026, 12, 1, 6, tzinfo=UTC)),
        # The clocks go forward on Mar 14, 2027 and back on Nov 1, 2026: those days have 23 and 25 hours.
        ("America/Chicago", date(2027, 3, 13), datetime(2027, 3, 14, 6, tzinfo=UTC)),
        ("America/Chicago", date(2027, 3, 14), datetime(2027, 3, 15, 5, tzinfo=UTC)),
        ("America/Chicago", date(2026, 11, 1), datetime(2026, 11, 2, 6, tzinfo=UTC)),
        ("Pacific/Honolulu", date(2026, 11, 30), datetime(2026, 12, 1, 10, tzinfo=UTC)),
        ("Pacific/Guam", date(2026, 11, 30), datetime(2026, 11, 30, 14, tzinfo=UTC)),
    ],
)
def test_a_last_day_ends_with_that_day_at_the_site(zone, last, over):
    with acting_atomic("system:demo"):
        held = MembershipFactory(site=SiteFactory(time_zone=zone), ends_on=last)
    assert (held.ends_at, held.ends_on) == (over, last)
    assert sees(held, over - MOMENT)
    assert not sees(held, over)


@pytest.mark.parametrize("zone", ["America/Chicago", "Pacific/Honolulu", "Pacific/Guam"])
def test_a_first_day_begins_with_that_day_at_the_site(zone):
    first = date(2027, 3, 14)
    with acting_atomic("system:demo"):
        held = MembershipFactory(site=SiteFactory(time_zone=zone), starts_on=first)
    assert not sees(held, start_of(first, zone) - MOMENT)
    assert sees(held, start_of(first, zone))
    assert held.starts_on == first


def test_who_is_appointed_today_is_live_at_once(riverton):
    noon = datetime(2026, 11, 27, 18, tzinfo=UTC)
    with clock.frozen(noon), acting_atomic("system:demo"):
        for on in (None, date(2026, 11, 27)):
            held = seats.appoint(riverton, user=UserFactory(), **LEADER, on=on, by=JOB)
            assert sees(held, noon)


def test_the_statement_after_the_end_sees_nothing(riverton, lee_liaison, client_of):
    browser = client_of(lee_liaison)
    assert browser.get("/sites/riverton-ex/team/").status_code == 200
    with acting_atomic("system:demo"):
        held = seats.end(Membership.objects.get(user=lee_liaison), by=JOB)
    assert not sees(held, held.ends_at)
    assert browser.get("/sites/riverton-ex/team/").status_code in {403, 404}
    with acting(f"user:{lee_liaison.pk}"), acting_atomic(f"user:{lee_liaison.pk}"):
        assert set(Membership.objects.values_list("user_id", flat=True)) == {lee_liaison.pk}


def test_a_seat_that_others_hold_does_not_become_vacant(member, riverton, mona_manager, client_of):
    first, last = member(riverton, **LEADER), member(riverton, **LEADER)
    client = client_of(mona_manager)
    for held, is_vacant in ((first, False), (last, True)):
        page = f"/sites/riverton-ex/team/{held.pk}/end/"
        assert ("The seat becomes vacant." in words(client.get(page))) == is_vacant
        said = words(client.post(page, {"when": "now"}, follow=True))
        assert "removed from the team." in said
        assert ("The seat is now vacant." in said) == is_vacant


def test_an_end_in_the_middle_of_a_day_frees_the_seat_from_then_on(riverton, lee_liaison):
    noon = datetime(2026, 11, 27, 18, tzinfo=UTC)
    with clock.frozen(noon), acting_atomic("system:demo"):
        held = seats.end(Membership.objects.get(user=lee_liaison), by=JOB)
        assert (held.ends_at, held.ends_on) == (noon, date(2026, 11, 27))
        after = seats.appoint(riverton, user=UserFactory(), **LIAISON, by=JOB)
    assert (sees(held, noon), sees(after, noon)) == (False, True)
    kinds = SecurityEvent.objects.filter(kind=Kind.ROLE_CHANGED).values_list("detail", flat=True)
    assert [detail["what"] for detail in kinds] == ["appointed", "ended"]


def test_a_planned_end_moves_until_it_comes(lee_liaison):
    noon = datetime(2026, 11, 27, 18, tzinfo=UTC)
    with clock.frozen(noon), acting_atomic("system:demo"):
        held = Membership.objects.get(user=lee_liaison)
        zone = held.site.time_zone
        for last in (date(2027, 6, 30), date(2026, 12, 24), date(2028, 2, 29)):
            assert seats.end(held, on=last, by=JOB).ends_at == end_of(last, zone)
        assert seats.keep(held, by=JOB).ends_at is None
        with pytest.raises(Refused):
            seats.keep(held, by=JOB)
        at = noon + timedelta(hours=2)
        seats.end(held, at=at, by=JOB)
    with clock.frozen(at), acting_atomic("system:demo"):
        for again in (
            lambda: seats.end(held, on=date(2027, 1, 1), by=JOB),
            lambda: seats.keep(held, by=JOB),
        ):
            with pytest.raises(Refused, match="has ended"):
                again()


@pytest.mark.parametrize(
    ("zone", "over"),
    [
        ("Pacific/Guam", datetime(2026, 11, 30, 14, tzinfo=UTC)),
        ("America/Puerto_Rico", datetime(2026, 12, 1, 4, tzinfo=UTC)),
        ("America/Chicago", datetime(2026, 12, 1, 6, tzinfo=UTC)),
        ("Pacific/Honolulu", datetime(2026, 12, 1, 10, tzinfo=UTC)),
    ],
)
def test_an_end_planned_on_the_page_is_the_end_of_the_sites_day(
    zone, over, member, mona_manager, client_of
):
    """Mona plans it in Washington; neither her day nor Guam's nor UTC's counts."""
    with acting_atomic("system:demo"):
        site = SiteFactory(slug="far-ex", time_zone=zone)
    held = member(site, **LEADER)
    with clock.frozen(datetime(2026, 11, 27, 18, tzinfo=UTC)):
        planned = {"when": "later", "on": "2026-11-30"}
        page = f"/sites/far-ex/team/{held.pk}/end/"
        assert client_of(mona_manager).post(page, planned).status_code == 303
        assert 'value="2026-11-30"' in client_of(mona_manager).get(page).content.decode()
    with acting_atomic("system:demo"):
        held = Membership.objects.select_related("site", "user").get(pk=held.pk)
    assert (held.ends_at, held.ends_on) == (over, date(2026, 11, 30))
    assert sees(held, over - MOMENT)
    assert not sees(held, over)


@pytest.mark.parametrize("last", [date(2037, 1, 1), date(9999, 12, 31), date(2025, 12, 30)])
def test_an_end_nobody_means_is_refused(lee_liaison, last):
    with clock.frozen(datetime(2026, 11, 27, 18, tzinfo=UTC)), acting_atomic("system:demo"):
        held = Membership.objects.get(user=lee_liaison)
        with pytest.raises(InvalidInput, match="Enter a date") as refused:
            seats.end(held, on=last, by=JOB)
        assert refused.value.field == "on"
        with pytest.raises(InvalidInput) as refused:
            seats.end(held, at=datetime.combine(last, time(18), UTC), by=JOB)
        assert refused.value.field == "at"


def test_the_last_year_that_is_taken_is_taken(lee_liaison):
    with clock.frozen(datetime(2026, 11, 27, 18, tzinfo=UTC)), acting_atomic("system:demo"):
        held = seats.end(Membership.objects.get(user=lee_liaison), on=date(2036, 12, 31), by=JOB)
    assert last_day(held.ends_at, "America/Chicago") == date(2036, 12, 31)


def test_what_has_not_begun_never_begins(riverton):
    with clock.frozen(datetime(2026, 11, 27, 18, tzinfo=UTC)), acting_atomic("system:demo"):
        held = seats.appoint(riverton, user=UserFactory(), **LIAISON, on=date(2027, 1, 1), by=JOB)
        held = seats.end(held, by=JOB)
        assert held.ends_at == held.starts_at
        seats.appoint(riverton, user=UserFactory(), **LIAISON, on=date(2027, 1, 1), by=JOB)
    assert not sees(held, held.starts_at)


def test_a_planned_end_holds_the_seat_until_it_comes(riverton, lee_liaison):
    with clock.frozen(datetime(2026, 11, 27, 18, tzinfo=UTC)), acting_atomic("system:demo"):
        held = seats.end(Membership.objects.get(user=lee_liaison), on=date(2026, 12, 31), by=JOB)
        with pytest.raises(SeatTaken):
            seats.appoint(riverton, user=UserFactory(), **LIAISON, on=date(2026, 12, 31), by=JOB)
        seats.appoint(riverton, user=UserFactory(), **LIAISON, on=date(2027, 1, 1), by=JOB)
        with pytest.raises(SeatTaken):
            seats.end(held, on=date(2027, 1, 1), by=JOB)
        with pytest.raises(SeatTaken):
            seats.keep(held, by=JOB)


def test_the_database_refuses_two_in_a_seat_and_one_person_twice(
    riverton, lee_liaison, monkeypatch
):
    """Two at once both find the seat free: the constraints decide, and say which of the two it is."""
    monkeypatch.setattr(seats, "refuse_taken", lambda *_, **__: None)
    with acting_atomic("system:demo"):
        with pytest.raises(SeatTaken):
            seats.appoint(riverton, user=UserFactory(), **LIAISON, by=JOB)
        seats.appoint(riverton, user=lee_liaison, **LEADER, by=JOB)
        with pytest.raises(Refused, match="already has that seat"):
            seats.appoint(riverton, user=lee_liaison, **LEADER, by=JOB)
        seats.appoint(riverton, user=UserFactory(), **LEADER, by=JOB)


def test_the_page_plans_moves_and_removes_an_end(mona_manager, lee_liaison, client_of):
    with acting_atomic("system:demo"):
        held = Membership.objects.get(user=lee_liaison)
    mona, path = client_of(mona_manager), f"/sites/riverton-ex/team/{held.pk}/end/"

    def after(**posted: str) -> datetime | None:
        assert mona.post(path, posted).status_code == 303
        with acting_atomic("system:demo"):
            held.refresh_from_db()
        return held.ends_at

    with clock.frozen(datetime(2026, 11, 27, 18, tzinfo=UTC)):
        said = mona.get(path).content.decode()
        assert "can no longer see the work" in said
        assert "No planned end" not in said
        at_three = datetime(2026, 12, 24, 21, tzinfo=UTC)
        assert after(when="later", on="2026-12-24", time="15:00") == at_three
        assert "Thu Dec 24, 3:00 pm CT" in mona.get("/sites/riverton-ex/team/").content.decode()
        assert 'value="15:00"' in mona.get(path).content.decode()
        assert after(when="later", on="2026-12-24") == datetime(2026, 12, 25, 6, tzinfo=UTC)
        assert after(when="open") is None
        assert mona.post(path, {"when": "later"}).status_code == 422
        assert mona.post(path, {"when": "later", "on": "9999-12-31"}).status_code == 422
        assert after(when="now") == clock.now()
        assert mona.post(path, {"when": "now"}).status_code == 409


def test_a_membership_does_not_end_because_nothing_was_chosen(
    dana_of_riverton, mona_manager, client_of
):
    with acting_atomic("system:demo"):
        seat = Membership.objects.get(user=dana_of_riverton)
    path = f"/sites/riverton-ex/team/{seat.pk}/end/"
    mona = client_of(mona_manager)
    assert "When does it end? (optional)" not in words(mona.get(path))
    answer = mona.post(path, {})
    assert answer.status_code == 422
    assert "Choose when the membership ends." in words(answer)
    with acting_atomic("system:demo"):
        assert Membership.objects.get(pk=seat.pk).ends_at is None
