"""Rules of summits that hold when two people act at once, or when something changes late."""

from datetime import datetime

import pytest
from django.contrib import admin
from django.http import HttpRequest

from foundation.accounts.models import User
from foundation.notifications.models import Notification
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from summits import policies
from summits.actions import agenda, choices, summits
from summits.models import Choice, Gate, LeadTime, Session
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


def test_a_session_taken_off_and_placed_again_is_told_twice(
    session, approve, acting_as, mona_manager, dana_of_riverton
):
    approve(session.summit, "open-registration")
    assert told(dana_of_riverton) == []
    with acting_as(dana_of_riverton) as by:
        choices.choose(fresh(session), by=by)
    with acting_as(mona_manager) as by:
        agenda.unplace(fresh(session), version=2, by=by)
    assert told(dana_of_riverton) == ["has no time any more"]
    with acting_as(mona_manager) as by:
        agenda.place(fresh(session), room=None, starts=at(11), ends=at(12), version=3, by=by)
    assert told(dana_of_riverton) == ["has no time any more", "new time or room"]


def fresh(session: Session) -> Session:
    return Session.objects.select_related("summit", "room").get(pk=session.pk)


def told(person: User) -> list[str]:
    """Return what the person was told, in order, by its distinctive words."""
    with acting_atomic("system:outbox"):
        drain(limit=50)
    with acting_atomic("system:demo"):
        found = Notification.objects.filter(recipient=person).order_by("created_at")
        texts = [str(vars(each)) for each in found]
    words = ("has no time any more", "new time or room", "is canceled", "is virtual now")
    return [word for text in texts for word in words if word in text]


def test_sessions_without_a_time_are_the_organizers(
    session, client, client_of, acting_as, mona_manager, dana_of_riverton
):
    with acting_as(mona_manager) as by:
        draft = agenda.add_session(session.summit, title="Secret draft", by=by)
        public = {"is_published": True, "is_agenda_public": True}
        summits.publish(session.summit, **public, version=1, by=by)
    for reader in (client, client_of(dana_of_riverton)):
        text = reader.get(f"{PAGE}agenda/").content.decode()
        assert "Opening" in text
        assert "Secret draft" not in text
        assert reader.get(f"/summits/sessions/{draft.pk}/").status_code == 404
    text = client_of(mona_manager).get(f"{PAGE}agenda/").content.decode()
    assert "Secret draft" in text


def test_an_approval_whose_deadline_is_missing_is_missing(summit):
    with acting_atomic("system:demo"):
        Gate.objects.filter(summit=summit, kind="concept").delete()
        said = policies.has_approvals(None, policies.Standing(summit))
    assert said == "Record the concept approval and the conference approval first."


def test_lead_times_cannot_be_deleted():
    assert not admin.site.get_model_admin(LeadTime).has_delete_permission(HttpRequest())
