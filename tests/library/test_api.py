"""The API of the library: it finds what the page finds."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from library.models import Resource
from library.querysets import file_of

pytestmark = pytest.mark.django_db


def test_the_api_lists_searches_and_reads_what_the_caller_reads(
    add, caller, riverton, mona_manager, omar_of_lakeside
):
    own, shared = add(mona_manager, site=riverton), add(mona_manager, title="Camera form")
    call = caller(omar_of_lakeside)
    found = call.get("/resources/?q=cameras").json()["results"]
    assert [each["slug"] for each in found] == [shared.slug]
    assert call.get("/resources/?type=nonsense").status_code == 422
    one = call.get(f"/resources/{shared.slug}/")
    assert (one.status_code, one["ETag"]) == (200, '"1"')
    assert call.get(f"/resources/{own.slug}/").status_code == 404


def test_a_program_adds_changes_reviews_archives_and_restores_a_resource(
    caller, gun_violence, riverton, dana_of_riverton, mayor_of_riverton, omar_of_lakeside
):
    call, reader, stranger = map(caller, (dana_of_riverton, mayor_of_riverton, omar_of_lakeside))
    new = {
        "title": "Camera form",
        "type": "form",
        "summary": "Asks shops for video.",
        "core_areas": ["gun-violence"],
        "audience": "site",
        "site": "riverton-ex",
        "url": "https://example.gov/form",
        "review_by": "2027-11-02",
    }
    assert reader.post("/resources/", new).status_code == 403
    wrong = call.post("/resources/", new | {"audience": "network", "site": ""})
    assert [each["pointer"] for each in wrong.json()["errors"]] == ["/audience"]
    made = call.post("/resources/", new).json()
    here = f"/resources/{made['slug']}/"
    assert stranger.get(here).status_code == 404
    assert reader.patch(here, {"title": "Mine"}, If_Match='"1"').status_code == 403
    assert call.patch(here, {"title": "Late"}, If_Match='"9"').status_code == 412
    changed = call.patch(here, {"title": "Video form"}, If_Match='"1"').json()
    assert changed == made | {"title": "Video form", "version": 2}
    moved = call.patch(here, {"audience": "network"}, If_Match='"2"')
    assert moved.status_code == 422
    other = {"url": "https://example.gov/later"}
    assert call.post(f"{here}content/", other, If_Match='"2"').json()["url"] == other["url"]
    on = {"review_by": "2028-01-03"}
    assert call.post(f"{here}review/", on, If_Match='"3"').json()["reviewed_on"] == "2026-11-02"
    assert call.post(f"{here}sharing/", on, If_Match='"4"').status_code == 403
    why = {"reason": "Old."}
    assert reader.post(f"{here}archive/", why, If_Match='"4"').status_code == 403
    assert call.post(f"{here}archive/", why, If_Match='"4"').json()["archived_at"]
    assert call.post(f"{here}archive/", why, If_Match='"5"').status_code == 409
    assert call.post(f"{here}restore/", {}, If_Match='"5"').json()["archived_at"] is None


def test_a_file_is_added_as_a_form_downloaded_and_given_to_another_owner(
    caller, act, gun_violence, mona_manager, cora_coordinator, omar_of_lakeside
):
    call = caller(mona_manager)
    answer = call.client.post(
        "/api/v1/resources/",
        {
            "title": "Review form",
            "type": "form",
            "summary": "One page.",
            "core_areas": ["gun-violence"],
            "audience": "network",
            "review_by": "2027-11-02",
            "file": SimpleUploadedFile("review.txt", b"One"),
        },
        headers={"Authorization": f"Bearer {call.token}"},
    )
    assert (answer.status_code, answer.json()["url"]) == (201, "")
    with act(mona_manager) as by:
        file = file_of(by, Resource.objects.get())
        assert file.name == "review.txt"
        type(file).objects.filter(pk=file.pk).update(scan="clean")
    here = f"/resources/{answer.json()['slug']}/"
    assert b"".join(caller(omar_of_lakeside).get(f"{here}file/")) == b"One"
    # Its owner gives it to someone who can answer for it.
    to = {"owner": cora_coordinator.email.upper()}
    assert caller(omar_of_lakeside).post(f"{here}owner/", to, If_Match='"1"').status_code == 403
    wrong = call.post(f"{here}owner/", {"owner": omar_of_lakeside.email}, If_Match='"1"')
    assert [each["pointer"] for each in wrong.json()["errors"]] == ["/owner"]
    assert call.post(f"{here}owner/", to, If_Match='"1"').status_code == 200
    with act(mona_manager):
        assert Resource.objects.get().owner_id == cora_coordinator.pk
