"""After a summit: a site without notes, and reviews nobody recorded."""

from datetime import UTC, datetime

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.actions import agenda, followups, notes, registrations
from summits.enums import Attendance, State
from summits.models import Session, Summit
from summits.reminders import NotesMissing, ReviewDue
from tests.summits.test_registration_reminders import due

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


def test_a_site_without_notes_is_asked_from_the_third_day_until_the_review(held, dana_of_riverton):
    assert due(NotesMissing, BEFORE) == []
    [(_, url, people)] = due(NotesMissing, THIRD_DAY)
    assert (url, people) == ("/summits/2027/agenda/", {dana_of_riverton.pk})
    assert due(NotesMissing, REVIEW_DAY) == []


def test_a_site_with_a_note_is_not(held, riverton, dana_of_riverton, acting_as):
    with acting_as(dana_of_riverton) as by, clock.frozen(THIRD_DAY):
        session = Session.objects.select_related("summit").get()
        notes.write(session, site=riverton, text="Ask about on-call rosters.", by=by)
    assert due(NotesMissing, THIRD_DAY) == []


def test_a_canceled_summit_asks_nobody(held):
    with acting_atomic("system:demo"):
        Summit.objects.update(status=State.CANCELED)
    assert due(NotesMissing, THIRD_DAY) == due(ReviewDue, REVIEW_DAY) == []


def test_a_review_is_asked_for_until_it_is_recorded(held, mona_manager, acting_as):
    assert due(ReviewDue, datetime(2027, 4, 9, 12, tzinfo=UTC)) == []
    [(_, url, people)] = due(ReviewDue, REVIEW_DAY)
    assert (url, people) == ("/summits/2027/follow-up/30/", {mona_manager.pk})
    with acting_as(mona_manager) as by, clock.frozen(REVIEW_DAY):
        followups.review(held, after=30, note="Two requests.", by=by)
    assert due(ReviewDue, REVIEW_DAY) == []
    [(_, url, _)] = due(ReviewDue, datetime(2027, 6, 9, 12, tzinfo=UTC))
    assert url == "/summits/2027/follow-up/90/"
    assert due(ReviewDue, datetime(2027, 10, 1, 12, tzinfo=UTC)) == []
