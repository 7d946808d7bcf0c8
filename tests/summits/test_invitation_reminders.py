"""Reminding people of their invitations: who may, when, once a day, and by when an answer is due."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from foundation.accounts.actors import resolve
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.notifications.models import Notification, ReminderDays
from foundation.notifications.reminders import run
from foundation.tenancy.context import acting_atomic
from foundation.ui import dates
from summits.actions import grants, invitations, registrations
from summits.enums import Attendance, GrantRole, Kind, State
from summits.errors import AnsweredAlready, NotYourDelegation, RegistrationClosed, RemindedToday
from summits.models import Registration, Summit
from summits.policies import answer_day
from summits.querysets.invitations import answer_days
from summits.reminders import AnswerDue
from tests.cast import drain_outbox
from tests.pages import words
from tests.summits.test_registration_reminders import declared, due, reaches
from tests.together import Meet, at_once, refusals

pytestmark = pytest.mark.django_db
PAGE = "/summits/2027/delegation/riverton-ex/"
INVITED = datetime(2026, 12, 1, 15, tzinfo=UTC)
NEXT_DAY = INVITED + timedelta(days=1)


@pytest.fixture
def invited(nominate) -> Registration:
    """A delegate of Riverton, invited on December 1."""
    with clock.frozen(INVITED):
        made = nominate("usao")
        drain_outbox()
    return stored(made)


def stored(registration: Registration) -> Registration:
    with acting_atomic("system:demo"):
        return Registration.objects.for_list().get(pk=registration.pk)


def remind(who, registration: Registration, at: datetime = NEXT_DAY) -> None:
    with clock.frozen(at), acting_atomic(f"user:{who.pk}"):
        invitations.remind(registration, by=resolve(who))


def notices(person) -> int:
    with acting_atomic("system:outbox"):
        return Notification.objects.filter(recipient=person).count()


def test_a_person_is_reminded_once_a_day(invited, dana_of_riverton, mona_manager):
    assert notices(invited.person) == 1
    remind(dana_of_riverton, invited)
    with pytest.raises(RemindedToday):
        remind(mona_manager, invited, NEXT_DAY + timedelta(hours=2))
    with clock.frozen(NEXT_DAY):
        drain_outbox()
    assert notices(invited.person) == 2
    remind(mona_manager, invited, NEXT_DAY + timedelta(days=1))
    with clock.frozen(NEXT_DAY + timedelta(days=1)):
        drain_outbox()
    assert notices(invited.person) == 3


def test_not_on_the_day_of_the_invitation_where_the_summit_is(invited, dana_of_riverton):
    # Past midnight in UTC, and still December 1 in New York.
    with pytest.raises(RemindedToday):
        remind(dana_of_riverton, invited, datetime(2026, 12, 2, 4, tzinfo=UTC))


def test_who_may_remind(
    invited, open_summit, acting_as, mona_manager, cora_coordinator, lee_liaison, omar_of_lakeside
):
    for person in (cora_coordinator, lee_liaison, omar_of_lakeside, invited.person):
        with pytest.raises(NotYourDelegation):
            remind(person, invited)
    with clock.frozen(NEXT_DAY), acting_as(mona_manager) as by:
        grants.give(open_summit, email=cora_coordinator.email, role=GrantRole.ORGANIZER, by=by)
    remind(cora_coordinator, invited)


def test_who_has_answered_is_not_reminded(invited, acting_as, dana_of_riverton):
    remind(dana_of_riverton, invited)
    with clock.frozen(NEXT_DAY):
        with acting_as(invited.person) as by:
            registrations.accept(
                invited, attendance=Attendance.IN_PERSON, version=invited.version, by=by
            )
        drain_outbox()
    # The invitation, and that the place is confirmed.
    assert notices(invited.person) == 2
    with pytest.raises(AnsweredAlready):
        remind(dana_of_riverton, stored(invited), NEXT_DAY + timedelta(days=1))


def test_not_once_registration_is_closed(invited, dana_of_riverton):
    with acting_atomic("system:demo"):
        Summit.objects.update(status=State.LIVE)
    with pytest.raises(RegistrationClosed):
        remind(dana_of_riverton, stored(invited))


def test_a_person_without_an_account_gets_the_link_again(open_summit, acting_as, mona_manager):
    with clock.frozen(INVITED), acting_as(mona_manager) as by:
        guest = invitations.invite(
            open_summit, kind=Kind.PROVIDER, name="Pat", email="pat@example.org", by=by
        )
    with clock.frozen(INVITED):
        drain_outbox()
    for day in (1, 2):
        remind(mona_manager, stored(guest), INVITED + timedelta(days=day))
        with clock.frozen(INVITED + timedelta(days=day)):
            drain_outbox()
    first, *reminders = [letter for letter in mail.outbox if letter.to == ["pat@example.org"]]
    assert [letter.subject for letter in reminders] == [
        "2027 Violent Crime Summit: please answer your invitation"
    ] * 2
    assert {invitations.token_of(guest) in letter.body for letter in (first, *reminders)} == {True}
    ids = [letter.extra_headers["Message-ID"] for letter in (first, *reminders)]
    assert len(set(ids)) == 3
    with clock.frozen(INVITED):
        by_day = f"by {dates.week_day(answer_day(stored(guest), answer_days()))}"
    for letter in (first, *reminders):
        page, _ = letter.alternatives[0]
        assert by_day in letter.body
        assert by_day in page


@pytest.mark.django_db(transaction=True)
def test_two_at_once_remind_once(invited, dana_of_riverton, mona_manager):
    def act(who: User) -> Callable[[Meet], None]:
        def remind_at_once(meet: Meet) -> None:
            meet()
            remind(who, invited)

        return remind_at_once

    assert refusals(at_once(act(dana_of_riverton), act(mona_manager))) == [RemindedToday]
    with clock.frozen(NEXT_DAY):
        drain_outbox()
    assert notices(invited.person) == 2


def test_the_portals_own_reminder_is_the_one_of_its_day(invited, dana_of_riverton):
    day = INVITED + timedelta(days=14)
    remind(dana_of_riverton, invited, day)
    assert due(AnswerDue, day) == []
    assert len(due(AnswerDue, day + timedelta(days=1))) == 1
    with pytest.raises(RemindedToday):
        remind(dana_of_riverton, stored(invited), day + timedelta(days=1, hours=2))
    remind(dana_of_riverton, stored(invited), day + timedelta(days=2))


def test_the_portals_own_reminder_is_sent_once(invited, dana_of_riverton):
    for days in (14, 15):
        with clock.frozen(INVITED + timedelta(days=days)):
            run()
    assert notices(invited.person) == 2
    remind(dana_of_riverton, stored(invited), INVITED + timedelta(days=15))


class TestPages:
    """The delegation's page, and the question before a reminder leaves."""

    def test_a_contact_reminds_and_is_refused_the_second_time(
        self, invited, dana_of_riverton, client_of
    ):
        client = client_of(dana_of_riverton)
        with clock.frozen(NEXT_DAY):
            page = client.get(PAGE).content.decode()
            address = f"/summits/registrations/{invited.pk}/remind/"
            assert address in page
            assert "You can send one reminder a day." in words(client.get(address))
            done = words(client.post(address, follow=True))
            assert f"We're sending {invited.name} a reminder." in done
            assert address not in client.get(PAGE).content.decode()
            again = client.post(address)
            assert again.status_code == 409
            assert "You can send another reminder tomorrow." in words(again)

    def test_others_are_refused(self, invited, lee_liaison, omar_of_lakeside, client, client_of):
        address = f"/summits/registrations/{invited.pk}/remind/"
        for method in ("get", "post"):
            assert getattr(client_of(lee_liaison), method)(address).status_code == 403
            assert getattr(client_of(invited.person), method)(address).status_code == 403
            assert getattr(client_of(omar_of_lakeside), method)(address).status_code == 404
            assert getattr(client, method)(address).status_code == 302

    def test_the_delegation_says_by_when_to_answer(
        self, invited, dana_of_riverton, lee_liaison, client_of
    ):
        for at, said in (
            (NEXT_DAY, "13 days left, due Tue Dec 15"),
            (INVITED + timedelta(days=13), "1 day left, due Tue Dec 15"),
            (INVITED + timedelta(days=14), "Due today"),
            (INVITED + timedelta(days=15), "Past due since Tue Dec 15"),
        ):
            with clock.frozen(at):
                assert said in words(client_of(dana_of_riverton).get(PAGE))
        with clock.frozen(NEXT_DAY):
            text = words(client_of(lee_liaison).get(PAGE))
        assert "13 days left" in text
        assert "Send a reminder" not in text


class TestTheDay:
    """By when an answer is due, and the notice on that day."""

    def test_is_a_setting_and_before_the_first_day(self, invited):
        assert answer_day(invited, 14) == date(2026, 12, 15)
        assert answer_day(invited, 365) == date(2027, 3, 8)

    def test_the_invited_person_is_notified_on_it(self, invited):
        # The second one is past midnight in UTC, and still December 14 in New York.
        for early in (timedelta(days=13), timedelta(days=13, hours=13)):
            assert due(AnswerDue, INVITED + early) == []
        [(_, url, people)] = due(AnswerDue, INVITED + timedelta(days=14))
        assert (url, people) == (f"/summits/registrations/{invited.pk}/", {invited.person_id})
        with acting_atomic("system:reference"):
            ReminderDays.objects.update_or_create(slug="summit-answer", defaults={"days": [3]})
        assert len(due(AnswerDue, INVITED + timedelta(days=3))) == 1

    def test_a_day_without_business_waits_for_the_next_with_it(self, invited):
        with acting_atomic("system:reference"):
            ReminderDays.objects.update_or_create(slug="summit-answer", defaults={"days": [4]})
        for days in (4, 5):  # Saturday and Sunday
            assert due(AnswerDue, INVITED + timedelta(days=days)) == []
        assert len(due(AnswerDue, INVITED + timedelta(days=6))) == 1

    def test_not_on_the_day_of_the_invitation_and_not_once_the_summit_begins(self, nominate):
        the_day_before = datetime(2027, 3, 8, 15, tzinfo=UTC)
        with clock.frozen(the_day_before):
            nominate("usao")
        for days in (0, 1):
            assert due(AnswerDue, the_day_before + timedelta(days=days)) == []

    def test_who_has_no_account_is_not_noted_as_reminded(
        self, open_summit, acting_as, mona_manager
    ):
        with clock.frozen(INVITED), acting_as(mona_manager) as by:
            guest = invitations.invite(
                open_summit, kind=Kind.PROVIDER, name="Pat", email="pat@example.org", by=by
            )
        assert due(AnswerDue, INVITED + timedelta(days=14)) == []
        assert stored(guest).reminded_on is None

    def test_not_who_has_answered_and_not_at_a_closed_summit(self, invited, acting_as):
        late = INVITED + timedelta(days=20)
        [planned] = declared(AnswerDue, INVITED + timedelta(days=14))
        assert reaches(planned, invited.person)
        with acting_atomic("system:demo"):
            Summit.objects.update(status=State.LIVE)
        assert due(AnswerDue, late) == []
        with acting_atomic("system:demo"):
            Summit.objects.update(status=State.REGISTRATION_OPEN)
        with acting_as(invited.person) as by:
            registrations.decline(invited, version=invited.version, by=by)
        assert due(AnswerDue, late) == []
        assert not reaches(planned, invited.person)
