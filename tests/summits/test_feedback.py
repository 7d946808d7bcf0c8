"""Feedback: who gives it, when, once; and that only results of five answers and more are read, without names."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.utils import ProgrammingError

from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import StaleEdit
from sites.models import PublicForm
from summits.actions import feedback, invitations, summits
from summits.errors import FeedbackClosed, FormNotOffered, NotAttended
from summits.models import (
    CheckIn,
    Feedback,
    Grant,
    Registration,
    Session,
    SessionSpeaker,
    Speaker,
    Summit,
)
from summits.models.agenda import no_time
from summits.querysets.feedback import results_of
from tests.cast import drain_outbox
from tests.factories.accounts import UserFactory
from tests.factories.summits import SummitFactory
from tests.pages import words
from tests.summits.conftest import now
from tests.together import Meet, at_once, refusals

pytestmark = pytest.mark.django_db
GOOD = {"overall": 4, "useful": 5}
RESULTS = "/summits/2027/feedback/results/"
MAX_STATEMENTS = 14
AFTER = datetime(2027, 3, 11, 22, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_the_end():
    """The evening of the last day."""
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def held(open_summit) -> Summit:
    """The 2027 summit, in its wrap-up."""
    with acting_atomic("system:demo"):
        Summit.objects.filter(pk=open_summit.pk).update(status="wrap-up")
    return now(open_summit)


@pytest.fixture
def session(held) -> Session:
    """A session that ended an hour ago."""
    return session_of(held, "From lead to arrest", AFTER - timedelta(hours=2))


def session_of(summit: Summit, title: str, starts: datetime) -> Session:
    with acting_atomic("system:demo"):
        during = DateTimeTZRange(starts, starts + timedelta(hours=1))
        return Session.objects.create(summit=summit, title=title, during=during)


def come(summit: Summit, *, site=None, person=None, **values: Any) -> Registration:
    """Register a person, and check them in."""
    with acting_atomic("system:demo"):
        person = person or UserFactory()
        facts = {
            "summit": summit,
            "site": site,
            "kind": "delegate" if site else "provider",
            "person": person,
            "name": person.name,
            "email": person.email,
            "state": "confirmed",
            "made_at": clock.now(),
        }
        made = Registration.objects.create(**facts | values)
        if made.attendance == "in-person":
            CheckIn.objects.create(
                site=site,
                summit=summit,
                registration=made,
                person=person,
                at=clock.now(),
                recorded_at=clock.now(),
            )
    return made


def say(person, summit, session=None, **values):
    with acting_atomic(f"user:{person.pk}"):
        return feedback.give(summit, session=session, **GOOD | values, by=resolve(person))


def speaker_of(session: Session):
    """Return a person with the speaker role who speaks in a session."""
    with acting_atomic("system:demo"):
        person = UserFactory(name="Sam Speaker")
        Grant.objects.create(
            summit=session.summit,
            person=person,
            role="speaker",
            starts_at=AFTER - timedelta(days=9),
        )
        named = Speaker.objects.create(summit=session.summit, name=person.name, person=person)
        SessionSpeaker.objects.create(
            summit=session.summit, session=session, speaker=named, during=session.during
        )
    return person


def stored() -> list[Feedback]:
    with acting_atomic("system:demo"):
        return list(Feedback.objects.order_by("made_at"))


class TestGiving:
    """The action: who, when, once."""

    def test_people_who_were_there_answer_for_their_site(self, held, session, riverton):
        person = come(held, site=riverton).person
        made = say(person, held, session, at_home=" Weekly reviews ", comment="")
        assert (made.site_id, made.session, made.overall, made.at_home) == (
            riverton.pk,
            session,
            4,
            "Weekly reviews",
        )
        assert say(person, held).site_id == riverton.pk
        assert len(stored()) == 2

    def test_those_who_take_part_virtually_answer_and_those_who_did_not_come_do_not(self, held):
        virtual = come(held, attendance="virtual").person
        assert say(virtual, held).site_id is None
        with acting_atomic("system:demo"):
            absent = come(held).person
            CheckIn.objects.filter(person=absent).delete()
        with pytest.raises(NotAttended):
            say(absent, held)
        canceled = come(held, attendance="virtual", state="canceled").person
        with pytest.raises(NotAttended):
            say(canceled, held)

    def test_a_session_is_open_from_its_end_and_the_summit_in_its_wrap_up(self, held, session):
        person = come(held).person
        later = session_of(held, "Listening to residents", AFTER - timedelta(minutes=30))
        with pytest.raises(FeedbackClosed):
            say(person, held, later)
        with acting_atomic("system:demo"):
            Summit.objects.update(status="live")
        live = now(held)
        assert say(person, live, session)
        with pytest.raises(FeedbackClosed):
            say(person, live)
        with acting_atomic("system:demo"):
            Summit.objects.update(status="archived")
        with pytest.raises(FeedbackClosed):
            say(person, now(held), session)

    def test_without_a_number_the_form_is_refused(self, held, session):
        person = come(held).person
        with acting_atomic("system:reference"):
            PublicForm.objects.filter(slug="summit-feedback").update(omb_number="")
        with pytest.raises(FormNotOffered):
            say(person, held, session)

    def test_there_is_one_answer_and_it_changes_by_its_version(self, held, session):
        person = come(held).person
        say(person, held, session)
        changed = say(person, held, session, overall=2, version=1)
        assert (changed.overall, changed.version) == (2, 2)
        for late in (1, None, ""):
            with pytest.raises(StaleEdit):
                say(person, held, session, overall=1, version=late)
        assert [each.overall for each in stored()] == [2]
        copy = stored()[0]
        copy.pk = uuid4()
        with pytest.raises(IntegrityError), acting_atomic("system:demo"):
            copy.save(force_insert=True)

    def test_a_session_of_another_summit_is_refused_by_the_database(self, held):
        with acting_atomic("system:demo"):
            other = SummitFactory(slug="2028")
        foreign = session_of(other, "Elsewhere", AFTER - timedelta(hours=3))
        with pytest.raises(IntegrityError):
            say(come(held).person, held, foreign)


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_once_leave_one_answer(held, session):
    person = come(held).person

    def answer(overall: int) -> Callable[[Meet], None]:
        def act(meet: Meet) -> None:
            with clock.frozen(AFTER):
                meet()
                say(person, held, session, overall=overall)

        return act

    assert refusals(at_once(answer(1), answer(5))) == [StaleEdit]
    assert len(stored()) == 1


class TestReading:
    """Nobody reads a single answer; results need five."""

    def test_each_reads_only_their_own_behind_both_walls(
        self, held, session, riverton, dana_of_riverton, mona_manager, acting_as
    ):
        person = come(held, site=riverton).person
        say(person, held, session)
        with acting_as(person) as by:
            assert Feedback.objects.visible_to(by).count() == 1
        for other in (dana_of_riverton, mona_manager):
            with acting_as(other) as by:
                assert not Feedback.objects.exists(), "the database"
        with acting_atomic("system:demo"):
            assert not Feedback.objects.visible_to(resolve(mona_manager)).exists(), "Python"

    def test_no_one_answers_in_anothers_name(self, held, session, mona_manager, acting_as):
        came = come(held)
        row = {"summit": held, "session": session, "registration": came, "person": came.person}
        with (
            acting_as(mona_manager),
            pytest.raises(ProgrammingError, match="row-level security"),
            transaction.atomic(),
        ):
            Feedback.objects.create(**row, **GOOD, made_at=AFTER, changed_at=AFTER)

    def test_results_show_from_five_answers_on(self, held, session, mona_manager, acting_as):
        people = [come(held).person for _ in range(5)]
        for person, overall in zip(people[:4], (2, 3, 4, 5), strict=True):
            say(person, held, session, overall=overall, comment=f"Said {overall}")
        with acting_as(mona_manager):
            assert results_of(held) == {}
        say(people[4], held, session, overall=5, at_home="Reviews")
        with acting_as(mona_manager):
            found = results_of(held)
        result = found[session.pk]
        assert set(found) == {session.pk}
        assert (result.answers, result.overall, result.useful) == (5, 3.8, 5.0)
        assert result.comments == ("Said 2", "Said 3", "Said 4", "Said 5")
        assert result.at_home == ("Reviews",)

    def test_a_speaker_reads_their_own_sessions_and_others_read_nothing(
        self, held, session, acting_as, dana_of_riverton
    ):
        other = session_of(held, "Murder books", AFTER - timedelta(hours=4))
        for person in [come(held).person for _ in range(5)]:
            for each in (None, session, other):
                say(person, held, each)
        speaker = speaker_of(session)
        with acting_as(speaker):
            assert set(results_of(held)) == {session.pk}
        with acting_as(dana_of_riverton):
            assert results_of(held) == {}
        with acting_atomic("system:demo"):
            Grant.objects.filter(person=speaker).update(ends_at=AFTER)
        with acting_as(speaker):
            assert results_of(held) == {}


class TestPages:
    """The form, its links, and the results."""

    def test_a_person_answers_and_changes_the_answer(self, held, session, client_of):
        browser = client_of(come(held).person)
        text = words(browser.get(f"/summits/sessions/{session.pk}/"))
        assert "Tell us how this session was" in text
        assert "Feedback results" not in text
        address = f"/summits/sessions/{session.pk}/feedback/"
        text = words(browser.get(address))
        assert "OMB control number 1121-0000" in text
        assert "Authority:" in text
        text = words(browser.post(address, {"overall": "4", "comment": "Kept"}))
        assert "Choose a number from 1 to 5." in text
        assert "Kept" in text
        answer = browser.post(address, {"overall": "4", "useful": "5"}, follow=True)
        assert "Feedback saved. Thank you." in words(answer)
        assert "Change your feedback" in words(browser.get(address))
        late = browser.post(address, {"overall": "1", "useful": "1"})
        assert late.status_code == 409
        assert "4, very good" in words(late)
        saved = browser.post(address, {"overall": "1", "useful": "1", "version": "1"}, follow=True)
        assert "Feedback saved" in words(saved)

    def test_the_summit_is_answered_for_on_its_page(self, held, client_of):
        browser = client_of(come(held).person)
        assert "Tell us how the summit was" in words(browser.get("/summits/2027/"))
        assert "Tell us how it was" in words(browser.get("/summits/2027/my-agenda/"))
        answer = browser.post("/summits/2027/feedback/", {"overall": "4", "useful": "5"})
        assert answer.status_code == 303
        assert stored()[0].session is None

    def test_others_are_not_asked(self, held, session, client_of, dana_of_riverton):
        browser = client_of(dana_of_riverton)
        assert "Tell us how" not in words(browser.get(f"/summits/sessions/{session.pk}/"))
        for address in ("/summits/2027/feedback/", f"/summits/sessions/{session.pk}/feedback/"):
            assert browser.get(address).status_code == 403
        assert browser.get(RESULTS).status_code == 403

    def test_results_are_read_without_names(
        self, held, session, client_of, mona_manager, statements_of
    ):
        people = [come(held, name=f"Person {n}").person for n in range(5)]
        for person in people:
            say(person, held, session, comment="Go on like this")
        browser = client_of(mona_manager)
        assert "Feedback results" in words(browser.get("/summits/2027/"))
        text = words(browser.get(RESULTS))
        assert "Answers 5 Overall 4.0 of 5 Useful for work 5.0 of 5" in text
        assert "Go on like this" in text
        assert "Fewer than 5 people have answered" in text
        assert not [each for each in people if each.name in text]
        assert statements_of(mona_manager, RESULTS) <= MAX_STATEMENTS

    def test_a_guest_without_an_account_answers_once_by_the_link(
        self, held, client, mona_manager, acting_as
    ):
        came = come(held, person=None, name="Pat", email="pat@example.org", attendance="virtual")
        with acting_atomic("system:demo"):
            Registration.objects.filter(pk=came.pk).update(person=None)
        page = f"/summits/invitations/{invitations.token_of(came)}/"
        assert "Tell us how the summit was" in words(client.get(page))
        text = words(client.get(f"{page}feedback/"))
        assert "OMB control number 1121-0000" in text
        assert client.post(f"{page}feedback/", {"overall": "4"}).status_code == 422
        assert client.post(f"{page}feedback/", GOOD).status_code == 303
        assert client.post(f"{page}feedback/", GOOD).status_code == 409
        changed = GOOD | {"overall": 2, "version": "1"}
        assert client.post(f"{page}feedback/", changed).status_code == 303
        [answer] = stored()
        assert (answer.person, answer.session, answer.overall) == (None, None, 2)
        with acting_as(mona_manager):
            assert not Feedback.objects.exists(), "the database"
        with acting_atomic("system:demo"):
            Summit.objects.update(status="archived")
        assert "Tell us how" not in words(client.get(page))
        assert client.get(f"{page}feedback/").status_code == 409

    def test_a_guest_who_did_not_come_is_not_asked(self, held, client):
        absent = come(held, attendance="virtual", state="canceled")
        with acting_atomic("system:demo"):
            Registration.objects.filter(pk=absent.pk).update(person=None)
        page = f"/summits/invitations/{invitations.token_of(absent)}/"
        assert "Tell us how" not in words(client.get(page))
        assert client.get(f"{page}feedback/").status_code == 403

    def test_results_stay_when_their_session_is_taken_off_the_agenda(
        self, held, session, client_of, mona_manager
    ):
        session_of(held, "Murder books", AFTER - timedelta(hours=4))
        speaker = speaker_of(session)
        for person in [come(held).person for _ in range(5)]:
            say(person, held, session)
        with acting_atomic("system:demo"):
            Session.objects.update(during=no_time())
        for reader in (mona_manager, speaker):
            text = words(client_of(reader).get(RESULTS))
            assert "From lead to arrest · No longer on the agenda" in text
            assert "Overall 4.0 of 5" in text
            assert "Murder books" not in text

    def test_a_speaker_sees_their_sessions_alone(self, held, session, client_of):
        session_of(held, "Murder books", AFTER - timedelta(hours=4))
        browser = client_of(speaker_of(session))
        assert "Feedback results" in words(browser.get(f"/summits/sessions/{session.pk}/"))
        text = words(browser.get(RESULTS))
        assert "From lead to arrest" in text
        assert "Murder books" not in text
        assert "The whole summit" not in text

    def test_staff_are_told_that_the_form_is_not_offered(
        self, held, session, client_of, mona_manager
    ):
        with acting_atomic("system:reference"):
            PublicForm.objects.filter(slug="summit-feedback").update(omb_number="")
        assert "The feedback form isn't available" in words(client_of(mona_manager).get(RESULTS))
        came = client_of(come(held).person)
        assert "Tell us how" not in words(came.get(f"/summits/sessions/{session.pk}/"))
        assert came.get(f"/summits/sessions/{session.pk}/feedback/").status_code == 409


def test_a_summit_that_turned_virtual_asks_everyone_who_is_confirmed(held, client_of):
    """It has no door, and registrations from before the change still say "In person"."""
    with acting_atomic("system:demo"):
        person = UserFactory()
        Registration.objects.create(
            summit=held,
            kind="provider",
            person=person,
            name=person.name,
            email=person.email,
            state="confirmed",
            made_at=clock.now(),
        )
    page = "/summits/2027/feedback/"
    assert client_of(person).post(page, GOOD).status_code == 403
    with acting_atomic("system:demo"):
        Summit.objects.filter(pk=held.pk).update(format="virtual")
    assert client_of(person).post(page, GOOD).status_code == 303


def test_the_wrap_up_asks_everyone_who_was_there_once_until_they_answer_or_it_is_archived(
    held, client_of, acting_as, mona_manager, mailoutbox
):
    with acting_atomic("system:demo"):
        Summit.objects.filter(pk=held.pk).update(status="live")
        absent = UserFactory()
    came, also = come(held).person, come(held).person
    guest = come(held, person=UserFactory())
    with acting_atomic("system:demo"):
        Registration.objects.filter(pk=guest.pk).update(person=None)
        facts = {"summit": held, "kind": "provider", "state": "confirmed", "made_at": clock.now()}
        Registration.objects.create(person=absent, name="A", email=absent.email, **facts)
    with acting_as(mona_manager) as by:
        summits.take(now(held), "wrap-up", version=now(held).version, by=by)
    drain_outbox()
    drain_outbox()
    with acting_atomic("system:outbox"):
        sent = Notification.objects.filter(entry__kind="summit-feedback")
        assert {each.recipient_id for each in sent} == {came.pk, also.pk}
    [mail] = [each for each in mailoutbox if "how was it?" in each.subject]
    assert mail.to == [guest.email]
    assert re.search(r"/summits/invitations/[^/]+/feedback/", mail.body)
    asked = "Give feedback on the summit"
    assert [asked in words(client_of(each).get("/my-day/")) for each in (came, absent)] == [
        True,
        False,
    ]
    say(came, now(held))
    assert asked not in words(client_of(came).get("/my-day/"))
    assert asked in words(client_of(also).get("/my-day/"))
    with acting_atomic("system:demo"):
        Summit.objects.filter(pk=held.pk).update(status="archived")
    assert asked not in words(client_of(also).get("/my-day/"))
