"""Evidence by the API: a line with its file, the file's removal, and sharing what came of the work."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import RecommendationFactory


@pytest.fixture
def advice(riverton):
    with acting_atomic("system:demo"):
        return RecommendationFactory(site=riverton, status="implemented")


def test_a_contact_adds_evidence_with_a_file_removes_it_and_shares_the_result(
    advice, caller, dana_of_riverton, mayor_of_riverton, omar_of_lakeside
):
    dana, mayor, omar = map(caller, (dana_of_riverton, mayor_of_riverton, omar_of_lakeside))
    page = f"/recommendations/{advice.pk}/"
    tag = dana.get(page)["ETag"]
    answer = dana.client.post(
        f"/api/v1{page}evidence/",
        {
            "text": "Order 26-04",
            "file": SimpleUploadedFile("order.txt", b"Two detectives", "text/plain"),
        },
        headers={"Authorization": f"Bearer {dana.token}", "If-Match": tag},
    )
    assert answer.status_code == 200, answer.content
    [line] = answer.json()["evidence"]
    [file] = line["files"]
    assert (line["text"], file["name"]) == ("Order 26-04", "order.txt")
    where = f"/evidence-files/{file['id']}/"
    assert b"".join(mayor.get(where).streaming_content) == b"Two detectives"
    assert omar.get(where).status_code == 404
    assert mayor.post(f"{where}removal/", {"reason": "A copy."}).status_code == 403
    assert dana.post(f"{where}removal/", {"reason": " "}).status_code == 422
    assert dana.post(f"{where}removal/", {"reason": "A copy."}).status_code == 200
    assert mayor.get(where).status_code == 404
    words = {"headline": "Two on call each night", "result": "Leads have an owner."}
    assert mayor.post(f"{page}shares/", words).status_code == 403
    shared = dana.post(f"{page}shares/", words)
    assert (shared.status_code, shared.json()["ended_at"]) == (201, None)
    assert dana.post(f"{page}shares/", words).status_code == 409
    assert dana.send("DELETE", f"{page}shares/").json()["ended_at"]
    assert dana.send("DELETE", f"{page}shares/").status_code == 404
