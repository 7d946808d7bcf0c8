"""Session notes by the API: the walls, versions, and refusals of the pages, and what comes of a note."""

from datetime import UTC, datetime

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.models import Session, SessionNote
from tests.api.conftest import problem, wrong
from tests.summits.test_notes import TEXT, at_the_summit, note, session  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
LIST = "/summits/2027/notes/"
SENT = {"site": "riverton-ex", "text": TEXT}


@pytest.fixture
def one(note) -> str:  # noqa: F811 -- the fixture above
    """The note's address."""
    return f"/session-notes/{note.pk}/"


def test_a_note_is_written_once_and_read_by_its_site_alone(
    session,  # noqa: F811 -- the fixture above
    caller,
    dana_of_riverton,
    omar_of_lakeside,
    mona_manager,
    pat_provider,
):
    dana, path = caller(dana_of_riverton), f"/sessions/{session.pk}/notes/"
    made = dana.post(path, SENT, Idempotency_Key="session-note-1")
    again = dana.post(path, SENT, Idempotency_Key="session-note-1")
    assert (made.status_code, again.json()) == (201, made.json())
    told = made.json()
    assert made["Location"].endswith(f"/session-notes/{told['id']}/")
    assert (told["text"], told["site"], told["summit"]) == (TEXT, "riverton-ex", "2027")
    assert (told["session_title"], told["led_to"]) == ("From lead to arrest", [])
    [row] = dana.get(LIST).json()["results"]
    assert row == {name: value for name, value in told.items() if name != "led_to"}
    [seen] = caller(mona_manager).get(LIST).json()["results"]
    assert (seen["id"], seen["text"]) == (told["id"], TEXT)
    omar = caller(omar_of_lakeside)
    assert omar.get(LIST).json()["results"] == []
    assert problem(omar.get(f"/session-notes/{told['id']}/"))[0] == 404
    assert problem(omar.patch(f"/session-notes/{told['id']}/", {"text": "x"}))[0] == 404
    assert problem(omar.post(path, SENT))[0] == 422
    assert problem(caller(mona_manager).post(path, SENT))[0] == 403
    assert problem(caller(pat_provider).get(LIST))[0] == 403


def test_a_refusal_names_the_field_and_nothing_is_saved(
    session,  # noqa: F811 -- the fixture above
    caller,
    dana_of_riverton,
):
    dana, path = caller(dana_of_riverton), f"/sessions/{session.pk}/notes/"
    assert set(wrong(dana.post(path, SENT | {"text": " "}))) == {"/text"}
    with clock.frozen(datetime(2027, 3, 8, 12, tzinfo=UTC)):
        assert problem(dana.post(path, SENT))[0] == 409
    with acting_atomic("system:demo"):
        assert not SessionNote.objects.exists()
        waiting = Session.objects.create(summit=session.summit, title="No time yet")
    assert problem(dana.post(f"/sessions/{waiting.pk}/notes/", SENT))[0] == 404


def test_only_its_author_changes_the_version_they_read(
    one, caller, dana_of_riverton, member, riverton
):
    dana, sent = caller(dana_of_riverton), {"text": "Reviews each week."}
    other = caller(member(riverton, "program-advisor", "advisor").user)
    assert problem(dana.patch(one, sent))[0] == 428
    assert problem(other.patch(one, sent, If_Match='"1"'))[0] == 403
    changed = dana.patch(one, sent, If_Match='"1"')
    assert (changed.json()["text"], changed["ETag"]) == ("Reviews each week.", '"2"')
    assert problem(dana.patch(one, {"text": "Late."}, If_Match='"1"'))[0] == 412
    assert dana.get(one).json()["text"] == "Reviews each week."


def test_no_action_needed_is_said_and_taken_back(one, caller, dana_of_riverton, lee_liaison):
    dana, path = caller(dana_of_riverton), f"{one}settled/"
    assert problem(dana.post(path, {"settled": True}))[0] == 428
    done = dana.post(path, {"settled": True}, If_Match='"1"').json()
    assert done["settled_at"]
    assert problem(dana.post(path, {"settled": False}, If_Match='"1"'))[0] == 412
    back = dana.post(path, {"settled": False}, If_Match='"2"').json()
    assert (back["settled_at"], back["version"]) == (None, 3)
    assert problem(dana.post(path, {}, If_Match='"3"'))[0] == 422


def test_a_request_and_a_commitment_come_of_a_note(
    one, caller, dana_of_riverton, omar_of_lakeside, gun_violence, standards
):
    dana = caller(dana_of_riverton)
    origin = dana.get(one).json()["origin"]
    asked = dana.post(
        "/requests/",
        {
            "site": "riverton-ex",
            "title": "Reviews",
            "core_area": gun_violence.slug,
            "origin": origin,
        },
    )
    kept = dana.post(
        "/commitments/",
        {
            "site": "riverton-ex",
            "text": "Meet each Monday",
            "due_on": "2027-04-02",
            "origin": origin,
        },
    )
    assert (asked.status_code, kept.status_code) == (201, 201)
    led = {each["name"]: each["title"] for each in dana.get(one).json()["led_to"]}
    assert led == {asked.json()["number"]: "Reviews", "Commitment": "Meet each Monday"}
    foreign = {"site": "lakeside-ex", "text": "x", "due_on": "2027-04-02", "origin": origin}
    assert problem(caller(omar_of_lakeside).post("/commitments/", foreign))[0] == 422


def test_pages_follow_each_other(note, caller, dana_of_riverton, riverton):  # noqa: F811 -- the fixture above
    with acting_atomic("system:demo"):
        for n in range(4):
            SessionNote.objects.create(
                site=riverton,
                session=note.session,
                text=f"Note {n}",
                author=dana_of_riverton,
                made_at=note.made_at,
            )
    dana, path, seen = caller(dana_of_riverton), f"{LIST}?limit=2", []
    while path:
        page = dana.get(path).json()
        seen += [row["text"] for row in page["results"]]
        path = page["next"] and page["next"].removeprefix("/api/v1")
    assert sorted(seen) == [
        "Ask for help with weekly shooting reviews.",
        *(f"Note {n}" for n in range(4)),
    ]
