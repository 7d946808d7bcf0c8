"""Search finds summits, sessions, and session notes: what the reader may see, in as many statements as before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.models import Session, SessionNote, SessionSpeaker, Speaker
from tests.factories.summits import SummitFactory
from tests.pages import markup, words
from tests.tta_requests.states import put
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 9, 14, tzinfo=UTC)
HOUR = DateTimeTZRange(START, START + timedelta(hours=1))
CEILING = (
    10  # one for each kind of result, communities and accomplishments among them, and the frame
)


@pytest.fixture
def session(db) -> Session:
    with acting_atomic("system:demo"):
        summit = SummitFactory(slug="2027", theme="Solving cases together")
        made = Session.objects.create(
            summit=summit,
            title="From lead to arrest",
            text="How a NIBIN lead becomes a case in Riverside\N{RIGHT SINGLE QUOTATION MARK}s unit.",
            during=HOUR,
        )
        speaker = Speaker.objects.create(summit=summit, name="José Núñez", position="Commander")
        SessionSpeaker.objects.create(
            summit=summit, session=made, speaker=speaker, during=made.during
        )
    return made


@pytest.fixture
def note(session, riverton, dana_of_riverton) -> SessionNote:
    with acting_atomic("system:demo"):
        return SessionNote.objects.create(
            site=riverton,
            session=session,
            text="Ask about xylazine.",
            author=dana_of_riverton,
            made_at=clock.now(),
        )


@pytest.fixture
def search_as(client_of):
    def look(user, text) -> str:
        response = client_of(user).get("/search/", {"q": text})
        assert response.status_code == 200
        return words(response)

    return look


@pytest.mark.parametrize(
    "typed", ["2027", "example harbor", "Harbor Hall 2027", "solving cases", "violent-crime"]
)
def test_a_summit_is_found_by_name_place_theme_and_year(
    session, search_as, client_of, omar_of_lakeside, typed
):
    said = search_as(omar_of_lakeside, typed)
    assert "Summits and sessions" in said
    assert "2027 Violent Crime Summit Mar 9\N{EN DASH}11, 2027" in said
    page = client_of(omar_of_lakeside).get("/search/", {"q": typed}).content.decode()
    assert 'href="/summits/2027/"' in page


@pytest.mark.parametrize(
    "typed", ["lead arrest", "nibin", "riverside's", "Jose Nunez", "NÚÑEZ", "commander"]
)
def test_a_session_is_found_by_title_description_and_speaker(
    session, client_of, omar_of_lakeside, typed
):
    page = client_of(omar_of_lakeside).get("/search/", {"q": typed}).content.decode()
    assert f'href="/summits/sessions/{session.pk}/"' in page
    assert "Session, 2027 Violent Crime Summit" in page


def test_the_words_found_are_marked(session, client_of, omar_of_lakeside):
    page = markup(client_of(omar_of_lakeside).get("/search/", {"q": "nibin"}))
    assert "<mark>NIBIN</mark>" in page


def test_a_session_without_a_time_is_not_found(session, search_as, omar_of_lakeside):
    with acting_atomic("system:demo"):
        SessionSpeaker.objects.all().delete()
        Session.objects.update(during=DateTimeTZRange(empty=True))
    assert "No results." in search_as(omar_of_lakeside, "nibin")


def test_a_note_is_found_by_who_may_read_it_alone(
    note, search_as, client_of, dana_of_riverton, omar_of_lakeside, mona_manager, pat_provider
):
    for reader in (dana_of_riverton, mona_manager):
        said = search_as(reader, "xylazine")
        assert "Session notes" in said
        assert "Riverton, EX · 2027 Violent Crime Summit" in said
        page = client_of(reader).get("/search/", {"q": "xylazine"}).content.decode()
        assert f'href="{note.get_absolute_url()}"' in page
        assert client_of(reader).get(note.get_absolute_url()).status_code == 200
    for other in (omar_of_lakeside, pat_provider):
        assert "No results." in search_as(other, "xylazine")


def test_a_changed_text_is_found_by_its_new_words(note, search_as, dana_of_riverton):
    with acting_atomic("system:demo"):
        SessionNote.objects.update(text="Ask about fentanyl.", version=2)
    assert "No results." in search_as(dana_of_riverton, "xylazine")
    assert "Session notes" in search_as(dana_of_riverton, "fentanyl")


def test_a_search_that_finds_everything_keeps_its_ceiling(
    note, standards, gun_violence, best_provider, statements_of, riverton, dana_of_riverton
):
    tta_request = put(
        "triage",
        site=riverton,
        area=gun_violence,
        requester=dana_of_riverton,
        provider=best_provider,
    )
    with acting_atomic("system:demo"):
        rows = TTARequest.objects.numbered(tta_request.number)
        rows.update(problem="Xylazine at the 2027 summit.")
        for n in range(12):
            SummitFactory(name=f"Summit {n} on xylazine", starts_on=date(2020, 1, 1 + n))
    path = "/search/?q=xylazine"
    statements_of(dana_of_riverton, path)
    assert statements_of(dana_of_riverton, path) <= CEILING
    nothing = "/search/?q=zebrafish"
    statements_of(dana_of_riverton, nothing)
    assert statements_of(dana_of_riverton, nothing) <= CEILING
