"""Leave: who stands in has the liaison's seat from day to day, by both walls, and no more."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from itertools import count
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from foundation.accounts.actors import resolve
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import end_of, start_of
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import DomainError, InvalidInput, Refused
from sites.actions import departures, seats, stand_ins, successions
from sites.models import Membership
from sites.presenters.team import ended
from tests.factories.sites import SiteFactory
from tests.pages import words
from tta_requests.actions import recipients

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)
FIRST, LAST = date(2026, 12, 2), date(2026, 12, 4)


@pytest.fixture(autouse=True)
def monday():
    with clock.frozen(MONDAY):
        yield


@pytest.fixture
def kim(member, lakeside):
    """A liaison of another site."""
    return member(lakeside, "strategic-site-liaison", "liaison", name="Kim Cover").user


@pytest.fixture
def seat(riverton, lee_liaison):
    with acting_atomic("system:demo"):
        return Membership.objects.select_related("site", "user").get(user=lee_liaison)


@pytest.fixture
def leave(act, seat, lee_liaison, kim):
    """Record leave as Lee: ``leave(first, last)``."""

    def make(first=FIRST, last=LAST, who=kim, by=lee_liaison) -> Membership:
        with act(by) as actor:
            return stand_ins.record([seat], first=first, last=last, stand_in=who, by=actor)[0]

    return make


def powers_at(user, site, moment) -> tuple[frozenset[P], bool]:
    """Return what somebody may do at a site, by Python and by the database."""
    with clock.frozen(moment), acting_atomic(f"user:{user.pk}"):
        actor = resolve(user)
        with connection.cursor() as cursor:
            cursor.execute("SELECT %s = ANY (app_sites())", [site.pk])
            row = cursor.fetchone()
        return actor.powers.get(site.pk, frozenset()), row[0]


def test_it_gives_exactly_the_liaisons_powers_from_day_to_day(leave, kim, lee_liaison, riverton):
    leave()
    begins, ends = start_of(FIRST, riverton.time_zone), end_of(LAST, riverton.time_zone)
    second = timedelta(seconds=1)
    assert powers_at(kim, riverton, begins - second) == (frozenset(), False)
    liaisons, _ = powers_at(lee_liaison, riverton, begins)
    assert powers_at(kim, riverton, begins) == (liaisons, True)
    assert P.UPDATE_LOG in liaisons
    assert powers_at(kim, riverton, ends - second) == (liaisons, True)
    assert powers_at(kim, riverton, ends) == (frozenset(), False)
    assert powers_at(lee_liaison, riverton, ends)[0] == liaisons


def test_it_gives_no_clearance(leave, kim, riverton):
    leave()
    with clock.frozen(start_of(FIRST, riverton.time_zone)), acting_atomic(f"user:{kim.pk}"):
        assert resolve(kim).cleared_sites == frozenset()
        with connection.cursor() as cursor:
            cursor.execute("SELECT app_cleared_sites()")
            assert cursor.fetchone()[0] == []


def test_reminders_go_to_who_stands_in_and_back_again(leave, kim, lee_liaison, riverton):
    leave()
    for moment, expected in (
        (MONDAY, lee_liaison),
        (start_of(FIRST, riverton.time_zone), kim),
        (end_of(LAST, riverton.time_zone), lee_liaison),
    ):
        with clock.frozen(moment), acting_atomic("system:outbox"):
            assert recipients.liaisons(riverton) == {expected.pk}


def test_a_day_begins_and_ends_where_the_site_is(leave, seat, riverton):
    made = leave()
    assert made.starts_at == start_of(FIRST, riverton.time_zone)
    assert made.ends_at == end_of(LAST, riverton.time_zone)
    assert (made.starts_on, made.ends_on) == (FIRST, LAST)


def test_it_is_refused_twice_on_one_day_with_a_sentence(leave, seat, member, lakeside):
    leave()
    with pytest.raises(Refused, match="already recorded for some of these days"):
        leave(first=LAST, last=LAST + timedelta(days=3))
    leave(first=LAST + timedelta(days=1), last=LAST + timedelta(days=3))


def test_the_database_refuses_two_stand_ins_of_one_seat_at_once(leave, seat, cora_coordinator):
    made = leave()
    twin = Membership(
        site=seat.site, user=cora_coordinator, role=seat.role, seat=seat.seat, covers=seat,
        starts_at=made.starts_at, ends_at=made.ends_at,
    )  # fmt: skip
    with (
        acting_atomic("system:demo"),
        pytest.raises(IntegrityError, match="a_seat_has_one_stand_in_at_a_time"),
        transaction.atomic(),
    ):
        twin.save()


@pytest.mark.parametrize("change", ["role", "person", "later", "nobody", "others"])
def test_the_database_refuses_a_stand_in_who_is_none(
    seat, kim, lee_liaison, dana_of_riverton, change
):
    values = {
        "site": seat.site, "user": kim, "role": seat.role, "seat": seat.seat, "covers": seat,
        "starts_at": MONDAY, "ends_at": MONDAY + timedelta(days=2),
    }  # fmt: skip
    who = "system:demo"
    if change == "role":
        values |= {"role": "program-office-champion", "seat": "champion"}
    if change == "person":
        values |= {"user": lee_liaison}
    if change == "later":
        with acting_atomic("system:demo"):
            Membership.objects.filter(pk=seat.pk).update(ends_at=MONDAY + timedelta(days=1))
    if change == "nobody":
        values |= {"ends_at": None}
    if change == "others":  # a point of contact gives away what they lack
        who = f"user:{dana_of_riverton.pk}"
    with acting_atomic(who), pytest.raises(IntegrityError), transaction.atomic():
        Membership(**values).save()


def test_it_ends_with_the_seat_it_covers(act, leave, seat, kim, mona_manager, riverton):
    made = leave(first=date(2026, 11, 30))
    with act(mona_manager) as by:
        departures.end(seat, by=by)
    with acting_atomic("system:demo"):
        made.refresh_from_db()
    assert made.ends_at == MONDAY
    assert powers_at(kim, riverton, MONDAY) == (frozenset(), False)


def test_the_seat_passes_to_who_was_to_stand_in_later(act, leave, seat, kim, mona_manager):
    leave()
    with act(mona_manager) as by:
        taken = successions.hand_over(seat, email=kim.email, by=by)
    assert (taken.user_id, taken.starts_at) == (kim.pk, MONDAY)


def test_the_end_of_a_stand_in_is_moved_with_the_leave(act, leave, seat, mona_manager):
    made = leave()
    leave(first=LAST + timedelta(days=1), last=LAST + timedelta(days=3))
    with act(mona_manager) as by, pytest.raises(Refused, match="Change the leave instead"):
        seats.end(made, on=LAST + timedelta(days=2), by=by)


def test_the_team_page_offers_no_other_end_date_for_a_stand_in(
    leave, client_of, mona_manager, riverton
):
    leave()
    with clock.frozen(start_of(FIRST, riverton.time_zone) + timedelta(hours=10)):
        text = words(client_of(mona_manager).get("/sites/riverton-ex/team/"))
    assert "Kim Cover" in text
    assert "Change end date" not in text


def test_the_end_of_a_stand_in_leaves_no_vacant_seat(seat):
    left = Membership(user=seat.user, site=seat.site, covers=seat, ends_at=MONDAY)
    assert (
        ended(left, MONDAY, was_over=False, is_left_vacant=True)
        == "Lee Liaison no longer stands in."
    )


def test_a_planned_end_of_the_seat_shortens_it(act, leave, seat, mona_manager, riverton):
    made = leave()
    with act(mona_manager) as by:
        seats.end(seat, on=date(2026, 12, 3), by=by)
    with acting_atomic("system:demo"):
        made.refresh_from_db()
    assert made.ends_on == date(2026, 12, 3)


def test_it_is_changed_shortened_and_canceled(act, leave, kim, lee_liaison, cora_coordinator):
    made = leave()
    with act(lee_liaison) as by:
        (made,) = stand_ins.change([made], first=FIRST, last=date(2026, 12, 8), stand_in=kim, by=by)
        assert made.ends_on == date(2026, 12, 8)
        (made,) = stand_ins.change([made], first=FIRST, last=FIRST, stand_in=kim, by=by)
        assert made.ends_on == FIRST
        (other,) = stand_ins.change(
            [made], first=FIRST, last=LAST, stand_in=cora_coordinator, by=by
        )
        assert (other.user, other.starts_on, other.ends_on) == (cora_coordinator, FIRST, LAST)
        (gone,) = stand_ins.cancel([other], by=by)
        assert gone.starts_at == gone.ends_at
        with pytest.raises(Refused, match="This leave is over"):
            stand_ins.cancel([other], by=by)


def test_leave_under_way_passes_to_another_from_now_on(
    act, leave, kim, lee_liaison, cora_coordinator
):
    made = leave(first=date(2026, 11, 30))
    later = MONDAY + timedelta(days=1)
    with clock.frozen(later), act(lee_liaison) as by:
        (other,) = stand_ins.change(
            [made], first=FIRST, last=LAST, stand_in=cora_coordinator, by=by
        )
        made.refresh_from_db()
    assert (made.starts_at, made.ends_at) == (MONDAY, later)
    assert (other.starts_at, other.ends_on) == (later, LAST)


def test_leave_under_way_passes_to_another_although_time_goes_on(
    act, leave, lee_liaison, cora_coordinator, monkeypatch
):
    made = leave(first=date(2026, 11, 30))
    ticks = (MONDAY + timedelta(days=1, microseconds=tick) for tick in count())
    with act(lee_liaison) as by:
        monkeypatch.setattr(clock, "now", lambda: next(ticks))
        (other,) = stand_ins.change(
            [made], first=FIRST, last=LAST, stand_in=cora_coordinator, by=by
        )
        made.refresh_from_db()
    assert made.ends_at == other.starts_at


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (LAST, FIRST, "Enter a last day on or after the first day"),
        (date(2026, 11, 2), date(2026, 11, 20), "Enter a last day that is today or later"),
        (FIRST, date(2027, 12, 31), "Enter a last day within a year"),
        (date.max, date.max, "Enter a first day within the next two years"),
    ],
)
def test_days_that_make_no_sense_are_refused(leave, first, last, sentence):
    with pytest.raises(InvalidInput, match=sentence):
        leave(first=first, last=last)


def test_only_the_liaison_and_managers_record_it(
    leave, seat, kim, mona_manager, cora_coordinator, dana_of_riverton
):
    for person in (cora_coordinator, dana_of_riverton):
        with pytest.raises(DomainError, match="doesn't include this step"):
            leave(by=person)
    leave(by=mona_manager)


def test_who_stands_in_cannot_pass_it_on(act, leave, kim, cora_coordinator, riverton):
    made = leave(first=date(2026, 11, 30))
    with act(kim) as by, pytest.raises(DomainError, match="doesn't include this step"):
        stand_ins.record([made], first=FIRST, last=LAST, stand_in=cora_coordinator, by=by)


def test_people_who_cannot_stand_in_are_refused(leave, member, riverton, dana_of_riverton, kim):
    with pytest.raises(InvalidInput, match="can't stand in for a liaison"):
        leave(who=dana_of_riverton)
    member(riverton, "program-advisor", "advisor", user=kim)
    with pytest.raises(InvalidInput, match="has a seat on the team of Riverton"):
        leave(who=kim)


def test_someone_on_leave_then_cannot_stand_in(
    act, leave, kim, lakeside, cora_coordinator, lee_liaison
):
    with acting_atomic("system:demo"):
        theirs = Membership.objects.select_related("site", "user").get(user=kim)
    with act(kim) as by:
        stand_ins.record([theirs], first=LAST, last=LAST, stand_in=cora_coordinator, by=by)
    with pytest.raises(InvalidInput, match="is on leave on some of these days"):
        leave()


def test_someone_standing_in_then_cannot_go_on_leave(act, leave, kim, lakeside, cora_coordinator):
    leave()
    with acting_atomic("system:demo"):
        theirs = Membership.objects.select_related("site", "user").get(user=kim, covers=None)
    sentence = (
        "Kim Cover stands in at Riverton, EX .*Dec 2.* to .*Dec 4.*have someone else stand in"
    )
    days = {"stand_in": cora_coordinator}
    with act(kim) as by, pytest.raises(Refused, match=sentence):
        stand_ins.record([theirs], first=LAST, last=LAST, by=by, **days)
    after = LAST + timedelta(days=1)
    with act(kim) as by:
        assert stand_ins.record([theirs], first=after, last=after, by=by, **days)


@pytest.mark.django_db(transaction=True)
def test_leave_and_a_duty_to_stand_in_recorded_at_once_exclude_each_other(
    monkeypatch, seat, kim, cora_coordinator
):
    """Each found the other free: both check at one moment, unless the second waits for the first."""
    with acting_atomic("system:demo"):
        theirs = Membership.objects.select_related("site", "user").get(user=kim)
    both, errors = Barrier(2), []
    check = stand_ins._check_free

    def check_and_meet(*args) -> None:
        check(*args)
        with suppress(BrokenBarrierError):
            both.wait(2)

    def go(covered, stand_in) -> None:
        try:
            with clock.frozen(MONDAY), acting_atomic(f"user:{covered.user_id}"):
                by = resolve(covered.user)
                stand_ins.record([covered], first=FIRST, last=LAST, stand_in=stand_in, by=by)
        except DomainError as error:
            errors.append(error.message)
        finally:
            connection.close()

    monkeypatch.setattr(stand_ins, "_check_free", check_and_meet)
    pairs = ((seat, kim), (theirs, cora_coordinator))
    threads = [Thread(target=go, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with acting_atomic("system:demo"):
        assert Membership.objects.standing_in().count() == 1
    assert len(errors) == 1


def test_a_stand_in_who_leaves_is_missed(act, leave, kim, lee_liaison, drain, riverton):
    leave(first=date(2026, 11, 30))
    with acting_atomic("system:outbox"):
        seats.vacate(kim, by=resolve(lee_liaison))
        type(kim).objects.filter(pk=kim.pk).update(is_active=False)
    drain()
    with acting_atomic(f"user:{lee_liaison.pk}"):
        titles = [
            n.title
            for n in Notification.objects.filter(recipient=lee_liaison, title__startswith="Leave,")
        ]
    assert any("choose another stand-in" in title for title in titles)
    with acting_atomic("system:outbox"):
        assert recipients.liaisons(riverton) == {lee_liaison.pk}


def test_a_planned_end_of_the_seat_asks_for_no_other_stand_in(
    act, leave, seat, mona_manager, lee_liaison, drain
):
    leave()
    with act(mona_manager) as by:
        seats.end(seat, on=date(2026, 12, 3), by=by)
    drain()
    with acting_atomic(f"user:{lee_liaison.pk}"):
        found = Notification.objects.filter(recipient=lee_liaison, title__startswith="Leave,")
        (told,) = [n.title for n in found]
    assert "see what changed in your leave" in told


def test_both_are_told_once_and_when_it_is_over(leave, kim, lee_liaison, drain, riverton):
    leave()
    drain()
    with clock.frozen(end_of(LAST, riverton.time_zone)):
        drain()
        drain()
        told = {}
        for person in (kim, lee_liaison):
            with acting_atomic(f"user:{person.pk}"):
                found = Notification.objects.filter(
                    recipient=person, title__startswith="Leave,"
                ).order_by("created_at")
                told[person] = [n.title for n in found]
    assert [("stand in until" in t, "no longer stand in" in t) for t in told[kim]] == [
        (True, False), (False, True),
    ]  # fmt: skip
    assert ["while you were on leave" in t for t in told[lee_liaison]] == [True]


@pytest.fixture
def two_seats(member, lee_liaison):
    """Give Lee a second site."""
    with acting_atomic("system:demo"):
        other = SiteFactory(slug="hilltop-ex", name="Hilltop, EX")
    member(other, "strategic-site-liaison", "liaison", user=lee_liaison)
    with acting_atomic("system:demo"):
        found = Membership.objects.select_related("site", "user").filter(user=lee_liaison)
        return list(found.order_by("site__name"))


def notices_of(person) -> list[str]:
    with acting_atomic(f"user:{person.pk}"):
        found = Notification.objects.filter(recipient=person, title__startswith="Leave,")
        return [each.title.partition(": ")[2] for each in found.order_by("created_at", "pk")]


@pytest.mark.parametrize("begins", [FIRST, date(2026, 11, 30)])
def test_a_swap_tells_the_one_who_goes_and_the_one_who_comes_once_each(
    act, two_seats, kim, lee_liaison, mona_manager, cora_coordinator, drain, begins
):
    with act(lee_liaison) as by:
        made = stand_ins.record(two_seats, first=begins, last=LAST, stand_in=kim, by=by)
    drain()
    before = {person: len(notices_of(person)) for person in (kim, cora_coordinator, lee_liaison)}
    with clock.frozen(MONDAY + timedelta(hours=2)), act(mona_manager) as by:
        stand_ins.change(made, first=begins, last=LAST, stand_in=cora_coordinator, by=by)
    with clock.frozen(MONDAY + timedelta(hours=3)):
        drain()
    new = {person: notices_of(person)[count:] for person, count in before.items()}
    [gone], [came], [away] = new[kim], new[cora_coordinator], new[lee_liaison]
    assert ("no longer stand in" if begins != FIRST else "you don't stand in") in gone
    assert "where you stand in until" in came
    assert "what changed in your leave" in away


def test_the_end_of_leave_at_two_sites_is_told_once(act, two_seats, kim, lee_liaison, drain):
    with act(lee_liaison) as by:
        stand_ins.record(two_seats, first=FIRST, last=LAST, stand_in=kim, by=by)
    drain()
    with clock.frozen(end_of(LAST, two_seats[0].site.time_zone) + timedelta(minutes=1)):
        drain()
    assert [("no longer" in title) for title in notices_of(kim)] == [False, True]
    assert ["while you were on leave" in title for title in notices_of(lee_liaison)] == [True]


def test_leave_at_two_sites_is_canceled_with_one_notice(act, two_seats, kim, lee_liaison, drain):
    with act(lee_liaison) as by:
        made = stand_ins.record(two_seats, first=FIRST, last=LAST, stand_in=kim, by=by)
        stand_ins.cancel(made, by=by)
    drain()
    assert ["you don't stand in" in title for title in notices_of(kim)].count(True) == 1


TODAY = MONDAY.date()


def test_who_stands_in_cancels_the_leave_on_its_page(leave, client_of, mona_manager):
    """Their own access ends by what they do, and it is done."""
    made = leave(first=TODAY, who=mona_manager, by=mona_manager)
    answer = client_of(mona_manager).post(f"/caseload/leave/{made.pk}/cancel/")
    assert answer.status_code == 303
    with acting_atomic("system:demo"):
        assert Membership.objects.get(pk=made.pk).has_ended(MONDAY)


def test_who_stands_in_passes_the_leave_on_on_its_page(
    leave, client_of, mona_manager, cora_coordinator
):
    made = leave(first=TODAY, who=mona_manager, by=mona_manager)
    said = {"first": TODAY, "last": LAST, "stand_in": cora_coordinator.pk, "seats": [made.pk]}
    with clock.frozen(MONDAY + timedelta(hours=1)):
        answer = client_of(mona_manager).post(f"/caseload/leave/{made.pk}/", said)
    assert answer.status_code == 303
    with acting_atomic("system:demo"):
        assert Membership.objects.filter(covers=made.covers, user=cora_coordinator).exists()


def test_who_stands_in_ends_the_seat_they_cover_on_its_page(leave, seat, client_of, mona_manager):
    made = leave(first=TODAY, who=mona_manager, by=mona_manager)
    address = f"/sites/{seat.site.slug}/team/{seat.pk}/end/"
    answer = client_of(mona_manager).post(address, {"when": "now"})
    assert answer.status_code == 303
    with acting_atomic("system:demo"):
        assert Membership.objects.get(pk=seat.pk).has_ended(MONDAY)
        assert Membership.objects.get(pk=made.pk).has_ended(MONDAY)
