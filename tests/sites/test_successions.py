"""A seat changes hands at one moment: no holder too few or too many, and one rule for its days everywhere."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from threading import Barrier, Event, Thread

import pytest
from django.db import DatabaseError, connection
from django.http import QueryDict

from foundation.accounts.actors import resolve
from foundation.agenda.reading import entries_of
from foundation.agenda.registry import Span
from foundation.api.actions import make_token
from foundation.api.enums import Scope
from foundation.calendars import clock
from foundation.exports.registry import find
from foundation.notifications.models import Notification
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import DomainError, InvalidInput, Refused
from sites.actions import seats, successions
from sites.errors import NotYours, SeatTaken
from sites.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.sites import MembershipFactory

NOON = datetime(2026, 11, 27, 18, 30, tzinfo=UTC)
DAY = date(2026, 11, 27)
LIAISON = {"role": "strategic-site-liaison", "seat": "liaison"}
CHICAGO = "America/Chicago"


@pytest.fixture
def nora(db):
    return UserFactory(name="Nora Next", time_zone=CHICAGO)


@pytest.fixture
def held(lee_liaison):
    with acting_atomic("system:demo"):
        return Membership.objects.for_team().get(user=lee_liaison)


@pytest.fixture
def by_mona(mona_manager) -> Iterator:
    def act(do):
        with acting_atomic(f"user:{mona_manager.pk}"):
            return do(resolve(mona_manager))

    return act


@pytest.mark.django_db
class TestHandOver:
    """One hand-over."""

    def test_both_periods_share_one_instant(self, held, nora, by_mona):
        with clock.frozen(NOON):
            taken = by_mona(lambda by: successions.hand_over(held, email=nora.email, by=by))
            with acting_atomic("system:demo"):
                held.refresh_from_db()
                assert (held.ends_at, taken.starts_at) == (NOON, NOON)
                live = Membership.objects.live(NOON).in_seat(**LIAISON)
                assert [each.user_id for each in live] == [nora.pk]

    def test_a_later_day_is_midnight_at_the_site(self, held, nora, by_mona):
        with clock.frozen(NOON):
            taken = by_mona(
                lambda by: successions.hand_over(
                    held, email=nora.email.upper(), on=date(2026, 12, 1), by=by
                )
            )
        with acting_atomic("system:demo"):
            held.refresh_from_db()
        assert held.ends_at == taken.starts_at == datetime(2026, 12, 1, 6, tzinfo=UTC)
        assert (held.ends_on, taken.starts_on) == (date(2026, 11, 30), date(2026, 12, 1))

    def test_who_may_not_manage_the_team_hands_nothing_over(self, held, nora, dana_of_riverton):
        with acting_atomic(f"user:{dana_of_riverton.pk}"), pytest.raises(NotYours):
            successions.hand_over(held, email=nora.email, by=resolve(dana_of_riverton))

    @pytest.mark.parametrize("closed", [False, True])
    def test_an_address_without_an_open_account_is_refused(self, held, nora, by_mona, closed):
        if closed:
            with acting_atomic("system:demo"):
                nora.is_active = False
                nora.save()
        email = nora.email if closed else "nobody@example.gov"
        with pytest.raises(InvalidInput, match="No one with an open account"):
            by_mona(lambda by: successions.hand_over(held, email=email, by=by))
        with acting_atomic("system:demo"):
            held.refresh_from_db()
        assert held.ends_at is None

    def test_the_holder_does_not_succeed_themself(self, held, lee_liaison, by_mona):
        def again(by):
            successions.hand_over(held, email=lee_liaison.email, on=date(2026, 12, 1), by=by)

        with clock.frozen(NOON), pytest.raises(Refused, match="already holds the seat"):
            by_mona(again)

    def test_a_day_too_far_ahead_is_refused_beside_the_day(self, held, nora, by_mona):
        def late(by):
            successions.hand_over(held, email=nora.email, on=date(2072, 2, 1), by=by)

        with pytest.raises(InvalidInput, match="Enter a date by") as refused:
            by_mona(late)
        assert refused.value.field == "on"

    def test_the_page_hands_it_over_and_says_so(self, held, nora, mona_manager, client_of):
        path = f"/sites/riverton-ex/team/{held.pk}/hand-over/"
        browser = client_of(mona_manager)
        assert path.encode() in browser.get("/sites/riverton-ex/team/").content
        refused = browser.post(path, {"email": "nobody@example.gov", "on": ""})
        assert b"No one with an open account" in refused.content
        with clock.frozen(NOON):
            done = browser.post(path, {"email": nora.email, "on": ""}, follow=True)
            assert b"Nora Next holds the seat from Fri Nov 27, 12:30 pm CT" in done.content
            assert browser.post(path, {"email": nora.email, "on": ""}).status_code == 409

    def test_the_page_says_that_a_federal_seat_waits_for_approval(
        self, held, mona_manager, client_of, member, riverton
    ):
        says = "only once a second person has approved it"
        browser = client_of(mona_manager)
        path = "/sites/riverton-ex/team/{}/hand-over/"
        usao = member(riverton, "point-of-contact", "usao")
        assert says in browser.get(path.format(usao.pk)).text
        assert says not in browser.get(path.format(held.pk)).text

    def test_a_planned_hand_over_is_undone_from_the_page(self, held, nora, mona_manager, client_of):
        browser = client_of(mona_manager)
        path = "/sites/riverton-ex/team/"
        with clock.frozen(NOON):
            browser.post(f"{path}{held.pk}/hand-over/", {"email": nora.email, "on": "2026-12-01"})
            with acting_atomic("system:demo"):
                planned = Membership.objects.get(user=nora)
            assert f"{path}{planned.pk}/end/" in browser.get(path).text
            done = browser.post(f"{path}{planned.pk}/end/", {"when": "now"})
            assert done.status_code == 303
            kept = browser.post(f"{path}{held.pk}/end/", {"when": "open"})
            assert kept.status_code == 303
        with acting_atomic("system:demo"):
            assert Membership.objects.get(pk=held.pk).ends_at is None

    @pytest.mark.parametrize("day", ["2072-02-01", "9999-12-31"])
    def test_a_day_too_far_ahead_is_refused_on_the_page(
        self, held, nora, mona_manager, client_of, day
    ):
        answer = client_of(mona_manager).post(
            f"/sites/riverton-ex/team/{held.pk}/hand-over/", {"email": nora.email, "on": day}
        )
        assert answer.status_code == 422
        with acting_atomic("system:demo"):
            assert Membership.objects.get(pk=held.pk).ends_at is None


@pytest.mark.django_db
def test_a_seat_handed_over_at_noon_has_that_day_everywhere(
    riverton, held, nora, dana_of_riverton, mona_manager, by_mona, client_of, client
):
    """The rule of docs/how-to/hand-over-a-seat.md in page, API, mail, calendar, export and database."""
    with clock.frozen(NOON):
        taken = by_mona(lambda by: successions.hand_over(held, email=nora.email, by=by))
        drain(strict=True)
        page = client_of(mona_manager).get("/sites/riverton-ex/team/").content.decode()
        _, token = make_token(
            name="A", scope=Scope.READ, days=3, with_factor=False, by=dana_of_riverton
        )
        team = client.get(
            "/api/v1/sites/riverton-ex/team/", headers={"Authorization": f"Bearer {token}"}
        ).json()["results"]
        with acting_atomic(f"user:{dana_of_riverton.pk}"):
            by = resolve(dana_of_riverton)
            entries = entries_of(by, Span.of(DAY, DAY, CHICAGO), CHICAGO)
            rows = find("timeline").rows(by, QueryDict("site=riverton-ex"), "", 50)[0]
    assert re.search(r'data-label="Ended">\s*<time[^>]*>Fri Nov 27, 12:30 pm CT<', page)
    assert re.search(r"Nora Next.{0,200}?[Ss]ince Nov 27, 2026", page, re.DOTALL)
    [api] = [each for each in team if each["name"] == "Nora Next"]
    assert (api["starts_on"], api["starts_at"]) == ("2026-11-27", "2026-11-27T12:30:00-06:00")
    assert [each.row.day for each in entries if each.kind.slug == "seat-end"] == [DAY]
    told = {(row[1].split(" (")[0], row[0]) for row in rows if row[0].date() == DAY}
    at_noon = datetime(2026, 11, 27, 12, 30)  # noqa: DTZ001 -- the export's cells are the site's own time
    assert told == {("Left the team", at_noon), ("Joined the team", at_noon)}
    with acting_atomic("system:demo"):
        left = Membership.objects.with_zone().get(pk=held.pk)
        notice = Notification.objects.filter(recipient=left.user).latest("pk")
        assert "see that your membership ended" in notice.action
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT a.held -|- b.held, a.held && b.held FROM sites_membership a, sites_membership b"
                " WHERE a.id = %s AND b.id = %s",
                [left.pk, taken.pk],
            )
            assert cursor.fetchone() == (True, False)
    assert left.ends_on == taken.starts_on == DAY


@pytest.mark.django_db
class TestTheDatabase:
    """What PostgreSQL refuses, whatever the code does; an empty period holds nothing."""

    @pytest.mark.parametrize(
        ("role", "seat", "constraint"),
        [
            ("strategic-site-liaison", "liaison", "a_single_seat_holds_one_person"),
            ("point-of-contact", "law-enforcement", "a_person_sits_once_in_a_seat"),
        ],
    )
    def test_periods_of_one_key_never_overlap(
        self, riverton, nora, dana_of_riverton, role, seat, constraint
    ):
        # A seat for one person is refused to another; any seat to its own person.
        second = dana_of_riverton if "single" in constraint else nora
        with acting_atomic("system:demo"):
            MembershipFactory(site=riverton, user=nora, role=role, seat=seat)
        with (
            pytest.raises(DatabaseError, match=constraint) as refused,
            acting_atomic("system:demo"),
        ):
            MembershipFactory(
                site=riverton, user=second, role=role, seat=seat, starts_on=date(2026, 6, 1)
            )
        assert refused.value.__cause__.pgcode == "23P01"

    def test_several_people_are_points_of_contact(self, riverton, nora, dana_of_riverton):
        with acting_atomic("system:demo"):
            MembershipFactory(site=riverton, user=nora)
            live = Membership.objects.live(NOON).in_seat("point-of-contact", "law-enforcement")
            assert live.count() == 2

    def test_a_membership_canceled_before_it_began_holds_nothing(self, riverton, nora, by_mona):
        with clock.frozen(NOON):
            first = by_mona(
                lambda by: seats.appoint(
                    riverton, user=nora, **LIAISON, on=date(2026, 12, 7), by=by
                )
            )
            by_mona(lambda by: seats.end(first, by=by))
            again = by_mona(
                lambda by: seats.appoint(
                    riverton, user=nora, **LIAISON, on=date(2026, 12, 7), by=by
                )
            )
        with acting_atomic("system:demo"):
            first.refresh_from_db()
        assert first.ends_at == first.starts_at == again.starts_at


@pytest.mark.django_db
def test_the_refusal_names_the_holder_and_the_days(held, nora, by_mona, riverton):
    with pytest.raises(SeatTaken, match="Lee Liaison holds this seat from Jan 1, 2026") as refused:
        by_mona(lambda by: seats.appoint(riverton, user=nora, **LIAISON, by=by))
    assert "hand the seat over" in refused.value.message


def closing(act):
    """Return the function, which closes its thread's connection."""

    def run(*args) -> None:
        try:
            act(*args)
        finally:
            connection.close()

    return run


@pytest.mark.django_db(transaction=True)
def test_fifty_hand_overs_at_once_leave_one_holder_at_every_moment(held, mona_manager):
    people = [UserFactory() for _ in range(50)]
    start, done, counts, refused = Barrier(51), Event(), [], []

    def current() -> Membership:
        return Membership.objects.for_team().in_seat(**LIAISON).get(ends_at=None)

    def take(person) -> None:
        with acting_atomic(f"user:{mona_manager.pk}"):
            by = resolve(mona_manager)
            successions.hand_over(current(), email=person.email, by=by)

    def take_in_the_end(person) -> None:
        start.wait(30)
        while True:
            try:
                return take(person)
            except DomainError as error:
                refused.append(type(error))

    def watch() -> None:
        start.wait(30)
        while not done.is_set():
            with acting_atomic("system:demo"):
                counts.append(Membership.objects.in_seat(**LIAISON).filter(ends_at=None).count())

    watcher = Thread(target=closing(watch))
    threads = [Thread(target=closing(take_in_the_end), args=(person,)) for person in people]
    for thread in (watcher, *threads):
        thread.start()
    for thread in threads:
        thread.join(120)
    done.set()
    watcher.join(10)
    assert set(counts) == {1}
    assert refused, "no two met"
    assert_one_chain(people)


def assert_one_chain(people) -> None:
    """Check that the liaison's seat went through these people's hands without a gap."""
    with acting_atomic("system:demo"):
        rows = list(Membership.objects.in_seat(**LIAISON).order_by("starts_at", "ends_at"))
    assert {row.user_id for row in rows[1:]} == {person.pk for person in people}
    assert len(rows) == len(people) + 1
    assert all(earlier.ends_at == later.starts_at for earlier, later in pairwise(rows))
    assert rows[-1].ends_at is None
