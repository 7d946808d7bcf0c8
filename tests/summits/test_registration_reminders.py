"""What needs people of a delegation, and the reminders of open seats and of the week before."""

from datetime import UTC, datetime

import pytest

from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.needs.reading import rows_of
from foundation.notifications.models import ReminderDays
from foundation.tenancy.context import acting_atomic
from summits.actions import registrations
from summits.enums import Attendance
from summits.reminders import DelegationUnfilled, SummitAhead

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 15, tzinfo=UTC)


def needed(person) -> set[str]:
    with clock.frozen(NOW), acting_atomic(f"user:{person.pk}"):
        found = rows_of(resolve(person), NOW)
    return {row.cause for row in found} & {"summit-invitation", "nominate-delegates"}


def due(kind, moment: datetime) -> list[tuple[str, str, set[int]]]:
    with acting_atomic("system:reminders"), clock.frozen(moment):
        return [(each.step, each.url, set(each.recipient_ids)) for each in kind().due(moment)]


def test_leaders_and_contacts_are_asked_to_nominate_while_seats_are_open(
    open_summit, nominate, dana_of_riverton, mayor_of_riverton, omar_of_lakeside, lee_liaison
):
    for person in (dana_of_riverton, mayor_of_riverton, omar_of_lakeside):
        assert needed(person) == {"nominate-delegates"}
    assert needed(lee_liaison) == set()
    for slug in ("executive", "law-enforcement", "usao", "prosecutor", "analyst", "choice"):
        nominate(slug)
    assert needed(dana_of_riverton) == set()
    assert needed(omar_of_lakeside) == {"nominate-delegates"}


def test_the_invited_person_is_asked_until_they_answer(open_summit, nominate, acting_as):
    delegate = nominate("usao")
    assert needed(delegate.person) == {"summit-invitation"}
    with acting_as(delegate.person) as by:
        registrations.decline(delegate, version=1, by=by)
    assert needed(delegate.person) == set()


def test_an_invitation_is_due_on_the_day_its_page_says(open_summit, nominate):
    with clock.frozen(NOW):
        delegate = nominate("usao")
    # 5 pm in New York; the day before the summit at the latest.
    for days, due_at in (
        ([], datetime(2026, 12, 15, 22, tzinfo=UTC)),
        ([30], datetime(2026, 12, 31, 22, tzinfo=UTC)),
        ([99], datetime(2027, 3, 8, 22, tzinfo=UTC)),
    ):
        if days:
            with acting_atomic("system:reference"):
                ReminderDays.objects.update_or_create(slug="summit-answer", defaults={"days": days})
        with clock.frozen(NOW), acting_atomic(f"user:{delegate.person_id}"):
            rows = rows_of(resolve(delegate.person), NOW)
        assert [row.due_at for row in rows] == [due_at]


@pytest.mark.parametrize(
    ("moment", "step"),
    [
        (datetime(2026, 12, 1, 15, tzinfo=UTC), "open"),
        (datetime(2027, 1, 23, 15, tzinfo=UTC), "45"),
        (datetime(2027, 2, 17, 3, tzinfo=UTC), "21"),
    ],
)
def test_an_unfilled_delegation_is_reminded_of(
    open_summit, moment, step, dana_of_riverton, mayor_of_riverton, lee_liaison
):
    [(said, url, people)] = due(DelegationUnfilled, moment)
    assert (said, url) == (step, "/summits/2027/delegation/riverton-ex/")
    assert people == {dana_of_riverton.pk, mayor_of_riverton.pk}


def test_a_full_delegation_and_a_summit_without_places_are_not(
    open_summit, nominate, dana_of_riverton
):
    for slug in ("executive", "law-enforcement", "usao", "prosecutor", "analyst", "choice"):
        nominate(slug)
    assert due(DelegationUnfilled, NOW) == []


def test_confirmed_people_are_reminded_a_week_before(open_summit, nominate, acting_as):
    people = [nominate(slug) for slug in ("usao", "analyst", "choice")]
    for each in people[:2]:
        with acting_as(each.person) as by:
            registrations.accept(each, attendance=Attendance.IN_PERSON, version=1, by=by)
    assert due(SummitAhead, datetime(2027, 3, 1, 15, tzinfo=UTC)) == []
    found = due(SummitAhead, datetime(2027, 3, 2, 15, tzinfo=UTC))
    assert {pk for _, _, who in found for pk in who} == {each.person_id for each in people[:2]}
