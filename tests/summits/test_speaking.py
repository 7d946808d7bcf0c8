"""Speakers change themselves and their own sessions until the agenda is locked, and nothing else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import NotFound, StaleEdit
from summits.actions import agenda, grants, materials, speakers, speaking
from summits.errors import NotSpeaking, NotYourSummit
from summits.models import Grant, MaterialLink, Session, SessionSpeaker, Speaker, Summit
from tests.factories.accounts import UserFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
NINE = datetime(2027, 3, 9, 14, tzinfo=UTC)
PAGE = "/summits/2027/speaking/"
MAX_STATEMENTS = 12


@pytest.fixture
def sam(open_summit):
    """A person with the speaker role."""
    with acting_atomic("system:demo"):
        person = UserFactory()
        Grant.objects.create(
            summit=open_summit,
            person=person,
            role="speaker",
            starts_at=clock.now() - timedelta(days=1),
        )
    return person


@pytest.fixture
def named(open_summit, sam) -> Speaker:
    with acting_atomic("system:demo"):
        return Speaker.objects.create(summit=open_summit, name="Sam Lee", person=sam)


@pytest.fixture
def own(open_summit, named) -> Session:
    return session_of(open_summit, "From lead to arrest", named)


@pytest.fixture
def other(open_summit) -> Session:
    return session_of(open_summit, "Murder books")


def session_of(summit: Summit, title: str, speaker: Speaker | None = None) -> Session:
    with acting_atomic("system:demo"):
        during = DateTimeTZRange(NINE, NINE + timedelta(hours=1))
        made = Session.objects.create(summit=summit, title=title, during=during)
        if speaker:
            SessionSpeaker.objects.create(
                summit=summit, session=made, speaker=speaker, during=during
            )
    return made


def biography_of(speaker: Speaker) -> str:
    return f"/summits/speakers/{speaker.pk}/biography/"


def profile(who, speaker, version=1):
    values = {"position": "Chief", "biography": " Thirty years. ", "version": version}
    with acting_atomic(f"user:{who.pk}"):
        return speaking.change_profile(speaker, **values, by=resolve(who))


def describe(who, session, version=1):
    values = {"text": "What works.", "needs": ["tables", "projector"], "version": version}
    with acting_atomic(f"user:{who.pk}"):
        return speaking.describe(session, **values, by=resolve(who))


def test_a_speaker_changes_themselves_and_the_history_names_them(sam, named):
    changed = profile(sam, named)
    assert (changed.position, changed.biography, changed.version) == ("Chief", "Thirty years.", 2)
    with pytest.raises(StaleEdit):
        profile(sam, named)
    with acting_atomic("system:demo"):
        event = Speaker.pgh_event_model.objects.latest("pgh_id")
    assert (event.version, event.pgh_context["actor"]) == (2, f"user:{sam.pk}")


def test_a_speaker_describes_their_own_session_alone(sam, own, other):
    changed = describe(sam, own)
    assert (changed.text, changed.needs, changed.version) == (
        "What works.",
        ["projector", "tables"],
        2,
    )
    with pytest.raises(StaleEdit):
        describe(sam, own)
    with pytest.raises(NotSpeaking):
        describe(sam, other)


def test_others_change_nothing(named, own, dana_of_riverton, mona_manager):
    for who in (dana_of_riverton, mona_manager):
        with pytest.raises(NotSpeaking):
            profile(who, named)
        with pytest.raises(NotSpeaking):
            describe(who, own)


def test_it_ends_with_the_role_and_with_the_agendas_lock(open_summit, sam, named, own):
    for status, refused in (("agenda-locked", True), ("registration-open", False), ("live", True)):
        with acting_atomic("system:demo"):
            Summit.objects.filter(pk=open_summit.pk).update(status=status)
        if refused:
            with pytest.raises(NotSpeaking):
                profile(sam, named, 2)
            with pytest.raises(NotSpeaking):
                describe(sam, own, 2)
        else:
            assert profile(sam, named)
            assert describe(sam, own)
    with acting_atomic("system:demo"):
        Summit.objects.filter(pk=open_summit.pk).update(status="planned")
        Grant.objects.filter(person=sam).update(ends_at=clock.now())
    with pytest.raises(NotSpeaking):
        profile(sam, named, 2)
    with pytest.raises(NotSpeaking):
        describe(sam, own, 2)


def test_the_role_adds_no_power_elsewhere(open_summit, sam, named, own, acting_as):
    with acting_as(sam) as by:
        with pytest.raises(NotYourSummit):
            agenda.add_room(open_summit, name="Mine", seats=9, by=by)
        with pytest.raises(NotYourSummit):
            agenda.unplace(own, version=1, by=by)
        assert Session.objects.filter(pk=own.pk).update(title="Mine") == 0, "the database"
        assert Speaker.objects.filter(pk=named.pk).update(name="Mine") == 0, "the database"


def test_organizers_are_notified_and_managers_of_a_summit_without_any(
    open_summit, sam, named, own, mona_manager, cora_coordinator, acting_as, drain
):
    profile(sam, named)
    drain()
    with acting_as(mona_manager) as by:
        grants.give(open_summit, email=cora_coordinator.email, role="organizer", by=by)
    describe(sam, own)
    drain()
    with acting_atomic("system:demo"):
        told = Ledger.objects.filter(kind="speaker-changed").order_by("fired_at")
        people = list(told.values_list("recipient__name", flat=True))
    assert people == [mona_manager.name, cora_coordinator.name]


def test_a_speaker_who_organizes_is_not_notified_of_their_own_change(
    open_summit, sam, own, mona_manager, acting_as, drain
):
    with acting_as(mona_manager) as by:
        grants.give(open_summit, email=sam.email, role="organizer", by=by)
    describe(sam, own)
    drain()
    with acting_atomic("system:demo"):
        assert not Ledger.objects.filter(kind="speaker-changed").exists()


class TestPages:
    """The speaker's own page, its forms, and what others see."""

    def test_own_sessions_with_times_and_rooms(
        self, open_summit, sam, own, other, client_of, statements_of
    ):
        browser = client_of(sam)
        assert "My sessions as a speaker" in words(browser.get("/summits/2027/"))
        assert "My sessions as a speaker" in words(browser.get(f"/summits/sessions/{own.pk}/"))
        text = words(browser.get(PAGE))
        assert "From lead to arrest" in text
        assert "9:00 am to 10:00 am ET" in text.replace("\N{EN DASH}", "to")
        assert "Murder books" not in text
        assert statements_of(sam, PAGE) <= MAX_STATEMENTS

    def test_forms_keep_what_was_typed_and_say_what_is_stored(self, sam, named, own, client_of):
        browser = client_of(sam)
        address = biography_of(named)
        assert "Biography" in words(browser.get(address))
        sent = {"position": "Chief", "biography": "Thirty years.", "version": "1"}
        assert "We'll notify the organizers." in words(browser.post(address, sent, follow=True))
        late = browser.post(address, sent | {"biography": "Forty years."})
        assert late.status_code == 409
        assert "Forty years." in late.content.decode()
        assert "Thirty years." in words(late)
        page = words(browser.get(f"/summits/sessions/{own.pk}/"))
        assert "Sam Lee , Chief Thirty years." in page
        address = f"/summits/sessions/{own.pk}/describe/"
        sent = {"text": "What works.", "needs": ["tables"], "version": "1"}
        assert browser.post(address, sent).status_code == 303
        wrong = browser.post(address, sent | {"needs": ["a helicopter"], "version": "2"})
        assert wrong.status_code == 422
        assert "What works." in wrong.content.decode()

    def test_others_are_refused(self, named, own, client_of, mona_manager, dana_of_riverton):
        for who in (mona_manager, dana_of_riverton):
            browser = client_of(who)
            for address in (PAGE, biography_of(named), f"/summits/sessions/{own.pk}/describe/"):
                assert browser.get(address).status_code == 403, address

    def test_a_locked_agenda_offers_no_change(self, open_summit, sam, named, own, client_of):
        with acting_atomic("system:demo"):
            Summit.objects.filter(pk=open_summit.pk).update(status="agenda-locked")
        text = words(client_of(sam).get(PAGE))
        assert "The agenda is locked" in text
        assert "Change description" not in text
        assert client_of(sam).get(biography_of(named)).status_code == 403

    def test_a_speaker_whom_no_one_has_named_is_told(self, sam, client_of):
        text = words(client_of(sam).get(PAGE))
        assert "The agenda doesn't name you yet." in text
        assert "You have no sessions yet." in text

    def test_each_name_of_an_account_is_shown_and_changed(self, open_summit, sam, named, client_of):
        with acting_atomic("system:demo"):
            second = Speaker.objects.create(summit=open_summit, name="Samuel Lee", person=sam)
        browser = client_of(sam)
        text = words(browser.get(PAGE))
        for each in (named, second):
            assert f"Change biography of {each.name}" in text
        sent = {"position": "Sheriff", "biography": "", "version": "1"}
        assert browser.post(biography_of(second), sent).status_code == 303
        with acting_atomic("system:demo"):
            stored = dict(Speaker.objects.values_list("name", "position"))
        assert stored == {"Sam Lee": "", "Samuel Lee": "Sheriff"}


class TestWithoutATime:
    """A session that is named for a speaker before it has a time, or once it has none again."""

    @pytest.fixture
    def waiting(self, open_summit, named) -> Session:
        with acting_atomic("system:demo"):
            made = Session.objects.create(summit=open_summit, title="Real-time centers")
            SessionSpeaker.objects.create(
                summit=open_summit, session=made, speaker=named, during=made.during
            )
        return made

    def test_every_link_of_ones_own_page_leads_somewhere(self, waiting, sam, client_of):
        browser = client_of(sam)
        links = re.findall(r'href="(/summits/[^"]+)"', browser.get(PAGE).content.decode())
        own = {each for each in links if str(waiting.pk) in each}
        assert len(own) == 4
        assert {browser.get(each).status_code for each in own} == {200}

    def test_a_file_added_there_is_read_by_its_speaker(self, waiting, sam, dana_of_riverton):
        with acting_atomic(f"user:{sam.pk}"):
            materials.add_link(
                waiting.summit,
                session=waiting,
                title="Slides",
                url="https://video.example.gov/a",
                by=resolve(sam),
            )
            assert MaterialLink.objects.visible_to(resolve(sam)).count() == 1
        with acting_atomic(f"user:{dana_of_riverton.pk}"):
            assert MaterialLink.objects.visible_to(resolve(dana_of_riverton)).count() == 0

    def test_nobody_else_sees_it(self, waiting, client_of, dana_of_riverton):
        assert (
            client_of(dana_of_riverton).get(f"/summits/sessions/{waiting.pk}/").status_code == 404
        )


def test_a_speaker_who_was_removed_meanwhile_is_not_found(named, sam, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        speakers.remove(named, version=named.version, by=by)
    with pytest.raises(NotFound):
        profile(sam, named)


def test_two_names_of_one_account_in_a_session_show_it_once(own, named, open_summit, sam):
    with acting_atomic("system:demo"):
        again = Speaker.objects.create(summit=open_summit, name="Samuel Lee", person=sam)
        SessionSpeaker.objects.create(
            summit=open_summit, session=own, speaker=again, during=own.during
        )
        assert Session.objects.spoken_by(sam.pk).count() == 1
