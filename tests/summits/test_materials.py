"""Recordings and materials: who adds and removes them, who reads them, and where they are shown."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.utils import ProgrammingError

from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.files import actions as file_actions
from foundation.files.cleanup import sweep
from foundation.files.intake import check
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import Refused
from summits.actions import choices, grants, materials
from summits.errors import InsecureLink, NotYourMaterial
from summits.models import (
    Grant,
    MaterialFile,
    MaterialLink,
    Session,
    SessionSeats,
    SessionSpeaker,
    Speaker,
    Summit,
)
from tests.factories.accounts import UserFactory
from tests.factories.summits import SummitFactory
from tests.pages import markup, words
from tests.summits.conftest import now

pytestmark = pytest.mark.django_db
URL = "https://video.example.gov/plenary"
NINE = datetime(2027, 3, 9, 14, tzinfo=UTC)
# Of a session's page: two of them for files and links.
MAX_STATEMENTS = 12


@pytest.fixture
def session(open_summit) -> Session:
    return session_of(open_summit, "From lead to arrest", NINE)


def session_of(summit: Summit, title: str, starts: datetime | None) -> Session:
    with acting_atomic("system:demo"):
        during = DateTimeTZRange(starts, starts + timedelta(hours=1)) if starts else None
        made = Session.objects.create(
            summit=summit, title=title, **({"during": during} if during else {})
        )
        SessionSeats.objects.create(session=made)
    return made


@pytest.fixture
def sam(session):
    """A person with the speaker role who speaks in the session."""
    return speaker_of(session)


def speaker_of(session: Session, *, has_role: bool = True):
    with acting_atomic("system:demo"):
        person = UserFactory()
        named = Speaker.objects.create(summit=session.summit, name=person.name, person=person)
        SessionSpeaker.objects.create(
            summit=session.summit, session=session, speaker=named, during=session.during
        )
        if has_role:
            Grant.objects.create(
                summit=session.summit,
                person=person,
                role="speaker",
                starts_at=clock.now() - timedelta(days=1),
            )
    return person


def add_file(who, summit, session=None, content=b"Slides", **values):
    with acting_atomic(f"user:{who.pk}"):
        checked = check(BytesIO(content), "slides.txt")
        return materials.add_file(summit, session=session, file=checked, by=resolve(who), **values)


def add_link(who, summit, session=None, **values):
    given = {"title": "Recording", "url": URL} | values
    with acting_atomic(f"user:{who.pk}"):
        return materials.add_link(summit, session=session, by=resolve(who), **given)


class TestAdding:
    """Organizers anywhere, speakers in their own sessions, no one else."""

    def test_a_manager_and_an_organizer_add_anywhere(
        self, open_summit, session, mona_manager, cora_coordinator, acting_as
    ):
        with acting_as(mona_manager) as by:
            grants.give(open_summit, email=cora_coordinator.email, role="organizer", by=by)
        for who in (mona_manager, cora_coordinator):
            assert add_file(who, open_summit, description=" Slides ").description == "Slides"
            assert add_link(who, open_summit, session).host == "video.example.gov"

    def test_a_speaker_adds_to_their_own_sessions_alone(self, open_summit, session, sam):
        other = session_of(open_summit, "Murder books", NINE + timedelta(hours=3))
        assert add_file(sam, open_summit, session).session == session
        assert add_link(sam, open_summit, session)
        for elsewhere in (None, other):
            with pytest.raises(NotYourMaterial):
                add_file(sam, open_summit, elsewhere)
            with pytest.raises(NotYourMaterial):
                add_link(sam, open_summit, elsewhere)

    def test_the_role_ends_and_a_name_alone_gives_nothing(self, open_summit, session, sam):
        with acting_atomic("system:demo"):
            Grant.objects.filter(person=sam).update(ends_at=clock.now())
        for who in (sam, speaker_of(session, has_role=False)):
            with pytest.raises(NotYourMaterial):
                add_link(who, open_summit, session)

    def test_the_database_refuses_others_too(
        self, open_summit, session, sam, dana_of_riverton, acting_as
    ):
        other = session_of(open_summit, "Murder books", NINE + timedelta(hours=3))
        for who, where in ((dana_of_riverton, session), (sam, other), (sam, None)):
            row = {"summit": open_summit, "session": where, "title": "A", "url": URL}
            with (
                acting_as(who),
                pytest.raises(ProgrammingError, match="row-level security"),
                transaction.atomic(),
            ):
                MaterialLink.objects.create(**row, added_by=who, added_at=clock.now())

    def test_others_are_refused(self, open_summit, session, dana_of_riverton, cora_coordinator):
        for who in (dana_of_riverton, cora_coordinator):
            with pytest.raises(NotYourMaterial):
                add_file(who, open_summit, session)

    def test_only_secure_links_to_sessions_of_the_summit(self, open_summit, session, mona_manager):
        with pytest.raises(InsecureLink):
            add_link(mona_manager, open_summit, url="http://video.example.gov/")
        with acting_atomic("system:demo"), pytest.raises(IntegrityError), transaction.atomic():
            MaterialLink.objects.create(
                summit=open_summit,
                title="A",
                url="javascript:alert(1)",
                added_by=mona_manager,
                added_at=clock.now(),
            )
        with acting_atomic("system:demo"):
            elsewhere = SummitFactory(slug="2028")
        with pytest.raises(IntegrityError):
            add_link(mona_manager, elsewhere, session)

    def test_late_recordings_are_taken_and_a_canceled_summit_takes_none(
        self, open_summit, mona_manager
    ):
        for status, is_taken in (("archived", True), ("canceled", False)):
            with acting_atomic("system:demo"):
                Summit.objects.filter(pk=open_summit.pk).update(status=status)
            summit = now(open_summit)
            if is_taken:
                assert add_link(mona_manager, summit)
            else:
                with pytest.raises(NotYourMaterial):
                    add_link(mona_manager, summit)


class TestRemoving:
    """With a reason; a speaker only what they added."""

    def test_it_is_gone_from_pages_and_the_row_says_why(self, open_summit, mona_manager):
        file, link = add_file(mona_manager, open_summit), add_link(mona_manager, open_summit)
        with acting_atomic(f"user:{mona_manager.pk}"):
            by = resolve(mona_manager)
            assert materials.remove_file(file, reason="Old.", by=by).removal_reason == "Old."
            assert materials.remove_link(link, reason="Old.", by=by).removed_by == mona_manager
            with pytest.raises(Refused):
                materials.remove_file(file, reason="Again.", by=by)
        with acting_atomic("system:demo"):
            assert not MaterialFile.objects.standing().exists()
            assert not MaterialLink.objects.standing().exists()

    def test_a_speaker_removes_what_they_added(self, open_summit, session, sam, mona_manager):
        own, other = (
            add_link(sam, open_summit, session),
            add_link(mona_manager, open_summit, session),
        )
        with acting_atomic(f"user:{sam.pk}"):
            assert materials.remove_link(own, reason="Wrong.", by=resolve(sam)).removed_at
            with pytest.raises(NotYourMaterial):
                materials.remove_link(other, reason="Wrong.", by=resolve(sam))

    def test_a_reader_removes_nothing(self, open_summit, mona_manager, dana_of_riverton):
        file = add_file(mona_manager, open_summit)
        with acting_atomic(f"user:{dana_of_riverton.pk}"), pytest.raises(NotYourMaterial):
            materials.remove_file(file, reason="No.", by=resolve(dana_of_riverton))


class TestPages:
    """The session's page, the summit's, my agenda, and the list of everything."""

    def test_files_are_added_read_and_removed(
        self, open_summit, session, mona_manager, dana_of_riverton, client_of
    ):
        mona, dana = client_of(mona_manager), client_of(dana_of_riverton)
        address = f"/summits/sessions/{session.pk}/files/new/"
        refused = mona.post(address, {"description": "Slides"})
        assert "Choose a file." in words(refused)
        sent = {"file": SimpleUploadedFile("slides.txt", b"Slides"), "description": "Slides"}
        page = words(mona.post(address, sent, follow=True))
        assert "File attached: slides.txt" in page
        assert "Slides · 1 KB" in page
        assert "Attach file" in page
        with acting_atomic("system:demo"):
            file = MaterialFile.objects.get()
        for path in (f"/summits/sessions/{session.pk}/", "/summits/2027/materials/"):
            shown = markup(dana.get(path))
            assert f'href="/summits/files/{file.pk}/"' in shown
            assert "Remove" not in shown
        got = dana.get(file.get_absolute_url())
        assert b"".join(got.streaming_content) == b"Slides"
        assert got.headers["Content-Disposition"].startswith("attachment")
        assert dana.get(address).status_code == 403
        assert dana.get(f"/summits/files/{file.pk}/remove/").status_code == 403
        asked = words(mona.get(f"/summits/files/{file.pk}/remove/"))
        assert "Remove this file?" in asked
        gone = mona.post(f"/summits/files/{file.pk}/remove/", {"reason": "Old."}, follow=True)
        assert "File removed: slides.txt" in words(gone)
        assert dana.get(file.get_absolute_url()).status_code == 404

    def test_links_say_where_they_lead(
        self, open_summit, mona_manager, dana_of_riverton, client_of
    ):
        mona = client_of(mona_manager)
        address = "/summits/2027/materials/links/new/"
        for url in ("http://video.example.gov/", "https://me@evil.example/", "not a link"):
            answer = mona.post(address, {"title": "Recording", "url": url})
            assert 'class="usa-error-message"' in answer.content.decode(), url
            assert 'value="Recording"' in answer.content.decode(), "what was typed stays"
        assert mona.post(address, {"title": "Recording", "url": URL}).status_code == 303
        page = client_of(dana_of_riverton).get("/summits/2027/")
        assert f'<a href="{URL}" rel="noopener noreferrer external">' in markup(page)
        assert "Opens video.example.gov" in words(page)

    def test_my_agenda_shows_those_of_chosen_sessions(
        self, open_summit, session, mona_manager, dana_of_riverton, client_of, acting_as
    ):
        other = session_of(open_summit, "Murder books", NINE + timedelta(hours=3))
        add_link(mona_manager, open_summit, session, title="Recording of the lead")
        add_link(mona_manager, open_summit, other, title="Recording of the books")
        with acting_as(dana_of_riverton) as by:
            choices.choose(session, by=by)
        page = words(client_of(dana_of_riverton).get("/summits/2027/my-agenda/"))
        assert "Recording of the lead" in page
        assert "Recording of the books" not in page

    def test_a_session_without_a_time_keeps_its_own(
        self, open_summit, mona_manager, dana_of_riverton, client_of
    ):
        hidden = session_of(open_summit, "Not yet", None)
        file = add_file(mona_manager, open_summit, hidden)
        assert client_of(dana_of_riverton).get(file.get_absolute_url()).status_code == 404
        assert client_of(mona_manager).head(file.get_absolute_url()).status_code == 200

    def test_visitors_see_none_even_of_a_public_agenda(
        self, open_summit, session, mona_manager, client
    ):
        with acting_atomic("system:demo"):
            Summit.objects.update(is_published=True, is_agenda_public=True)
        file = add_file(mona_manager, open_summit, session)
        add_link(mona_manager, open_summit, session)
        page = client.get(f"/summits/sessions/{session.pk}/")
        assert page.status_code == 200
        assert "Recording" not in words(page)
        assert "Recording" not in words(client.get("/summits/2027/"))
        assert client.get(file.get_absolute_url()).status_code == 302
        assert client.get("/summits/2027/materials/").status_code == 302

    def test_a_refused_file_is_named_and_not_sent(
        self, open_summit, mona_manager, client_of, settings
    ):
        settings.CLAMAV_ADDRESS = "127.0.0.1:9"
        file = add_file(mona_manager, open_summit)
        page = words(client_of(mona_manager).get("/summits/2027/materials/"))
        assert "Being checked" in page
        assert client_of(mona_manager).get(file.get_absolute_url()).status_code == 409
        with acting_atomic("system:outbox"):
            settings.CLAMAV_ADDRESS = ""
            file_actions.scan(MaterialFile, str(file.pk), tries=1)
        assert client_of(mona_manager).head(file.get_absolute_url()).status_code == 200

    def test_the_sweep_spares_them(self, open_summit, mona_manager, client_of):
        file = add_file(mona_manager, open_summit)
        with acting_atomic("system:outbox"):
            sweep(clock.now().timestamp() + 9 * 86_400_000)
        assert client_of(mona_manager).head(file.get_absolute_url()).status_code == 200

    def test_pages_take_few_statements_whatever_there_is(
        self, open_summit, session, mona_manager, dana_of_riverton, statements_of
    ):
        for n in range(4):
            add_file(mona_manager, open_summit, session, content=f"Slides {n}".encode())
            add_link(mona_manager, open_summit, session)
        for path in (
            f"/summits/sessions/{session.pk}/",
            "/summits/2027/materials/",
            "/summits/2027/",
        ):
            assert statements_of(dana_of_riverton, path) <= MAX_STATEMENTS, path

    def test_nothing_there(self, open_summit, client_of, dana_of_riverton):
        page = words(client_of(dana_of_riverton).get("/summits/2027/materials/"))
        assert "No recordings or materials for the whole summit yet." in page
        assert client_of(dana_of_riverton).get(f"/summits/files/{uuid4()}/").status_code == 404


def test_what_is_wrong_is_removed_from_a_canceled_summit_and_nothing_is_added(
    session, mona_manager, client_of
):
    link = add_link(mona_manager, session.summit, session)
    with acting_atomic("system:demo"):
        Summit.objects.filter(pk=session.summit_id).update(status="canceled")
    browser = client_of(mona_manager)
    listed = markup(browser.get("/summits/2027/materials/"))
    assert f"/summits/links/{link.pk}/remove/" in listed
    assert "files/new/" not in listed
    assert browser.get("/summits/2027/materials/files/new/").status_code == 403
    path = f"/summits/links/{link.pk}/remove/"
    assert browser.post(path, {"reason": "It names a victim."}).status_code == 303
    with acting_atomic("system:demo"):
        assert not MaterialLink.objects.standing().exists()
