"""Rules of summits that hold when two people act at once, or when something changes late."""

from datetime import UTC, date, datetime

import pytest
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client

from foundation.accounts.models import User
from foundation.notifications.models import Notification
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from summits import policies
from summits.actions import agenda, choices, grants, reference, summits
from summits.enums import GrantRole
from summits.errors import AgendaInUse, ManagersOnly, PlaceNeeded, UnlikelyDays
from summits.models import Choice, Gate, LeadTime, Session, SessionSeats, Summit, SummitStep
from summits.presenters.steps import WORDS
from summits.reminders import GateAhead
from tests.pages import words
from tests.reference.files import rows
from tests.summits.conftest import FACTS, now

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
    assert told(dana_of_riverton) == ["no longer has a time"]
    with acting_as(mona_manager) as by:
        agenda.place(fresh(session), room=None, starts=at(11), ends=at(12), version=3, by=by)
    assert told(dana_of_riverton) == ["no longer has a time", "new time or room"]


def fresh(session: Session) -> Session:
    return Session.objects.select_related("summit", "room").get(pk=session.pk)


def told(person: User) -> list[str]:
    """Return what the person was told, in order, by its distinctive words."""
    with acting_atomic("system:outbox"):
        drain(limit=50)
    with acting_atomic("system:demo"):
        found = Notification.objects.filter(recipient=person).order_by("created_at")
        texts = [str(vars(each)) for each in found]
    words = ("no longer has a time", "new time or room", "is canceled", "is virtual now")
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
        said = policies.has_approvals(None, summit)
    assert said == "Record the concept approval and the conference approval first."


def test_lead_times_cannot_be_deleted():
    assert not admin.site.get_model_admin(LeadTime).has_delete_permission(HttpRequest())


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_years_far_away_are_refused_with_a_sentence(day, summit, acting_as, mona_manager):
    days = {"starts_on": day, "ends_on": day}
    with acting_as(mona_manager) as by:
        with pytest.raises(UnlikelyDays, match="from 2000 to 2100"):
            summits.plan(**FACTS | days | {"slug": "far"}, by=by)
        with pytest.raises(UnlikelyDays, match="from 2000 to 2100"):
            summits.change(summit, version=1, values=days, by=by)


def test_access_says_no_name_in_the_history_and_ends_in_a_likely_year(
    summit, acting_as, mona_manager, dana_of_riverton
):
    given = {"email": dana_of_riverton.email, "role": GrantRole.ORGANIZER}
    with acting_as(mona_manager) as by:
        with pytest.raises(UnlikelyDays, match="from 2000 to 2100"):
            grants.give(summit, **given, last_day=date.max, by=by)
        grants.end(grants.give(summit, **given, by=by), by=by)
        steps = SummitStep.objects.filter(step__in=("granted", "revoked"))
        assert [each.about for each in steps] == ["Organizer", "Organizer"]


def test_the_agenda_says_every_warning_and_that_one_day_is_empty(
    session, client, client_of, acting_as, mona_manager
):
    with acting_atomic("system:demo"):
        Session.objects.filter(pk=session.pk).update(expected=72, needs=["projector"])
    manager = client_of(mona_manager)
    text = words(manager.get(f"{PAGE}agenda/"))
    assert "is in a room that is too small: 72 expected, 2 seats in Harbor 1." in text
    assert "needs what Harbor 1 doesn't have: projector." in text
    assert "72 expected, 2 seats Missing: projector Move" in text
    text = manager.get(f"{PAGE}agenda/?day=2027-03-10").content.decode()
    assert "No sessions on this day yet." in text
    public = {"is_published": True, "is_agenda_public": True}
    with acting_as(mona_manager) as by:
        summits.publish(session.summit, **public, version=1, by=by)
    path = f"/summits/sessions/{session.pk}/"
    assert "of 2 taken" in manager.get(path).content.decode()
    assert "of 2 taken" not in client.get(path).content.decode()


def test_pages_promise_only_what_the_portal_does(summit, approve, client_of, mona_manager):
    client = client_of(mona_manager)
    assert "change the text of their own" not in client.get(f"{PAGE}access/new/").content.decode()
    approve(summit)
    text = client.get(f"{PAGE}open-registration/").content.decode()
    assert "delegations" not in text
    assert all("without notices" not in says for says, _done in WORDS.values())


def test_the_agenda_does_not_move_under_people(
    session, approve, acting_as, mona_manager, dana_of_riverton
):
    summit = approve(session.summit, "open-registration")
    with acting_as(mona_manager) as by:
        grants.give(summit, email=dana_of_riverton.email, role=GrantRole.ORGANIZER, by=by)
        for values, refusal in (
            ({"time_zone": "America/Chicago"}, AgendaInUse),
            ({"starts_on": date(2027, 3, 10)}, AgendaInUse),
            ({"venue": ""}, PlaceNeeded),
        ):
            with pytest.raises(refusal):
                summits.change(summit, version=summit.version, values=values, by=by)
    values = {"ends_on": date(2027, 3, 10)}
    with acting_as(dana_of_riverton) as by, pytest.raises(ManagersOnly):
        summits.change(summit, version=summit.version, values=values, by=by)
    with acting_as(mona_manager) as by:
        summits.change(summit, version=summit.version, values=values, by=by)


def test_a_summit_that_turns_virtual_or_is_canceled_is_told_and_said(
    session, approve, acting_as, mona_manager, dana_of_riverton, client_of
):
    approve(session.summit, "open-registration")
    told(dana_of_riverton)
    with acting_as(dana_of_riverton) as by:
        choices.choose(fresh(session), by=by)
    client = client_of(dana_of_riverton)
    for step, word in (("go-virtual", "is virtual now"), ("cancel", "is canceled")):
        with acting_as(mona_manager) as by:
            version = Summit.objects.get(pk=session.summit_id).version
            summits.take(session.summit, step, reason="Storm.", version=version, by=by)
        assert told(dana_of_riverton)[-1:] == [word]
        if step == "go-virtual":
            assert "Harbor 1" not in client.get(f"{PAGE}my-agenda/").content.decode()
    for path in ("agenda/", "agenda/program/", "my-agenda/"):
        assert "won't take place" in shown(client, path), path
    assert "won't take place" in client.get(f"/summits/sessions/{session.pk}/").content.decode()
    text = shown(client, "my-agenda/calendar/")
    assert "STATUS:CANCELLED" in text
    assert "Harbor 1" not in text


def test_a_virtual_session_has_a_seat_for_everyone(
    session, approve, acting_as, mona_manager, dana_of_riverton
):
    approve(session.summit, "open-registration")
    with acting_atomic("system:demo"):
        SessionSeats.objects.filter(pk=session.pk).update(taken=2)
    with acting_as(dana_of_riverton) as by:
        waits = choices.choose(fresh(session), by=by)
        assert not waits.has_seat
    with acting_as(mona_manager) as by:
        version = Summit.objects.get(pk=session.summit_id).version
        summits.take(session.summit, "go-virtual", reason="Storm.", version=version, by=by)
    with acting_as(dana_of_riverton) as by:
        waits.refresh_from_db()
        assert waits.has_seat
        choices.leave(fresh(session), by=by)
        assert choices.choose(fresh(session), by=by).has_seat


def test_a_canceled_summit_can_be_taken_off_the_public_pages(
    summit, acting_as, mona_manager, client, client_of
):
    with acting_as(mona_manager) as by:
        summits.publish(summit, is_published=True, is_agenda_public=True, version=1, by=by)
        held = summits.take(summit, "cancel", reason="Storm.", version=2, by=by)
    assert "Choose what" in client_of(mona_manager).get(PAGE).content.decode()
    with acting_as(mona_manager) as by:
        version = held.version
        summits.publish(summit, is_published=False, is_agenda_public=False, version=version, by=by)
    assert client.get(PAGE).status_code == 404


def test_imported_summits_have_no_agenda(db, client_of, mona_manager):
    with acting_atomic("system:reference"):
        reference.load_summits(rows("summits/data/summits.csv"))
    client = client_of(mona_manager)
    for path in ("agenda/", "agenda/program/", "agenda/program/pdf/", "my-agenda/"):
        assert client.get(f"/summits/2024/{path}").status_code == 404, path


@pytest.mark.usefixtures("before_the_summit")
def test_organizers_are_reminded_only_of_what_they_can_do(
    summit, acting_as, mona_manager, dana_of_riverton
):
    with acting_as(mona_manager) as by:
        grants.give(summit, email=dana_of_riverton.email, role=GrantRole.ORGANIZER, by=by)
    with acting_atomic("system:reminders"):
        found = {due.action: due for due in GateAhead().due(datetime(2027, 1, 2, tzinfo=UTC))}
    for action, count in (("get the conference approval", 1), ("lock the agenda", 2)):
        if action in found:
            assert len(found[action].recipients) == count, action
    assert "lock the agenda" in found


def shown(client: Client, path: str) -> str:
    return client.get(f"{PAGE}{path}").content.decode()
