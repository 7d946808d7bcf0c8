"""Files come with a new request at once, and belong to those who write its draft until it is submitted."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.calendars import clock
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from tests.pages import words
from tests.tta_requests.test_forms import GOOD
from tta_requests.models import Attachment, TTARequest

pytestmark = pytest.mark.django_db


def upload(name="policy.txt", content=b"Review policy of the department\n"):
    return SimpleUploadedFile(name, content)


def files() -> list[Attachment]:
    with acting_atomic("system:demo"):
        return list(Attachment.objects.select_related("request").order_by("name"))


def status_of(client, path) -> int:
    answer = client.get(path)
    if answer.streaming:
        assert b"".join(answer.streaming_content)
    return answer.status_code


@pytest.fixture
def dana(client_of, dana_of_riverton, riverton, gun_violence, standards):
    return client_of(dana_of_riverton)


def test_files_had_to_wait_until_the_request_was_submitted(
    dana, client_of, cora_coordinator, drain
):
    sent = {**GOOD, "then": "submit", "new_files": [upload("b.txt"), upload("a.txt")]}
    answer = dana.post("/requests/new/", sent, follow=True)
    assert [file.name for file in files()] == ["a.txt", "b.txt"]
    assert "a.txt" in answer.content.decode()
    assert "a.txt" in client_of(cora_coordinator).get(answer.request["PATH_INFO"]).content.decode()
    drain()
    with acting_atomic("system:outbox"):
        assert not Notification.objects.of_reminder("file").exists()


def test_a_drafts_files_are_read_by_those_who_write_it_alone(
    dana, client_of, ula_of_riverton, lee_liaison, cora_coordinator, mayor_of_riverton, ana_analyst
):
    dana.post("/requests/new/", {**GOOD, "then": "save", "new_files": [upload()]})
    [file] = files()
    page = f"/requests/{file.request.number}/edit/"
    path = f"/requests/{file.request.number}/attachments/{file.pk}/"
    assert "policy.txt" in dana.get(page).content.decode()
    for person, status in (
        (ula_of_riverton, 200),
        (lee_liaison, 404),
        (cora_coordinator, 404),
        (mayor_of_riverton, 404),
        (ana_analyst, 404),
    ):
        assert status_of(client_of(person), path) == status, person
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=file.request_id).update(
            status="submitted", submitted_at=clock.now()
        )
    assert status_of(client_of(cora_coordinator), path) == 200


def test_a_colleague_who_writes_the_draft_removes_its_file(dana, client_of, ula_of_riverton):
    dana.post("/requests/new/", {**GOOD, "then": "save", "new_files": [upload()]})
    [file] = files()
    ula = client_of(ula_of_riverton)
    path = f"/requests/{file.request.number}/attachments/{file.pk}/remove/"
    assert path in ula.get(f"/requests/{file.request.number}/edit/").content.decode()
    ula.post(path, {"reason": "Not the current one."})
    assert files()[0].removed_at is not None


def test_a_file_chosen_in_vain_is_named_and_nothing_is_lost(dana):
    bad = {**GOOD, "then": "save", "new_files": [upload(), upload("run.exe", b"MZ\x90\x00")]}
    answer = dana.post("/requests/new/", bad)
    assert answer.status_code == 422
    assert "run.exe: " in words(answer)
    assert GOOD["problem"] in answer.content.decode()
    assert files() == []
    answer = dana.post("/requests/new/", {**GOOD, "title": "", "new_files": [upload()]})
    assert "Choose the files again." in words(answer)


def test_more_than_five_files_at_a_time_are_refused_in_words(dana):
    many = [upload(f"{n}.txt") for n in range(6)]
    answer = dana.post("/requests/new/", {**GOOD, "then": "save", "new_files": many})
    assert "Choose up to 5 files at a time." in words(answer)
    assert files() == []


def test_staff_attach_to_a_draft_they_write_for_a_site(client_of, cora_coordinator, dana):
    cora = client_of(cora_coordinator)
    cora.post("/requests/new/", {**GOOD, "then": "save", "new_files": [upload()]})
    [file] = files()
    path = f"/requests/{file.request.number}/attachments/{file.pk}/"
    assert status_of(cora, path) == 200
    assert status_of(dana, path) == 200
