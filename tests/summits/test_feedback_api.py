"""Feedback and links by the API: once, by versions, and read as on the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.tenancy.context import acting_atomic
from summits.models import MaterialLink
from tests.api.conftest import problem, wrong
from tests.summits.test_feedback import (  # noqa: F401 -- fixtures
    at_the_end,
    come,
    held,
    say,
    session,
    speaker_of,
)

pytestmark = pytest.mark.django_db
SENT = {"overall": 4, "useful": 5, "comment": "More of this"}


@pytest.fixture
def addresses(held, session):  # noqa: F811 -- the fixtures above
    """Where feedback on the summit and on the session is."""
    return ("/summits/2027/feedback/", f"/sessions/{session.pk}/feedback/")


@pytest.mark.parametrize("which", [0, 1])
def test_an_answer_is_given_once_and_changed_by_its_version(
    which,
    addresses,
    held,  # noqa: F811 -- the fixture above
    caller,
    dana_of_riverton,
):
    path, person = addresses[which], come(held).person
    mine = caller(person)
    assert problem(mine.get(path))[0] == 404
    assert set(wrong(mine.post(path, SENT | {"overall": 6}))) == {"/overall"}
    assert set(wrong(mine.post(path, SENT | {"overall": "4", "useful": 5.0}))) == {
        "/overall",
        "/useful",
    }
    made = mine.post(path, SENT, Idempotency_Key="feedback-1")
    assert made.status_code == 201
    assert mine.post(path, SENT, Idempotency_Key="feedback-1").json() == made.json()
    assert problem(mine.post(path, SENT, Idempotency_Key="feedback-2"))[0] in {409, 412}
    assert problem(mine.patch(path, {"overall": 2}))[0] == 428
    changed = mine.patch(path, {"overall": 2}, If_Match=mine.get(path)["ETag"])
    assert changed.status_code == 200, changed.content
    assert (changed.status_code, changed.json()["overall"], changed.json()["useful"]) == (200, 2, 5)
    assert problem(mine.patch(path, {"overall": 1}, If_Match=made["ETag"]))[0] == 412
    other = caller(dana_of_riverton)
    assert problem(other.get(path))[0] == 404
    assert problem(other.post(path, SENT))[0] == 403


def test_results_are_read_by_organizers_and_speakers(
    held,  # noqa: F811 -- the fixture above
    session,  # noqa: F811 -- the fixture above
    caller,
    mona_manager,
    dana_of_riverton,
):
    for person in [come(held).person for _ in range(5)]:
        for about in (None, session):
            say(person, held, about)
    path = "/summits/2027/feedback/results/"
    found = caller(mona_manager).get(path).json()["results"]
    assert {row["session"] for row in found} == {None, str(session.pk)}
    [row] = caller(speaker_of(session)).get(path).json()["results"]
    assert (row["session"], row["answers"], row["overall"]) == (str(session.pk), 5, 4.0)
    assert problem(caller(dana_of_riverton).get(path))[0] == 403


def test_links_are_added_and_removed_with_a_reason(
    held,  # noqa: F811 -- the fixture above
    session,  # noqa: F811 -- the fixture above
    caller,
    mona_manager,
    dana_of_riverton,
):
    mona, dana, path = caller(mona_manager), caller(dana_of_riverton), "/summits/2027/links/"
    sent = {"title": "Recording", "url": "https://video.example.gov/1", "session": str(session.pk)}
    assert set(wrong(mona.post(path, sent | {"url": "http://example.gov"}))) == {"/url"}
    assert set(wrong(mona.post(path, sent | {"session": str(held.pk)}))) == {"/session"}
    assert problem(dana.post(path, sent))[0] == 403
    made = mona.post(path, sent, Idempotency_Key="summit-link-1")
    assert made.status_code == 201, made.content
    assert (made.status_code, made.json()["session"]) == (201, str(session.pk))
    assert mona.post(path, sent, Idempotency_Key="summit-link-1").json() == made.json()
    [listed] = dana.get(path).json()["results"]  # in the reader's time zone
    assert listed == made.json() | {"added_at": listed["added_at"]}
    assert dana.get("/summits/2027/files/").json()["results"] == []
    one = f"/summit-links/{made.json()['id']}/"
    assert dana.get(one).json() == listed
    assert problem(dana.post(f"{one}removed/", {"reason": "Mine"}))[0] == 403
    assert set(wrong(mona.post(f"{one}removed/", {"reason": " "}))) == {"/reason"}
    assert mona.post(f"{one}removed/", {"reason": "Wrong video"}).status_code == 200
    assert problem(mona.get(one))[0] == 404
    with acting_atomic("system:demo"):
        assert MaterialLink.objects.get().removal_reason == "Wrong video"


def test_a_file_is_added_once_as_a_form_and_refused_as_on_the_page(
    held,  # noqa: F811 -- the fixture above
    session,  # noqa: F811 -- the fixture above
    caller,
    mona_manager,
    dana_of_riverton,
):
    path = "/summits/2027/files/"
    mona, dana = caller(mona_manager), caller(dana_of_riverton)

    def sends(who, name="slides.txt", content=b"Slides", key="file-of-1", **fields):
        form = {"file": SimpleUploadedFile(name, content), **fields}
        headers = {"Authorization": f"Bearer {who.token}", "Idempotency-Key": key}
        return who.client.post(f"/api/v1{path}", form, headers=headers)

    made = sends(mona, session=str(session.pk), description="Slides")
    assert made.status_code == 201, made.content
    assert (made.json()["name"], made.json()["session"]) == ("slides.txt", str(session.pk))
    assert sends(mona, session=str(session.pk), description="Slides").json() == made.json()
    assert problem(sends(mona, content=b"Other"))[0] == 422
    assert set(wrong(sends(mona, name="run.exe", content=b"MZ\x90\x00", key="file-of-2"))) == {
        "/file"
    }
    assert set(wrong(sends(mona, session=str(held.pk), key="file-of-3"))) == {"/session"}
    assert set(wrong(sends(mona, room="1", key="file-of-4"))) == {"/room"}
    assert problem(sends(dana))[0] == 403
    assert problem(mona.post(path, {"file": "x"}))[0] == 415
    [listed] = dana.get(path).json()["results"]
    assert listed["id"] == made.json()["id"]
