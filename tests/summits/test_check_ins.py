"""Check-in: who may, when, once, at which door; walk-ins; codes; mistakes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.actions import check_ins, registrations, summits
from summits.enums import Attendance, Kind, Registered
from summits.errors import (
    CheckInClosed,
    FormNotOffered,
    NoPlaceFree,
    NotConfirmed,
    NotYourSummit,
    OtherSummit,
    SiteNeeded,
)
from summits.models import CheckIn, Places, Registration, Session
from tests.factories.summits import SummitFactory
from tests.pages import words
from tests.summits.conftest import now, version_of
from tests.summits.phones import check_in_by_two, invite
from tests.together import Meet, at_once

pytestmark = pytest.mark.django_db
DOOR = "/summits/2027/check-in/"
MAX_STATEMENTS = 12
# How many people two phones check in; tests/benchmarks has 1,500.
PEOPLE = 150


@pytest.fixture
def lock(acting_as, mona_manager, open_summit):
    """Lock the agenda, from when on people arrive."""

    def act():
        with acting_as(mona_manager) as by:
            summits.take(open_summit, "lock-agenda", version=version_of(open_summit), by=by)
        return now(open_summit)

    return act


@pytest.fixture
def coming(nominate, lock) -> Registration:
    """A delegate of Riverton with a place, at a summit whose people arrive."""
    return confirmed(nominate("usao"), lock)


def confirmed(registration: Registration, lock=None) -> Registration:
    with acting_atomic(f"user:{registration.person_id}"):
        mine = Registration.objects.select_related("person", "summit").get(pk=registration.pk)
        registrations.accept(
            mine, attendance=Attendance.IN_PERSON, version=mine.version, by=resolve(mine.person)
        )
    if lock:
        lock()
    return fresh(registration)


def fresh(registration: Registration) -> Registration:
    with acting_atomic("system:demo"):
        return Registration.objects.select_related("summit", "site", "person").get(
            pk=registration.pk
        )


def arrived() -> list[CheckIn]:
    with acting_atomic("system:demo"):
        return list(CheckIn.objects.select_related("recorded_by", "session"))


def check_in(who, registration, **kwargs):
    with acting_atomic(f"user:{who.pk}"):
        return check_ins.check_in(registration, by=resolve(who), **kwargs)


class TestTheDoor:
    """The action, and who may use it."""

    def test_a_person_arrives_once(self, coming, mona_manager):
        first, is_new = check_in(mona_manager, coming)
        again, is_new_again = check_in(mona_manager, coming)
        assert (is_new, is_new_again) == (True, False)
        assert first.pk == again.pk
        assert [each.recorded_by for each in arrived()] == [mona_manager]

    def test_a_session_has_a_door_of_its_own(self, coming, mona_manager):
        with acting_atomic("system:demo"):
            session = Session.objects.create(title="Ballistics", summit=coming.summit)
        check_in(mona_manager, coming)
        _, is_new = check_in(mona_manager, coming, session=session)
        assert is_new
        assert {each.session for each in arrived()} == {None, session}

    def test_a_session_of_another_summit_is_refused(self, coming, mona_manager):
        with acting_atomic("system:demo"):
            other = Session.objects.create(title="Ballistics", summit=SummitFactory(slug="2029"))
        with pytest.raises(OtherSummit):
            check_in(mona_manager, coming, session=other)

    def test_nobody_else_checks_in(self, coming, dana_of_riverton):
        with pytest.raises(NotYourSummit):
            check_in(dana_of_riverton, coming)
        with pytest.raises(NotYourSummit):
            check_in(coming.person, coming)
        assert arrived() == []

    def test_the_database_refuses_a_sites_own_row(self, coming, dana_of_riverton):
        row = {
            "registration": coming,
            "site_id": coming.site_id,
            "summit_id": coming.summit_id,
            "at": clock.now(),
            "recorded_at": clock.now(),
        }
        with (
            acting_atomic(f"user:{dana_of_riverton.pk}"),
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            CheckIn.objects.create(**row)

    def test_not_before_the_agenda_is_locked(self, nominate, mona_manager):
        early = confirmed(nominate("usao"))
        with pytest.raises(CheckInClosed):
            check_in(mona_manager, early)

    def test_only_with_a_confirmed_place(self, nominate, lock, mona_manager):
        invited = nominate("usao")
        lock()
        with pytest.raises(NotConfirmed):
            check_in(mona_manager, fresh(invited))

    def test_a_person_who_canceled_meanwhile_is_refused(self, coming, mona_manager):
        with acting_atomic(f"user:{coming.person_id}"):
            registrations.cancel(coming, version=coming.version, by=resolve(coming.person))
        with pytest.raises(NotConfirmed):
            check_in(mona_manager, fresh(coming))

    def test_an_impossible_time_is_taken_for_now(self, coming, mona_manager):
        at = datetime(2027, 3, 9, 13, tzinfo=UTC)
        with clock.frozen(at):
            done, _ = check_in(mona_manager, coming, at=at + timedelta(hours=3))
        assert done.at == at

    def test_a_phones_time_is_kept(self, coming, mona_manager):
        at = datetime(2027, 3, 9, 13, tzinfo=UTC)
        with clock.frozen(at):
            done, _ = check_in(mona_manager, coming, at=at - timedelta(minutes=10))
        assert (done.at, done.recorded_at) == (at - timedelta(minutes=10), at)

    def test_a_mistake_is_taken_back_and_stays_in_the_history(self, coming, mona_manager):
        done, _ = check_in(mona_manager, coming)
        with acting_atomic(f"user:{mona_manager.pk}"):
            found = CheckIn.objects.select_related("summit").get(pk=done.pk)
            check_ins.undo(found, by=resolve(mona_manager))
        assert arrived() == []
        with acting_atomic("system:demo"):
            labels = CheckIn.pgh_event_models["delete"].objects.values_list("pgh_label", flat=True)
            assert sorted(labels) == ["delete", "insert"]
        _, is_new = check_in(mona_manager, coming)
        assert is_new


class TestWalkIns:
    """People who aren't on the list."""

    def admit(self, who, summit, **values):
        given = {"kind": Kind.PROVIDER, "name": "Pat Doe", "email": "pat@example.org", "site": None}
        with acting_atomic(f"user:{who.pk}"):
            return check_ins.admit(summit, **(given | values), by=resolve(who))

    def test_get_a_free_place(self, coming, mona_manager):
        done = self.admit(mona_manager, coming.summit)
        walked_in = fresh(done.registration)
        assert (walked_in.state, walked_in.has_place) == (Registered.CONFIRMED, True)
        assert (walked_in.is_walk_in, fresh(coming).is_walk_in) == (True, False)
        with pytest.raises(NoPlaceFree):  # two places, and both are taken
            self.admit(mona_manager, coming.summit, email="kim@example.org")

    def test_keep_the_registration_they_have(self, nominate, lock, mona_manager, riverton):
        invited = nominate("usao")
        summit = lock()
        done = self.admit(
            mona_manager, summit, kind=Kind.GUEST, email=invited.email.upper(), site=riverton
        )
        assert done.registration_id == invited.pk
        assert fresh(invited).state == Registered.CONFIRMED
        assert not fresh(invited).is_walk_in

    def test_are_one_person_whatever_they_say_they_come_as(
        self, nominate, lock, mona_manager, riverton, lakeside
    ):
        invited = nominate("usao")
        summit = lock()
        for said in (
            {"kind": Kind.STAFF},
            {"kind": Kind.GUEST, "site": lakeside},
            {"kind": Kind.ALUMNI, "site": riverton},
        ):
            done = self.admit(mona_manager, summit, email=invited.email.upper(), **said)
            assert done.registration_id == invited.pk
        with acting_atomic("system:demo"):
            assert Places.objects.get(pk=summit.pk).taken == 1
            assert Registration.objects.count() == CheckIn.objects.count() == 1

    def test_come_for_a_site_only_as_alumni_or_guests(self, coming, mona_manager, riverton):
        with pytest.raises(SiteNeeded, match="Choose the site"):
            self.admit(mona_manager, coming.summit, kind=Kind.GUEST)
        with pytest.raises(SiteNeeded, match="Leave the site blank"):
            self.admit(mona_manager, coming.summit, site=riverton)

    def test_are_refused_without_a_valid_form(self, coming, mona_manager):
        with clock.frozen(datetime(2031, 3, 9, tzinfo=UTC)), pytest.raises(FormNotOffered):
            self.admit(mona_manager, coming.summit)

    def test_are_not_admitted_by_a_site(self, coming, dana_of_riverton):
        with pytest.raises(NotYourSummit):
            self.admit(dana_of_riverton, coming.summit)


class TestPages:
    """The door's page, the scanned code, and the person's own code."""

    def test_a_manager_finds_and_checks_in(self, coming, mona_manager, client_of):
        browser = client_of(mona_manager)
        with acting_atomic("system:demo"):  # has no place, and doesn't come to the door
            Registration.objects.create(
                summit=coming.summit,
                kind=Kind.PROVIDER,
                name="Vi Remote",
                email="vi@example.org",
                state=Registered.CONFIRMED,
                attendance=Attendance.VIRTUAL,
                nominated_by=mona_manager,
                made_at=clock.now(),
            )
        text = words(browser.get(DOOR, {"q": coming.name[:5]}))
        assert coming.name in text
        assert "0 of 1 checked in." in text
        answer = browser.post(f"/summits/registrations/{coming.pk}/check-in/", follow=True)
        assert f"{coming.name} is checked in." in words(answer)
        assert "1 of 1 checked in." in words(answer)
        again = browser.post(f"/summits/registrations/{coming.pk}/check-in/", follow=True)
        assert "(already at" in words(again)

    def test_says_what_is_in_the_way(self, nominate, lock, mona_manager, client_of):
        invited = nominate("usao")
        lock()
        text = words(client_of(mona_manager).get(DOOR, {"q": invited.email}))
        assert "No place: " in text
        assert "Check in" not in text.replace("Check-in", "")

    def test_nobody_found_and_too_few_letters(self, coming, mona_manager, client_of):
        browser = client_of(mona_manager)
        assert "No one found." in words(browser.get(DOOR, {"q": "zzz"}))
        assert "Enter at least two letters." in words(browser.get(DOOR, {"q": "z"}))

    def test_another_is_refused(self, coming, dana_of_riverton, client_of):
        browser = client_of(dana_of_riverton)
        assert browser.get(DOOR).status_code == 403
        assert browser.post(f"/summits/registrations/{coming.pk}/check-in/").status_code == 403
        assert browser.get(f"/summits/codes/{coming.check_in_code}/").status_code == 404

    def test_a_scanned_code_shows_its_person(self, coming, mona_manager, client_of):
        browser = client_of(mona_manager)
        text = words(browser.get(f"/summits/codes/{coming.check_in_code}/"))
        assert coming.name in text
        assert browser.get("/summits/codes/not-a-code/").status_code == 404

    def test_the_code_is_its_persons_alone(self, coming, client_of, dana_of_riverton, mona_manager):
        address = f"/summits/registrations/{coming.pk}/code/"
        answer = client_of(coming.person).get(address)
        assert b"<svg" in answer.content
        assert b"style=" not in answer.content.split(b"<svg")[-1].split(b"</svg>")[0]
        assert client_of(dana_of_riverton).get(address).status_code == 404
        assert client_of(mona_manager).get(address).status_code == 404

    def test_a_check_in_is_undone_after_a_question(self, coming, mona_manager, client_of):
        done, _ = check_in(mona_manager, coming)
        browser = client_of(mona_manager)
        address = f"/summits/check-ins/{done.pk}/undo/"
        assert "will no longer be checked in" in words(browser.get(address))
        assert "is no longer checked in" in words(browser.post(address, follow=True))
        assert arrived() == []

    def test_a_walk_in_is_admitted_on_the_page(self, coming, mona_manager, client_of):
        browser = client_of(mona_manager)
        typed = {"kind": "provider", "site": "", "name": "Pat Doe", "email": "pat@example.org"}
        answer = browser.post("/summits/2027/walk-in/", typed, follow=True)
        assert "Pat Doe is checked in." in words(answer)
        typed["email"] = "kim@example.org"
        refused = browser.post("/summits/2027/walk-in/", typed)
        assert refused.status_code == 409
        assert "Every place is taken." in words(refused)
        assert 'href="/summits/2027/places/"' in refused.text
        assert "kim@example.org" in refused.content.decode()

    def test_the_page_takes_as_many_statements_for_many(
        self, coming, mona_manager, acting_as, statements_of
    ):
        few = statements_of(mona_manager, f"{DOOR}?q=per")
        with acting_atomic("system:demo"):
            for number in range(30):
                Registration.objects.create(
                    summit=coming.summit,
                    kind=Kind.STAFF,
                    name=f"Person {number}",
                    email=f"p{number}@example.gov",
                    state=Registered.CONFIRMED,
                    made_at=clock.now(),
                )
        assert statements_of(mona_manager, f"{DOOR}?q=per") == few <= MAX_STATEMENTS


class TestPhones:
    """What a phone keeps and sends later."""

    SYNC = "/summits/2027/check-in/sync/"

    def send(self, browser, *arrivals):
        return browser.post(self.SYNC, {"arrivals": arrivals}, content_type="application/json")

    def test_names_and_codes_without_federal_partners(
        self, coming, mona_manager, dana_of_riverton, client_of
    ):
        with acting_atomic("system:demo"):
            Registration.objects.create(
                summit=coming.summit,
                kind=Kind.FEDERAL,
                name="Agent Doe",
                email="doe@example.gov",
                state=Registered.CONFIRMED,
                made_at=clock.now(),
            )
        kept = client_of(mona_manager).get("/summits/2027/check-in/people/").json()["people"]
        assert [(each["name"], each["code"], each["there"]) for each in kept] == [
            (coming.name, coming.check_in_code, {})
        ]
        assert set(kept[0]) == {"id", "name", "about", "code", "refusal", "there"}
        answer = client_of(dana_of_riverton).get("/summits/2027/check-in/people/")
        assert answer.status_code == 403

    def test_each_check_in_gets_an_answer(self, coming, nominate, mona_manager, client_of):
        browser = client_of(mona_manager)
        good = {"registration": str(coming.pk), "session": None, "at": clock.now().isoformat()}
        other = {"registration": "5c5ad5a4-0000-4000-8000-000000000000", "session": None}
        found = self.send(browser, good, other, good).json()["results"]
        assert [bool(each["at"]) for each in found] == [True, False, True]
        assert found[1]["message"] == "This person or session is no longer on the list."
        assert len(arrived()) == 1

    @pytest.mark.parametrize(
        "body", ["", "[]", "{}", '{"arrivals": 3}', '{"arrivals": [3]}', '{"arrivals": null}']
    )
    def test_nonsense_gets_a_sentence(self, coming, mona_manager, client_of, body):
        browser = client_of(mona_manager)
        answer = browser.post(self.SYNC, body, content_type="application/json")
        assert 400 <= answer.status_code < 500

    def test_others_send_nothing(self, coming, dana_of_riverton, client_of):
        answer = self.send(client_of(dana_of_riverton), {"registration": str(coming.pk)})
        assert answer.status_code == 403
        assert arrived() == []

    def test_kept_until_a_day_after_the_summit(self, coming, mona_manager, client_of):
        page = client_of(mona_manager).get("/summits/2027/check-in/phone/").content.decode()
        assert 'data-keep-until="2027-03-13T05:00:00+00:00"' in page

    def test_the_worker_keeps_nothing_outside_summits(self, client):
        answer = client.get("/summits/worker.js")
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert "worker-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_phones_check_everyone_in_once(coming, mona_manager, client_of):
    everyone = invite(coming.summit, PEOPLE)
    check_in_by_two(coming.summit, everyone, lambda: client_of(mona_manager))


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_two_doors_at_one_moment_check_a_person_in_once(coming, mona_manager):
    def one(meet: Meet) -> bool:
        meet()
        return check_in(mona_manager, coming)[1]

    assert sorted(at_once(*[one] * 8)) == [False] * 7 + [True]
    assert len(arrived()) == 1
