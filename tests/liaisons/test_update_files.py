"""Files of updates: checked as everywhere, attached once, read by the update's readers, kept from the uncleared."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.tenancy.context import acting, acting_atomic
from liaisons.models import UpdateFile, UpdateRequest
from tests.pages import markup, words

pytestmark = pytest.mark.django_db


def a_file(name="agenda.txt", content=b"1. Evidence room\n") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def kept() -> list[UpdateFile]:
    with acting_atomic("system:demo"):
        return list(UpdateFile.objects.order_by("name"))


def test_it_comes_with_the_update_and_its_readers_open_it(
    client_of, lee_liaison, dana_of_riverton, omar_of_lakeside, posted
):
    pk, lee = uuid4(), client_of(lee_liaison)
    fields = posted(new_files=[a_file(), a_file("photo notes.txt", b"Bins relabeled\n")])
    assert lee.post(f"/updates/new/?draft={pk}", fields).status_code == 303
    [agenda, _] = kept()
    page = markup(client_of(dana_of_riverton).get(f"/updates/{pk}/"))
    assert f'href="/updates/{pk}/files/{agenda.pk}/"' in page
    assert "Attach file" not in page
    sent = client_of(dana_of_riverton).get(agenda.get_absolute_url())
    assert b"".join(sent.streaming_content) == b"1. Evidence room\n"
    assert client_of(omar_of_lakeside).get(agenda.get_absolute_url()).status_code == 404


def test_sent_twice_it_is_attached_once_and_a_forgotten_one_is_added(
    client_of, lee_liaison, posted
):
    pk, lee, fields = uuid4(), client_of(lee_liaison), posted()
    for files in ([a_file()], [a_file()], [a_file(), a_file("list.txt", b"Forgotten\n")]):
        again = fields | {"nonce": f"nonce-{uuid4().hex}", "new_files": files}
        assert lee.post(f"/updates/new/?draft={pk}", again).status_code == 303
    assert [each.name for each in kept()] == ["agenda.txt", "list.txt"]


def test_a_refused_form_and_a_draft_say_that_files_are_not_kept(client_of, lee_liaison, posted):
    lee = client_of(lee_liaison)
    refused = lee.post(f"/updates/new/?draft={uuid4()}", posted(summary="", new_files=[a_file()]))
    assert "Choose your files again" in words(refused)
    saved = lee.post(
        f"/updates/new/?draft={uuid4()}", posted(save="draft", new_files=[a_file()]), follow=True
    )
    assert "Drafts don't keep files." in words(saved)
    assert kept() == []


def test_what_it_is_counts_not_its_name(client_of, lee_liaison, visit):
    answer = client_of(lee_liaison).post(
        f"/updates/{visit.pk}/files/", {"file": a_file("a.pdf", b"MZ\x90\x00"), "nonce": "n" * 32}
    )
    assert (answer.status_code, kept()) == (422, [])


def test_its_author_attaches_later_and_removes_with_a_reason(
    client_of, lee_liaison, dana_of_riverton, cora_coordinator, visit
):
    lee, path = client_of(lee_liaison), f"/updates/{visit.pk}/files/"
    lee.post(path, {"file": a_file(), "description": "For Friday", "nonce": "n" * 32})
    [file] = kept()
    assert "For Friday" in words(lee.get(visit.get_absolute_url()))
    for other in (dana_of_riverton, cora_coordinator):
        assert client_of(other).post(path, {"file": a_file()}).status_code == 403
        answer = client_of(other).post(f"{path}{file.pk}/remove/", {"reason": "Mine."})
        assert answer.status_code == 403
    assert (
        lee.post(f"{path}{file.pk}/remove/", {"reason": "", "nonce": "m" * 32}).status_code == 422
    )
    lee.post(f"{path}{file.pk}/remove/", {"reason": "Wrong site.", "nonce": "o" * 32})
    [gone] = kept()
    assert (gone.removal_reason, gone.removed_by) == ("Wrong site.", lee_liaison)
    assert lee.get(file.get_absolute_url()).status_code == 404
    assert file.get_absolute_url() not in markup(lee.get(visit.get_absolute_url()))


def test_a_file_about_a_federal_item_is_kept_from_the_uncleared(
    client_of, riverton, lee_liaison, dana_of_riverton, cora_coordinator, visit, request_of
):
    client_of(lee_liaison).post(
        f"/updates/{visit.pk}/files/", {"file": a_file(), "nonce": "n" * 32}
    )
    [file] = kept()
    federal = request_of(riverton, dana_of_riverton, handling="federal", federal_agencies=["atf"])
    with acting("system:demo"):
        UpdateRequest.objects.create(site=riverton, update=visit, request=federal)
    for reader, status in ((dana_of_riverton, 404), (lee_liaison, 404), (cora_coordinator, 200)):
        answer = client_of(reader).get(file.get_absolute_url())
        list(getattr(answer, "streaming_content", ()))
        assert answer.status_code == status
    assert "agenda.txt" not in words(client_of(dana_of_riverton).get(visit.get_absolute_url()))


def test_a_draft_has_no_files(client_of, lee_liaison, draft):
    answer = client_of(lee_liaison).post(f"/updates/{draft.pk}/files/", {"file": a_file()})
    assert answer.status_code == 404
