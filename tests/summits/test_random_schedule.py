"""A schedule made at random, by action, page, API, admin, and SQL: no room and no speaker is ever in two places."""

import random
from datetime import datetime, timedelta
from itertools import pairwise, product
from zoneinfo import ZoneInfo

from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.tenancy.context import acting_atomic, atomic_savepoint
from foundation.workflow.errors import DomainError
from summits.actions import agenda, grants
from summits.enums import GrantRole
from summits.models import Room, Session, SessionSeats, SessionSpeaker, Speaker, no_time

SESSIONS, ROOMS, SPEAKERS, TRIES = 60, 12, 80, 200
ZONE = ZoneInfo("America/New_York")
NINE = datetime(2027, 3, 9, 9)  # noqa: DTZ001 -- the summit's own time


def test_no_overlap_whoever_writes(summit, acting_as, mona_manager, adam_admin, client_of, caller):
    with acting_as(mona_manager) as by:
        grants.give(summit, email=adam_admin.email, role=GrantRole.ORGANIZER, by=by)
    chance = random.Random(20270309)  # noqa: S311 -- a schedule, not a secret
    with acting_atomic("system:demo"):
        rooms = [Room.objects.create(summit=summit, name=f"R{n}", seats=50) for n in range(ROOMS)]
        speakers = [Speaker.objects.create(summit=summit, name=f"S{n}") for n in range(SPEAKERS)]
        sessions = [Session.objects.create(summit=summit, title=f"T{n}") for n in range(SESSIONS)]
        for session in sessions:
            SessionSeats.objects.create(session=session)
            for speaker in chance.sample(speakers, 3):
                SessionSpeaker.objects.create(
                    summit=summit, session=session, speaker=speaker, during=no_time()
                )
    browsers = {
        "client": client_of(mona_manager),
        "api": caller(mona_manager),
        "adam": client_of(adam_admin),
    }
    outcomes = dict.fromkeys(product(WAYS, (True, False)), 0)
    for number in range(TRIES):
        pk, room = chance.choice(sessions).pk, chance.choice(rooms)
        starts = NINE + timedelta(days=chance.randrange(3), minutes=30 * chance.randrange(12))
        ends = starts + timedelta(minutes=30 * chance.randrange(1, 4))
        way = WAYS[number % len(WAYS)]
        done = way(pk, room, starts, ends, acting_as=acting_as, mona=mona_manager, **browsers)
        outcomes[way, done] += 1
    assert min(outcomes.values()) >= TRIES // 50, outcomes
    with acting_atomic("system:demo"):
        placed = Session.objects.placed().exclude(room=None).order_by("during")
        for room in rooms:
            alone([each.during for each in placed.filter(room=room)])
        for speaker in speakers:
            slots = SessionSpeaker.objects.filter(speaker=speaker, during__isempty=False)
            alone([each.during for each in slots.order_by("during")])
        assert all(
            slot.during == slot.session.during
            for slot in SessionSpeaker.objects.select_related("session")
        )


def alone(ranges) -> None:
    for first, second in pairwise(ranges):
        assert first.upper <= second.lower


def by_action(pk, room, starts, ends, *, acting_as, mona, **_rest) -> bool:
    with acting_as(mona) as by:
        session = Session.objects.select_related("summit").get(pk=pk)
        times = {"room": room, "starts": starts, "ends": ends}
        try:
            agenda.place(session, **times, version=session.version, by=by)
        except DomainError:
            return False
    return True


def by_page(pk, room, starts, ends, *, client, **_rest) -> bool:
    with acting_atomic("system:demo"):
        version = Session.objects.values_list("version", flat=True).get(pk=pk)
    form = form_of(room, starts, ends) | {"version": str(version)}
    answer = client.post(f"/summits/sessions/{pk}/place/", form)
    assert answer.status_code in {303, 409, 422}
    return bool(answer.status_code == 303)


def by_admin(pk, room, starts, ends, *, adam, **_rest) -> bool:
    with acting_atomic("system:demo"):
        version = Session.objects.values_list("version", flat=True).get(pk=pk)
    form = form_of(room, starts, ends) | {"version": str(version)}
    answer = adam.post(f"/admin/summits/session/{pk}/change/", form)
    assert answer.status_code in {302, 409}
    return bool(answer.status_code == 302)


def by_api(pk, room, starts, ends, *, api, **_rest) -> bool:
    address = f"/sessions/{pk}/place/"
    version = api.get(address).headers["ETag"]
    answer = api.post(address, form_of(room, starts, ends), If_Match=version)
    assert answer.status_code in {200, 409, 422}, answer.content
    return bool(answer.status_code == 200)


def form_of(room, starts, ends) -> dict[str, str]:
    return {
        "day": f"{starts:%Y-%m-%d}",
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "room": str(room.pk),
    }


def by_sql(pk, room, starts, ends, **_rest) -> bool:
    during = DateTimeTZRange(starts.replace(tzinfo=ZONE), ends.replace(tzinfo=ZONE))
    with acting_atomic("system:demo"):
        try:
            with atomic_savepoint:
                Session.objects.filter(pk=pk).update(room=room, during=during)
        except IntegrityError as error:
            if getattr(error.__cause__, "pgcode", "") != "23P01":
                raise
            return False
    return True


WAYS = (by_action, by_page, by_api, by_admin, by_sql)
