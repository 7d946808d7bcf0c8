"""Forms, letters, and steps about one registration that come after something else happened to it."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, ProgrammingError

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import NotFound
from summits.actions import (
    agenda,
    check_ins,
    grants,
    invitations,
    needs,
    registrations,
    rooms,
    summits,
)
from summits.enums import Attendance, Format, GrantRole, Kind, Registered
from summits.errors import AnsweredAlready, CheckedIn, NotConfirmed, NotYourRegistration
from summits.models import Needs, Places, Registration, Room
from tests.factories.accounts import UserFactory
from tests.pages import words
from tests.summits.conftest import now, version_of

pytestmark = pytest.mark.django_db
LAST_DAY = datetime(2027, 3, 11, 22, tzinfo=UTC)


def stored(registration: Registration) -> Registration:
    with acting_atomic("system:demo"):
        rows = Registration.objects.select_related("summit", "site", "person")
        return rows.get(pk=registration.pk)


def taken(registration: Registration) -> int:
    with acting_atomic("system:demo"):
        return Places.objects.get(pk=registration.summit_id).taken


@pytest.fixture
def answer(acting_as):
    """Register as the invited person."""

    def act(registration, attendance=Attendance.IN_PERSON) -> Registration:
        with acting_as(registration.person) as by:
            found = stored(registration)
            return registrations.accept(found, attendance=attendance, version=found.version, by=by)

    return act


@pytest.fixture
def take(open_summit, acting_as, mona_manager):
    """Take the summit's next steps as a manager."""

    def act(*steps: str, **values: str) -> None:
        with clock.frozen(LAST_DAY), acting_as(mona_manager) as by:
            for step in steps:
                summits.take(open_summit, step, version=version_of(open_summit), **values, by=by)

    return act


@pytest.fixture
def arrive(acting_as, mona_manager):
    def act(registration):
        with acting_as(mona_manager) as by:
            return check_ins.check_in(stored(registration), by=by)

    return act


class TestOver:
    """A summit in wrap-up: who was there stays, and nobody moves up."""

    @pytest.fixture
    def three(self, nominate, answer, take):
        """Two people with the two places, and one who waits."""
        placed, second, waits = (answer(nominate(each)) for each in ("usao", "analyst", "choice"))
        return placed, second, waits

    def test_nobody_leaves_or_moves_up(self, three, take, acting_as):
        placed, _, waits = three
        take("lock-agenda", "start", "wrap-up")
        with acting_as(placed.person) as by, pytest.raises(AnsweredAlready):
            registrations.cancel(placed, version=stored(placed).version, by=by)
        assert stored(waits).state == Registered.WAIT_LISTED
        assert taken(placed) == 2

    def test_an_unanswered_invitation_is_not_declined(self, nominate, take, acting_as):
        invited = nominate("usao")
        take("lock-agenda", "start", "wrap-up")
        with acting_as(invited.person) as by, pytest.raises(AnsweredAlready):
            registrations.decline(invited, version=stored(invited).version, by=by)
        assert stored(invited).state == Registered.NOMINATED

    def test_a_guest_is_offered_no_way_out(
        self, open_summit, acting_as, mona_manager, take, client
    ):
        with acting_as(mona_manager) as by:
            guest = invitations.invite(
                open_summit, kind=Kind.PROVIDER, name="Pat", email="pat@outside.example", by=by
            )
        link = f"/summits/invitations/{invitations.token_of(guest)}/"
        assert "Decline invitation" in words(client.get(link))
        take("lock-agenda", "start", "wrap-up")
        assert "Decline invitation" not in words(client.get(link))
        assert client.post(f"{link}leave/", {"reason": "", "version": "1"}).status_code == 409
        assert stored(guest).state == Registered.NOMINATED


class TestThere:
    """People who are checked in, and those who can't be."""

    def test_they_do_not_cancel_and_nobody_takes_their_seat(
        self, nominate, answer, take, arrive, acting_as, dana_of_riverton, mona_manager
    ):
        here = answer(nominate("usao"))
        take("lock-agenda")
        done, _ = arrive(here)
        with acting_as(here.person) as by, pytest.raises(CheckedIn):
            registrations.cancel(here, version=stored(here).version, by=by)
        with acting_as(dana_of_riverton) as by, pytest.raises(CheckedIn):
            invitations.substitute(
                here, name="B", email="b@example.com", version=stored(here).version, by=by
            )
        with acting_as(mona_manager) as by:
            check_ins.undo(done, by=by)
        with acting_as(here.person) as by:
            registrations.cancel(here, version=stored(here).version, by=by)
        assert stored(here).state == Registered.CANCELED

    def test_virtual_registrations_have_no_place_in_the_room(
        self, nominate, answer, take, arrive, client_of, mona_manager
    ):
        away = answer(nominate("usao"), Attendance.VIRTUAL)
        take("lock-agenda")
        with pytest.raises(NotConfirmed):
            arrive(away)
        text = words(client_of(mona_manager).get("/summits/2027/check-in/", {"q": away.name}))
        assert "No place: registered virtually" in text
        own = words(client_of(away.person).get(f"/summits/registrations/{away.pk}/"))
        assert away.check_in_code not in own

    def test_a_virtual_summit_has_no_room_to_fill(self, nominate, answer, take, arrive):
        here = answer(nominate("usao"))
        take("go-virtual", reason="Storm")
        away = answer(nominate("analyst"))
        assert stored(away).summit.format == Format.VIRTUAL
        take("lock-agenda")
        assert [arrive(each)[1] for each in (here, away)] == [True, True]

    def test_a_phone_checks_in_whose_registration_changed_meanwhile(
        self, nominate, answer, take, arrive
    ):
        here = answer(nominate("usao"))
        take("lock-agenda")
        with acting_atomic("system:demo"):
            Registration.objects.filter(pk=here.pk).update(version=here.version + 3)
        assert arrive(here)[1]


def test_a_letter_that_leaves_late_brings_nobody_back(nominate, acting_as):
    invited = nominate("usao")
    with acting_as(invited.person) as by:
        registrations.decline(invited, version=1, by=by)
    with acting_atomic("system:demo"):
        invitations.mark_invited(invited)  # read before the answer
    assert stored(invited).state == Registered.DECLINED


def test_a_form_too_late_shows_what_is_stored_and_is_saved_the_next_time(
    nominate, answer, acting_as, client_of
):
    registration = answer(nominate("usao"))
    client, page = client_of(registration.person), f"/summits/registrations/{registration.pk}/"
    refused = client.post(f"{page}cancel/", {"reason": "Ill", "version": "1"})
    text = refused.content.decode()
    assert refused.status_code == 409
    assert "Stored now" in words(refused)
    assert "Confirmed" in words(refused)
    assert f'name="version" value="{registration.version}"' in text
    assert "Ill" in text
    again = {"reason": "Ill", "version": str(registration.version)}
    assert client.post(f"{page}cancel/", again).status_code == 303


class TestNeeds:
    """What people need, after they left, and by others."""

    def test_are_not_saved_once_the_registration_has_ended(self, nominate, answer, acting_as):
        mine = answer(nominate("usao"))
        with acting_as(mine.person) as by:
            registrations.cancel(mine, version=mine.version, by=by)
        mine.state = Registered.CONFIRMED  # as the page read it before
        with acting_as(mine.person) as by, pytest.raises(NotYourRegistration):
            needs.say(mine, access="Step-free seating", by=by)
        with acting_atomic("system:demo"):
            assert not Needs.objects.exists()

    @pytest.mark.parametrize("writer", ["stranger", "organizer"])
    def test_the_database_takes_none_for_anothers_registration(
        self, nominate, answer, acting_as, mona_manager, open_summit, writer
    ):
        theirs, other = answer(nominate("usao")), UserFactory()
        if writer == "organizer":
            with acting_as(mona_manager) as by:
                grants.give(open_summit, email=other.email, role=GrantRole.ORGANIZER, by=by)
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            acting_atomic(f"user:{other.pk}"),
        ):
            Needs.objects.create(
                registration_id=theirs.pk,
                summit_id=theirs.summit_id,
                site_id=theirs.site_id,
                person=other,
                diet="Nothing",
                saved_at=clock.now(),
            )


class TestWalkIns:
    """People known by their address in any case, and sites for every organizer."""

    def test_an_address_is_stored_in_lower_case_and_once(
        self, open_summit, nominate, answer, take, acting_as, mona_manager
    ):
        answer(nominate("usao"))
        take("lock-agenda")
        given = {"kind": Kind.PROVIDER, "name": "Pat Doe", "site": None}
        with acting_as(mona_manager) as by:
            done = check_ins.admit(now(open_summit), **given, email="Pat@Example.ORG", by=by)
            again = check_ins.admit(now(open_summit), **given, email="pat@example.org", by=by)
        assert done.registration.email == "pat@example.org"
        assert again.registration_id == done.registration_id

    def test_the_database_knows_an_address_in_any_case(self, nominate):
        made = nominate("usao")
        with pytest.raises(IntegrityError, match="registered_once"), acting_atomic("system:demo"):
            Registration.objects.create(
                summit_id=made.summit_id,
                site_id=made.site_id,
                kind=Kind.GUEST,
                name="The same",
                email=made.email.upper(),
                made_at=made.made_at,
            )

    def test_an_organizer_by_grant_admits_guests_of_any_site(
        self, open_summit, nominate, answer, take, acting_as, mona_manager, riverton, client_of
    ):
        answer(nominate("usao"))
        take("lock-agenda")
        organizer = UserFactory()
        with acting_as(mona_manager) as by:
            grants.give(open_summit, email=organizer.email, role=GrantRole.ORGANIZER, by=by)
        page = client_of(organizer).get("/summits/2027/walk-in/")
        assert riverton.name in page.content.decode()


class TestGone:
    """Rooms and speakers that another organizer removed."""

    def test_a_removed_room_is_not_found(self, open_summit, acting_as, mona_manager):
        with acting_as(mona_manager) as by:
            room = agenda.add_room(open_summit, name="Hall A", seats=10, by=by)
            kept = Room.objects.select_related("summit").get(pk=room.pk)
            rooms.remove(room, version=room.version, by=by)
            with pytest.raises(NotFound):
                rooms.remove(kept, version=kept.version, by=by)


def test_a_body_nested_too_deeply_is_refused_with_a_sentence(open_summit, client_of, mona_manager):
    depth = 5_000
    body = '{"arrivals": ' + "[" * depth + "]" * depth + "}"
    path = "/summits/2027/check-in/sync/"
    answer = client_of(mona_manager).post(path, body, content_type="application/json")
    assert 400 <= answer.status_code < 500
