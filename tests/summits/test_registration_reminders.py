"""What needs people of a delegation, and the reminders of open seats and of the week before."""

from datetime import UTC, datetime

import pytest

from foundation.accounts.actors import resolve
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.needs.reading import rows_of
from foundation.notifications.gate import refusal
from foundation.notifications.models import ReminderDays
from foundation.notifications.notices import Due
from foundation.tenancy.context import acting_atomic
from sites.models import Membership
from summits.actions import registrations
from summits.enums import Attendance, State
from summits.models import Summit
from summits.reminders import DelegationUnfilled, SummitAhead

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 1, 15, tzinfo=UTC)


def needed(person) -> set[str]:
    with clock.frozen(NOW), acting_atomic(f"user:{person.pk}"):
        found = rows_of(resolve(person), NOW)
    return {row.cause for row in found} & {"summit-invitation", "nominate-delegates"}


def declared(kind, moment: datetime) -> list[Due]:
    """Return the notices that a reminder declares at a moment."""
    with acting_atomic("system:reminders"), clock.frozen(moment):
        return list(kind().due(moment))


def due(kind, moment: datetime) -> list[tuple[str, str, set[int]]]:
    return [(each.step, each.url, set(each.recipient_ids)) for each in declared(kind, moment)]


def reaches(notice: Due, person: User) -> bool:
    """Return whether a notice reaches a person if it is sent now."""
    with acting_atomic("system:outbox"):
        return refusal(person, notice.gate, notice.site_id) is None


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


def test_a_full_delegation_and_a_summit_that_begins_are_not(
    open_summit, nominate, dana_of_riverton, lee_liaison
):
    assert due(DelegationUnfilled, datetime(2027, 3, 9, 15, tzinfo=UTC)) == []
    [planned] = declared(DelegationUnfilled, NOW)
    assert reaches(planned, dana_of_riverton)
    assert not reaches(planned, lee_liaison)
    for slug in ("executive", "law-enforcement", "usao", "prosecutor", "analyst", "choice"):
        nominate(slug)
    assert due(DelegationUnfilled, NOW) == []
    assert not reaches(planned, dana_of_riverton)


def test_who_no_longer_leads_a_site_is_not_reminded_of_its_delegation(
    open_summit, dana_of_riverton, mayor_of_riverton
):
    with acting_atomic("system:demo"):
        Membership.objects.of_user(mayor_of_riverton.pk).update(ends_at=NOW)
    [(_, _, people)] = due(DelegationUnfilled, NOW)
    assert people == {dana_of_riverton.pk}


def test_confirmed_people_are_reminded_a_week_before(open_summit, nominate, acting_as):
    people = [nominate(slug) for slug in ("usao", "analyst", "choice")]
    for each in people[:2]:
        with acting_as(each.person) as by:
            registrations.accept(each, attendance=Attendance.IN_PERSON, version=1, by=by)
    # The second one is past midnight in UTC, and still March 1 in New York; the third one is the first day.
    for early_or_late in ((2027, 3, 1, 15), (2027, 3, 2, 4), (2027, 3, 9, 15)):
        assert due(SummitAhead, datetime(*early_or_late, tzinfo=UTC)) == []
    day = datetime(2027, 3, 2, 15, tzinfo=UTC)
    found = due(SummitAhead, day)
    assert {pk for _, _, who in found for pk in who} == {each.person_id for each in people[:2]}
    planned = {pk: each for each in declared(SummitAhead, day) for pk in each.recipient_ids}
    comes = people[0].person
    assert reaches(planned[comes.pk], comes)
    with acting_as(comes) as by:
        registrations.cancel(people[0], version=2, by=by)
    assert not reaches(planned[comes.pk], comes)
    with acting_atomic("system:demo"):
        Summit.objects.update(status=State.WRAP_UP)
    assert due(SummitAhead, day) == []
