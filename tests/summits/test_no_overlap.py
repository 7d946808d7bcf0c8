"""A room and a speaker are never in two sessions at once, whoever writes."""

from datetime import UTC, datetime, timedelta

import psycopg2.errorcodes
import pytest
from django.db import IntegrityError, connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.tenancy.context import acting_atomic, atomic_savepoint
from summits.models import Room, Session, SessionSpeaker, Speaker, no_time

NINE = datetime(2027, 3, 9, 14, tzinfo=UTC)  # 9 am in New York


def hour(first: int, hours: int = 1) -> DateTimeTZRange:
    return DateTimeTZRange(NINE + timedelta(hours=first), NINE + timedelta(hours=first + hours))


@pytest.fixture
def agenda(summit):
    with acting_atomic("system:demo"):
        rooms = [Room.objects.create(summit=summit, name=name, seats=90) for name in "AB"]
        speaker = Speaker.objects.create(summit=summit, name="Speaker 1")
        sessions = [
            Session.objects.create(summit=summit, title=f"Session {n}", room=room, during=hour(n))
            for n, room in enumerate(rooms)
        ]
        for session in sessions:
            SessionSpeaker.objects.create(
                summit=summit, session=session, speaker=speaker, during=session.during
            )
    return rooms, speaker, sessions


def refused(constraint, code, act) -> None:
    with acting_atomic("system:demo"), pytest.raises(IntegrityError) as error, atomic_savepoint:
        act()
    assert error.value.__cause__.pgcode == code
    assert error.value.__cause__.diag.constraint_name == constraint


def test_sql_gets_23p01_for_a_room(agenda):
    rooms, _speaker, sessions = agenda
    refused(
        "a_room_has_one_session_at_a_time",
        psycopg2.errorcodes.EXCLUSION_VIOLATION,
        lambda: Session.objects.filter(pk=sessions[1].pk).update(room=rooms[0], during=hour(0)),
    )


def test_sql_gets_23p01_for_a_speaker_whose_session_moves(agenda):
    _rooms, _speaker, sessions = agenda
    refused(
        "a_speaker_has_one_session_at_a_time",
        psycopg2.errorcodes.EXCLUSION_VIOLATION,
        lambda: Session.objects.filter(pk=sessions[1].pk).update(during=hour(0)),
    )


def test_a_speakers_time_follows_the_session_and_cannot_differ(agenda):
    _rooms, _speaker, sessions = agenda
    with acting_atomic("system:demo"):
        Session.objects.filter(pk=sessions[1].pk).update(during=hour(5))
        assert SessionSpeaker.objects.get(session=sessions[1]).during == hour(5)
    refused(
        "slot_has_the_time_of_its_session",
        psycopg2.errorcodes.FOREIGN_KEY_VIOLATION,
        lambda: SessionSpeaker.objects.filter(session=sessions[1]).update(during=hour(7)),
    )


def test_adjacent_sessions_and_sessions_without_a_time_never_clash(agenda, summit):
    rooms, speaker, _sessions = agenda
    with acting_atomic("system:demo"):
        Session.objects.create(summit=summit, title="Next", room=rooms[0], during=hour(1))
        for number in range(3):
            waiting = Session.objects.create(summit=summit, title=f"Waiting {number}")
            SessionSpeaker.objects.create(
                summit=summit, session=waiting, speaker=speaker, during=no_time()
            )


def test_a_room_of_another_summit_is_refused(agenda, summit, acting_as, mona_manager):
    from summits.actions import summits
    from tests.summits.conftest import FACTS

    with acting_as(mona_manager) as by:
        other = summits.plan(**FACTS | {"slug": "2028"}, by=by)
    rooms, _speaker, _sessions = agenda
    refused(
        "session_is_in_a_room_of_its_summit",
        psycopg2.errorcodes.FOREIGN_KEY_VIOLATION,
        lambda: Session.objects.create(
            summit=other, title="Elsewhere", room=rooms[0], during=hour(40)
        ),
    )


def test_raw_sql_of_the_app_is_refused_too(agenda):
    rooms, _speaker, sessions = agenda
    with acting_atomic("system:demo"), connection.cursor() as cursor:
        with pytest.raises(IntegrityError) as error, atomic_savepoint:
            cursor.execute(
                "UPDATE summits_session SET during = %s, room_id = %s WHERE id = %s",
                [hour(0), rooms[0].pk, sessions[1].pk],
            )
        assert error.value.__cause__.pgcode == "23P01"
