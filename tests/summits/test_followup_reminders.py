"""After a summit: a site without notes, and reviews nobody recorded."""

from datetime import UTC, datetime, timedelta

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.actions import agenda, followups, grants, notes, registrations
from summits.enums import Attendance, GrantRole, Registered, State
from summits.models import Session, Summit
from summits.reminders import NotesMissing, ReviewDue
from tests.factories.accounts import UserFactory
from tests.summits.test_registration_reminders import declared, due, reaches

pytestmark = pytest.mark.django_db
# The summit's last day is March 11, 2027, in New York; the third day after it begins at 4 in the morning UTC.
THIRD_DAY = datetime(2027, 3, 14, 12, tzinfo=UTC)
BEFORE = datetime(2027, 3, 14, 3, tzinfo=UTC)
REVIEW_DAY = datetime(2027, 4, 10, 12, tzinfo=UTC)


@pytest.fixture
def held(open_summit, nominate, dana_of_riverton, acting_as, mona_manager) -> Summit:
    """A summit that Riverton's contact attended, with one session."""
    mine = nominate("usao", person=dana_of_riverton)
    with acting_as(dana_of_riverton) as by:
        registrations.accept(mine, attendance=Attendance.IN_PERSON, version=1, by=by)
    with acting_as(mona_manager) as by:
        agenda.add_session(open_summit, title="From lead to arrest", by=by)
    with acting_atomic("system:demo"):
        Summit.objects.update(status=State.WRAP_UP)
        return Summit.objects.get(pk=open_summit.pk)


def test_a_site_without_notes_is_asked_from_the_third_day_until_the_review(
    held, register, riverton, dana_of_riverton
):
    with acting_atomic("system:demo"):
        register(riverton, person=UserFactory(), state=Registered.CANCELED, has_place=False)
    assert due(NotesMissing, BEFORE) == []
    [(_, url, people)] = due(NotesMissing, THIRD_DAY)
    assert (url, people) == ("/summits/2027/agenda/", {dana_of_riverton.pk})
    assert due(NotesMissing, REVIEW_DAY) == []


def test_a_site_with_a_note_is_not(
    held, riverton, lakeside, dana_of_riverton, omar_of_lakeside, acting_as
):
    [planned] = declared(NotesMissing, THIRD_DAY)
    for person, site, is_asked in (
        (omar_of_lakeside, lakeside, True),
        (dana_of_riverton, riverton, False),
    ):
        with acting_as(person) as by, clock.frozen(THIRD_DAY):
            session = Session.objects.select_related("summit").get()
            notes.write(session, site=site, text="Ask about on-call rosters.", by=by)
        assert reaches(planned, dana_of_riverton) is is_asked
    assert due(NotesMissing, THIRD_DAY) == []


def test_a_notice_of_notes_reaches_only_those_who_write_them(held, ana_analyst):
    [planned] = declared(NotesMissing, THIRD_DAY)
    assert not reaches(planned, ana_analyst)


def test_a_canceled_summit_asks_nobody(held):
    with acting_atomic("system:demo"):
        Summit.objects.update(status=State.CANCELED)
    assert due(NotesMissing, THIRD_DAY) == due(ReviewDue, REVIEW_DAY) == []


def test_a_review_is_asked_for_until_it_is_recorded(
    held, mona_manager, dana_of_riverton, acting_as
):
    assert due(ReviewDue, datetime(2027, 4, 9, 12, tzinfo=UTC)) == []
    [(_, url, people)] = due(ReviewDue, REVIEW_DAY)
    assert (url, people) == ("/summits/2027/follow-up/30/", {mona_manager.pk})
    [planned] = declared(ReviewDue, REVIEW_DAY)
    assert [reaches(planned, who) for who in (mona_manager, dana_of_riverton)] == [True, False]
    with acting_as(mona_manager) as by, clock.frozen(REVIEW_DAY):
        followups.review(held, after=30, note="Two requests.", by=by)
    assert due(ReviewDue, REVIEW_DAY) == []
    assert not reaches(planned, mona_manager)
    for moment in (datetime(2027, 6, 9, 12, tzinfo=UTC), datetime(2027, 9, 7, 12, tzinfo=UTC)):
        [second] = declared(ReviewDue, moment)
        assert second.url == "/summits/2027/follow-up/90/"
        assert reaches(second, mona_manager)
    assert due(ReviewDue, datetime(2027, 9, 8, 12, tzinfo=UTC)) == []


def test_those_who_organize_a_summit_by_then_are_asked_to_review_it(
    held, mona_manager, dana_of_riverton, cora_coordinator, lee_liaison, acting_as
):
    with acting_as(mona_manager) as by, clock.frozen(THIRD_DAY):
        for person, role in (
            (dana_of_riverton, GrantRole.ORGANIZER),
            (cora_coordinator, GrantRole.SPEAKER),
            (lee_liaison, GrantRole.ORGANIZER),
        ):
            given = grants.give(held, email=person.email, role=role, by=by)
    with acting_as(mona_manager) as by, clock.frozen(THIRD_DAY + timedelta(hours=1)):
        grants.end(given, by=by)
    [(_, _, people)] = due(ReviewDue, REVIEW_DAY)
    assert people == {mona_manager.pk, dana_of_riverton.pk}
