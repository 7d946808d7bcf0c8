"""Sessions are moved by the table of free cells, and a move is taken back."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.tenancy.context import acting_atomic
from summits.models import Room, Session, SessionSeats, SessionSpeaker, Speaker, no_time
from summits.views import moving
from tests.factories.summits import SummitFactory
from tests.pages import markup, words

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')
ZONE = ZoneInfo("America/New_York")
MAX_STATEMENTS = 7


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, 9, hour, minute, tzinfo=ZONE)


def session_of(summit, title, starts=None, room=None, speaker=None) -> Session:
    during = DateTimeTZRange(starts, starts + timedelta(hours=1)) if starts else no_time()
    made = Session.objects.create(summit=summit, title=title, room=room, during=during)
    SessionSeats.objects.create(session=made)
    if speaker:
        SessionSpeaker.objects.create(
            summit=summit, session=made, speaker=speaker, during=made.during
        )
    return made


@pytest.fixture
def built(summit):
    """Two rooms; "Murder books" and "From lead to arrest" share a speaker, "Grants" has no time yet."""
    with acting_atomic("system:demo"):
        ballroom = Room.objects.create(summit=summit, name="Ballroom", seats=600)
        harbor = Room.objects.create(summit=summit, name="Harbor 1", seats=48)
        speaker = Speaker.objects.create(summit=summit, name="Speaker 5")
        return {
            "moved": session_of(summit, "Murder books", at(11), harbor, speaker),
            "same-speaker": session_of(summit, "From lead to arrest", at(9, 30), ballroom, speaker),
            "other": session_of(summit, "NIBIN", at(13, 30), harbor),
            "waiting": session_of(summit, "Grants"),
        }


@pytest.fixture
def manager(client_of, mona_manager):
    return client_of(mona_manager)


def fields(page, form: str) -> dict[str, str]:
    """Return what a form of the page sends, without its button."""
    text = markup(page)
    inside = text[text.index(form) :].split("</form>")[0]
    return {name: unescape(value) for name, value in HIDDEN.findall(inside) if name != "nonce"}


def now(session: Session) -> tuple[datetime | None, str]:
    with acting_atomic("system:demo"):
        found = Session.objects.select_related("room").get(pk=session.pk)
        return found.starts_at, found.room_name


def test_free_cells_are_buttons_and_the_others_say_why(built, manager):
    page = manager.get(f"/summits/sessions/{built['moved'].pk}/move/")
    text = words(page)
    assert "Murder books · Tue Mar 9, 11:00 am \N{EN DASH} 12:00 pm ET, Harbor 1" in text
    # A row for each time at which a session of the day begins or ends.
    for row in (
        "9:30 am “From lead to arrest” Speaker 5 is in Ballroom Speaker 5 is in Ballroom",
        "10:30 am Move here Move here Move here",
        "11:00 am Move here Leave it here : Harbor 1, 11:00 am Move here",
        "1:30 pm Move here “NIBIN” Move here",
    ):
        assert row in text
    longer = words(manager.get(f"/summits/sessions/{built['moved'].pk}/move/?minutes=120"))
    assert "12:00 pm Move here “NIBIN” begins at 1:30 pm Move here" in longer
    third = words(manager.get(f"/summits/sessions/{built['moved'].pk}/move/?day=2027-03-11"))
    assert "Thursday, March 11" in third
    assert "8:00 am Move here Move here Move here" in third
    assert "5:00 pm Move here Move here Move here" in third


def test_a_cell_moves_the_session_and_the_next_page_takes_it_back(built, manager):
    moved = built["moved"]
    form = fields(manager.get(f"/summits/sessions/{moved.pk}/move/"), 'id="at-1330"')
    with acting_atomic("system:demo"):
        ballroom, harbor = Room.objects.order_by("name").values_list("pk", flat=True)
    place = f"/summits/sessions/{moved.pk}/place/"
    refused = manager.post(place, form | {"room": str(harbor)})
    assert refused.status_code == 409
    assert "Harbor 1 has “NIBIN” on Tue Mar 9 from 1:30 pm to 2:30 pm" in words(refused)
    assert 'value="13:30"' in markup(refused)
    assert now(moved) == (at(11), "Harbor 1")
    done = manager.post(place, form | {"room": str(ballroom)}, follow=True)
    assert now(moved) == (at(13, 30), "Ballroom")
    assert done.redirect_chain[-1][0].endswith(f"#session-{moved.pk}")
    assert "Before: Tue Mar 9, 11:00 am \N{EN DASH} 12:00 pm ET, Harbor 1." in words(done)
    undo = fields(done, f'action="{place}"')
    manager.post(place, undo)
    assert now(moved) == (at(11), "Harbor 1")
    late = words(manager.post(place, undo))
    assert "Someone else changed this" in late
    assert now(moved) == (at(11), "Harbor 1")


def test_a_session_without_a_time_is_placed_and_taken_off_again(built, manager):
    waiting = built["waiting"]
    agenda = manager.get("/summits/2027/agenda/?day=2027-03-09")
    assert f'href="/summits/sessions/{waiting.pk}/move/"' in markup(agenda)
    form = fields(manager.get(f"/summits/sessions/{waiting.pk}/move/?minutes=45"), 'id="at-0930"')
    done = manager.post(f"/summits/sessions/{waiting.pk}/place/", form | {"room": ""}, follow=True)
    assert now(waiting) == (at(9, 30), "")
    undo = f"/summits/sessions/{waiting.pk}/take-off/"
    back = manager.post(undo, fields(done, f'action="{undo}"'), follow=True)
    assert now(waiting) == (None, "")
    assert "Before: Tue Mar 9, 9:30 am \N{EN DASH} 10:15 am ET." in words(back)


def test_an_undo_that_was_altered_or_is_old_is_not_offered(built, manager, monkeypatch):
    waiting = built["waiting"]
    form = fields(manager.get(f"/summits/sessions/{waiting.pk}/move/"), 'id="at-0930"')
    answer = manager.post(f"/summits/sessions/{waiting.pk}/place/", form | {"room": ""})
    page = answer.headers["Location"]
    assert "Undo" in words(manager.get(page))
    assert "Undo" not in words(manager.get(page.replace("undo=", "undo=x")))
    monkeypatch.setattr(moving, "UNDO_LASTS", -1)
    assert "Undo" not in words(manager.get(page))


def test_only_organizers_move_sessions(
    built, client_of, dana_of_riverton, client, statements_of, mona_manager
):
    page = f"/summits/sessions/{built['moved'].pk}/move/"
    assert client_of(dana_of_riverton).get(page).status_code == 403
    assert client.get(page).status_code == 302
    assert statements_of(mona_manager, page) <= MAX_STATEMENTS


def test_rows_are_times_of_the_place_on_the_day_the_clocks_change(manager, db):
    with acting_atomic("system:demo"):
        day = date(2027, 3, 14)
        summit = SummitFactory(
            slug="spring", time_zone="America/New_York", starts_on=day, ends_on=day
        )
        early = datetime(2027, 3, 14, 5, 30, tzinfo=UTC)  # 12:30 am; clocks skip 2 am
        session = session_of(summit, "Night", early)
        session_of(summit, "Late", early + timedelta(hours=21))  # 10:30 pm
    page = f"/summits/sessions/{session.pk}/move/"
    assert "11:30 pm" not in words(manager.get(page)), "it would end on the next day"
    form = fields(manager.get(f"{page}?minutes=120"), 'id="at-0130"')
    assert (form["starts"], form["ends"]) == ("01:30", "04:30")
    manager.post(f"/summits/sessions/{session.pk}/place/", form | {"room": ""})
    assert now(session)[0] == datetime(2027, 3, 14, 6, 30, tzinfo=UTC)
