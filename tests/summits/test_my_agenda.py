"""My agenda on the day: where to go now, what is over, and what to do there."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.enums import State
from summits.models import CheckIn, Choice, Room, Session, Summit
from tests.pages import markup, words

NINE = datetime(2027, 3, 9, 9, tzinfo=ZoneInfo("America/New_York"))
PAGE = "/summits/2027/my-agenda/"


def choose(summit, title, starts, person) -> Session:
    during = DateTimeTZRange(starts, starts + timedelta(hours=1))
    room = Room.objects.create(summit=summit, name=f"Room of {title}", seats=9)
    made = Session.objects.create(summit=summit, title=title, during=during, room=room)
    Choice.objects.create(
        summit=summit, session=made, person=person, room_told=room.name, made_at=NINE
    )
    return made


@pytest.mark.usefixtures("before_the_summit")
def test_the_day_as_a_delegate_lives_it(
    open_summit, register, riverton, dana_of_riverton, mona_manager, client_of
):
    with acting_atomic("system:demo"):
        opening = choose(open_summit, "Opening", NINE, dana_of_riverton)
        missed = choose(open_summit, "Early", NINE - timedelta(hours=1), dana_of_riverton)
        reviews = choose(open_summit, "Reviews", NINE + timedelta(hours=2), dana_of_riverton)
        third = choose(open_summit, "Closing", NINE + timedelta(days=2), dana_of_riverton)
        choose(open_summit, "Opening again", NINE, mona_manager)
        mine = register(riverton, came=True, sessions=[opening], person=dana_of_riverton)
    dana = client_of(dana_of_riverton)
    before = words(dana.get(PAGE))
    assert "Tue Mar 9 Thu Mar 11" in before
    assert "Write a note" not in before
    assert "Mark changes as read" not in before
    with clock.frozen(NINE + timedelta(hours=1, minutes=50)):
        page = dana.get(PAGE)
        text = words(page)
        assert "Early 8:00 am \N{EN DASH} 9:00 am ET · Room of Early Over" in text
        assert "Room of Opening You were there" in text
        assert "Room of Reviews Starts in 10 min" in text
        html = markup(page)
        assert html.count('class="psp-next"') == 1
        assert html.count('class="psp-over"') == 2
        for session, writes in ((missed, True), (opening, True), (reviews, True), (third, False)):
            assert (f"/summits/sessions/{session.pk}/notes/new/" in html) is writes
        assert f'href="/summits/registrations/{mine.pk}/code/"' in html
        manager = words(client_of(mona_manager).get(PAGE))
        assert "Opening again" in manager
        assert "Show my check-in code" not in manager
        assert "Write a note" not in manager
    with clock.frozen(NINE + timedelta(hours=2)):
        assert "Room of Reviews Now" in words(dana.get(PAGE))


def test_a_person_checks_themselves_in_at_a_session_that_is_on(
    open_summit, register, riverton, dana_of_riverton, omar_of_lakeside, client_of, acting_as
):
    with acting_atomic("system:demo"):
        opening = choose(open_summit, "Opening", NINE, dana_of_riverton)
        mine = register(riverton, person=dana_of_riverton)
        Summit.objects.filter(pk=open_summit.pk).update(status=State.AGENDA_LOCKED)
    dana, door = client_of(dana_of_riverton), f"/summits/sessions/{opening.pk}/check-in/"

    def offered(minutes) -> bool:
        with clock.frozen(NINE + timedelta(minutes=minutes)):
            is_offered = f'action="{door}"' in markup(dana.get(PAGE))
            if not is_offered:
                assert dana.post(door).status_code == 409
        return is_offered

    assert not offered(-10)
    with acting_atomic("system:demo"):
        Summit.objects.filter(pk=open_summit.pk).update(status=State.LIVE)
    assert not offered(-10)
    with acting_atomic("system:demo"):
        CheckIn.objects.create(
            site=riverton,
            summit=open_summit,
            registration=mine,
            person=dana_of_riverton,
            at=NINE,
            recorded_at=NINE,
        )
    assert [offered(minutes) for minutes in (-31, -30, 59, 60)] == [False, True, True, False]
    with clock.frozen(NINE):
        assert client_of(omar_of_lakeside).post(door).status_code == 409
        for _ in range(2):
            said = words(dana.post(door, follow=True))
            assert "You're checked in at “Opening.”" in said
        assert f'action="{door}"' not in markup(dana.get(PAGE))
    with acting_atomic("system:demo"):
        [done] = CheckIn.objects.exclude(session=None)
    assert (done.session_id, done.recorded_by_id) == (opening.pk, dana_of_riverton.pk)
    assert (done.registration_id, done.site_id) == (mine.pk, riverton.pk)
