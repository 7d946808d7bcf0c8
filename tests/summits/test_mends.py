"""Rules of summits that hold when two people act at once, or when something changes late."""

from datetime import datetime

import pytest

from foundation.tenancy.context import acting_atomic
from summits.actions import agenda, summits
from summits.models import Choice, Session
from tests.summits.conftest import now

DAY = datetime(2027, 3, 9)  # noqa: DTZ001 -- the summit's own time
PAGE = "/summits/2027/"


def at(hour: int, day: int = 9) -> datetime:
    return DAY.replace(day=day, hour=hour)


@pytest.fixture
def session(summit, acting_as, mona_manager) -> Session:
    """A session from 9 to 10 in a room with two seats."""
    with acting_as(mona_manager) as by:
        room = agenda.add_room(summit, name="Harbor 1", seats=2, by=by)
        made = agenda.add_session(summit, title="Opening", by=by)
        return agenda.place(made, room=room, starts=at(9), ends=at(10), version=1, by=by)


def test_a_form_shown_again_keeps_the_version_it_was_based_on(
    summit, acting_as, mona_manager, client_of
):
    with acting_as(mona_manager) as by:
        summits.change(summit, version=1, values={"theme": "Together"}, by=by)
    client = client_of(mona_manager)
    form = {
        "name": "Renamed",
        "theme": "",
        "time_zone": "America/New_York",
        "starts_on": "",
        "ends_on": "2027-03-11",
        "version": "1",
    }
    again = client.post(f"{PAGE}details/", form).content.decode()
    assert 'name="version" value="1"' in again
    stale = client.post(f"{PAGE}details/", form | {"starts_on": "2027-03-09"})
    assert stale.status_code == 409
    assert 'name="version" value="2"' in stale.content.decode()
    assert "<b>Theme</b> Together" in stale.content.decode()
    assert now(summit).theme == "Together"


def test_a_form_of_a_session_shown_again_keeps_its_version(
    session, acting_as, mona_manager, client_of
):
    client, path = client_of(mona_manager), f"/summits/sessions/{session.pk}/place/"
    form = {"day": "2027-03-10", "starts": "09:00", "ends": "", "room": "", "version": "1"}
    assert 'name="version" value="1"' in client.post(path, form).content.decode()
    stale = client.post(path, form | {"ends": "10:00"}).content.decode()
    assert 'name="version" value="2"' in stale
    assert "<b>Room</b> Harbor 1" in stale


def test_choosing_on_a_second_device_keeps_the_seat(session, approve, client_of, dana_of_riverton):
    approve(session.summit, "open-registration")
    client, path = client_of(dana_of_riverton), f"/summits/sessions/{session.pk}/choose/"
    assert 'name="wanted" type="hidden" value="choose"' in client.get(path).content.decode()
    for _ in range(2):
        done = client.post(path, {"wanted": "choose"}, follow=True).content.decode()
        assert "Session added to your agenda." in done
    assert 'name="wanted" type="hidden" value="leave"' in client.get(path).content.decode()
    client.post(path, {"wanted": "leave"})
    with acting_atomic("system:demo"):
        assert not Choice.objects.exists()
