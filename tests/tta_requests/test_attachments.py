"""Files of requests: who hands them in, who gets them, and how they leave."""

import errno
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.calendars import clock
from foundation.files import intake, store
from foundation.files.errors import NoRoom
from foundation.files.recognize.text import EICAR
from foundation.notifications.models import Ledger, Notification
from foundation.tenancy.context import acting_atomic
from tests.files.photos import HEIC
from tests.pages import words
from tta_requests.actions import attachments
from tta_requests.enums import Status
from tta_requests.models import Attachment, Share, TTARequest

pytestmark = pytest.mark.django_db

TEXT = b"Review of nonfatal shootings, week 12\n"


def upload(name="review.txt", content=TEXT):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def request_(put_in):
    return put_in("in-delivery")


@pytest.fixture
def kept(request_, act, dana_of_riverton):
    with act(dana_of_riverton) as by:
        checked = intake.check(BytesIO(TEXT), "review.txt")
        return attachments.attach(request_, file=checked, description="Last week", by=by)


def address(file, *more):
    return "/".join([f"/requests/{file.request.number}/attachments", str(file.pk), *more, ""])


def body_of(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_contact_hands_in_a_file_and_the_provider_reads_it(
    request_, client_of, dana_of_riverton, pat_provider
):
    answer = client_of(dana_of_riverton).post(
        f"/requests/{request_.number}/attachments/", {"file": upload(), "description": "Week 12"}
    )
    assert answer.status_code == 303
    with acting_atomic("system:demo"):
        file = Attachment.objects.select_related("request").get()
    assert (file.name, file.size, file.media_type) == ("review.txt", len(TEXT), "text/plain")
    response = client_of(pat_provider).get(address(file))
    assert body_of(response) == TEXT


def test_a_photo_says_on_the_page_and_in_the_timeline_what_was_removed_from_it(
    request_, client_of, dana_of_riverton, pat_provider
):
    client, path = client_of(dana_of_riverton), f"/requests/{request_.number}/attachments/"
    assert "We remove location data from photos" in words(client.get(path))
    answer = client.post(path, {"file": upload("IMG_0042.HEIC", HEIC)}, follow=True)
    said = (
        "File attached: IMG_0042.jpg. "
        "Changed before saving: converted from HEIC to JPEG, location removed."
    )
    assert words(answer).count(said) == 2, "the message, and the timeline's line"
    with acting_atomic("system:demo"):
        file = Attachment.objects.select_related("request").get()
    sent = body_of(client_of(pat_provider).get(address(file)))
    assert sent.startswith(b"\xff\xd8\xff")
    assert (len(sent), file.media_type) == (file.size, "image/jpeg")


def test_a_download_is_inert(kept, client_of, dana_of_riverton):
    response = client_of(dana_of_riverton).get(address(kept))
    assert response["Content-Disposition"] == 'attachment; filename="review.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Content-Type"] == "text/plain"
    assert body_of(response) == TEXT


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("../../etc/plan.txt", 'filename="plan.txt"'),
        ("CON.txt", 'filename="_CON.txt"'),
        ('a"; filename="run.exe.txt', 'filename="a-- filename=-run.exe.txt"'),
        ("two\r\nSet-Cookie: x=y.txt", 'filename="two Set-Cookie- x=y.txt"'),
        ("invoice\u202efdp.txt", 'filename="invoicefdp.txt"'),
        ("Señor.txt", "filename*=utf-8''Se%C3%B1or.txt"),
    ],
)
def test_a_hostile_name_leaves_as_a_plain_one(
    given, sent, request_, act, client_of, dana_of_riverton
):
    with act(dana_of_riverton) as by:
        file = attachments.attach(request_, file=intake.check(BytesIO(TEXT), given), by=by)
    response = client_of(dana_of_riverton).get(address(file))
    assert response["Content-Disposition"] == f"attachment; {sent}"
    assert body_of(response) == TEXT


def test_a_file_is_sent_after_its_transaction_and_asks_nothing_more(
    kept, client_of, dana_of_riverton
):
    response = client_of(dana_of_riverton).get(address(kept))
    assert response.streaming
    with CaptureQueriesContext(connection) as asked:
        assert body_of(response) == TEXT
    assert len(asked) == 0


@pytest.mark.parametrize(
    ("scan", "finding", "words", "refusal"),
    [
        ("pending", "", "Being checked", "still being checked for viruses"),
        (
            "infected",
            "Test-Virus",
            "Refused: the virus scanner found Test-Virus",
            "The virus scanner found something in this file",
        ),
    ],
)
def test_a_file_that_is_not_known_to_be_clean_is_shown_but_not_handed_out(
    scan, finding, words, refusal, kept, client_of, dana_of_riverton, cora_coordinator
):
    with acting_atomic("system:demo"):
        Attachment.objects.filter(pk=kept.pk).update(scan=scan, finding=finding)
    for person in (dana_of_riverton, cora_coordinator):
        client = client_of(person)
        answer = client.get(address(kept))
        assert answer.status_code == 409
        assert refusal in answer.content.decode()
        page = client.get(f"/requests/{kept.request.number}/").content.decode()
        assert words in page
        assert f'href="{address(kept)}"' not in page


def test_a_file_nobody_scanned_says_so(kept, client_of, dana_of_riverton):
    page = client_of(dana_of_riverton).get(f"/requests/{kept.request.number}/").content.decode()
    assert "Not scanned for viruses" in page
    assert f'href="{address(kept)}"' in page


def test_a_provider_whose_share_has_ended_finds_nothing(kept, client_of, act, pat_provider):
    assert body_of(client_of(pat_provider).get(address(kept))) == TEXT
    with acting_atomic("system:demo"):
        Share.objects.of_request(kept.request_id).update(ends_at=clock.now())
    assert client_of(pat_provider).get(address(kept)).status_code == 404
    with act(pat_provider):
        assert Attachment.objects.count() == 0


def test_a_range_gets_the_whole_file(kept, client_of, dana_of_riverton):
    response = client_of(dana_of_riverton).get(address(kept), headers={"range": "bytes=0-3"})
    assert (response.status_code, response["Accept-Ranges"]) == (200, "none")
    assert body_of(response) == TEXT


def test_head_names_the_length_only(kept, client_of, dana_of_riverton):
    response = client_of(dana_of_riverton).head(address(kept))
    assert (response["Content-Length"], response.content) == (str(len(TEXT)), b"")


@pytest.mark.parametrize("who", ["omar_of_lakeside", "sam_provider"])
def test_nobody_else_finds_it(who, kept, client_of, request):
    client = client_of(request.getfixturevalue(who))
    for more in ((), ("remove",)):
        assert client.get(address(kept, *more)).status_code == 404


def test_an_offer_alone_shows_no_file(put_in, act, dana_of_riverton, pat_provider, client_of):
    offered = put_in("offered")
    with act(dana_of_riverton) as by:
        file = attachments.attach(offered, file=intake.check(BytesIO(TEXT), "a.txt"), by=by)
    assert client_of(pat_provider).get(address(file)).status_code == 404
    with act(pat_provider):
        assert Attachment.objects.count() == 0


def test_the_number_of_another_request_does_not_lead_to_it(
    kept, put_in, client_of, dana_of_riverton
):
    other = put_in("triage")
    path = f"/requests/{other.number}/attachments/{kept.pk}/"
    assert client_of(dana_of_riverton).get(path).status_code == 404


def test_a_federal_mark_covers_the_files(kept, client_of, act, dana_of_riverton, atf_of_riverton):
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=kept.request_id).update(
            handling="federal", federal_agencies=["ATF"]
        )
    assert client_of(dana_of_riverton).get(address(kept)).status_code == 404
    with act(dana_of_riverton):
        assert Attachment.objects.count() == 0
    assert body_of(client_of(atf_of_riverton).get(address(kept))) == TEXT


def test_an_internal_file_is_for_staff(
    request_, act, cora_coordinator, dana_of_riverton, client_of
):
    with act(cora_coordinator) as by:
        file = attachments.attach(
            request_, file=intake.check(BytesIO(TEXT), "memo.txt"), internal=True, by=by
        )
    assert body_of(client_of(cora_coordinator).get(address(file))) == TEXT
    client = client_of(dana_of_riverton)
    assert client.get(address(file)).status_code == 404
    assert "memo.txt" not in client.get(f"/requests/{request_.number}/").content.decode()


def test_a_site_user_does_not_mark_a_file_internal(request_, client_of, dana_of_riverton):
    form = {"file": upload(), "internal": "on"}
    client_of(dana_of_riverton).post(f"/requests/{request_.number}/attachments/", form)
    with acting_atomic("system:demo"):
        assert Attachment.objects.get().audience == "shared"


def test_notices_carry_no_name(kept, lee_liaison, drain):
    drain()
    with acting_atomic("system:outbox"):
        assert Ledger.objects.filter(kind="file").exists()
        assert not Notification.objects.filter(title__contains="review").exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.txt", b"", "This file is empty."),
        ("run.exe", b"MZ\x90\x00", "The portal doesn't accept this type of file."),
        ("page.txt", b"<html><script>alert(1)</script></html>", "doesn't accept this type of file"),
        ("report.pdf", b"PK\x03\x04 not a pdf", "This file is damaged or incomplete."),
        ("report.pdf", TEXT, "The file name ends in .pdf, but the content is a text file."),
        ("eicar.txt", EICAR, "a virus scanner test pattern"),
    ],
)
def test_a_refused_file_says_why_and_what_was_typed_stays(
    name, content, sentence, request_, client_of, dana_of_riverton
):
    answer = client_of(dana_of_riverton).post(
        f"/requests/{request_.number}/attachments/",
        {"file": upload(name, content), "description": "Kept words"},
    )
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert "Kept words" in answer.content.decode()
    with acting_atomic("system:demo"):
        assert Attachment.objects.count() == 0


def test_a_file_over_the_limit_is_refused(request_, client_of, dana_of_riverton, settings):
    settings.FILES_MAX_BYTES = 1000
    answer = client_of(dana_of_riverton).post(
        f"/requests/{request_.number}/attachments/", {"file": upload(content=b"a" * 1001)}
    )
    assert answer.status_code == 422
    assert "larger than" in answer.content.decode()


def test_a_full_disk_leaves_no_half_row(request_, client_of, dana_of_riverton, monkeypatch):
    def full(*_):
        raise NoRoom

    monkeypatch.setattr(store, "write", full)
    answer = client_of(dana_of_riverton).post(
        f"/requests/{request_.number}/attachments/", {"file": upload()}
    )
    assert answer.status_code == 507
    assert "have room for this file" in answer.content.decode()
    with acting_atomic("system:demo"):
        assert Attachment.objects.count() == 0


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES, errno.ENOSPC])
@pytest.mark.parametrize("broken", ["receiving", "_opened", "incoming"])
def test_storage_that_cannot_be_written_to_is_told(
    request_, client_of, dana_of_riverton, monkeypatch, number, broken
):
    """While the upload is received, and as it is kept: 507, and what was typed is shown."""

    def refuses(*_, **__):
        raise OSError(number, "no")

    monkeypatch.setattr(store, broken, refuses)
    answer = client_of(dana_of_riverton).post(
        f"/requests/{request_.number}/attachments/",
        {"file": upload(), "description": "Typed with care"},
    )
    assert answer.status_code == 507
    assert "have room for this file" in answer.content.decode()
    assert "Typed with care" in answer.content.decode()
    with acting_atomic("system:demo"):
        assert Attachment.objects.count() == 0


def test_who_handed_it_in_takes_it_away_with_a_reason(kept, client_of, dana_of_riverton, told):
    client = client_of(dana_of_riverton)
    assert client.post(address(kept, "remove"), {"reason": ""}).status_code == 422
    assert client.post(address(kept, "remove"), {"reason": "An old version."}).status_code == 303
    assert client.get(address(kept)).status_code == 404
    assert told(kept.request)[0] == "File removed: review.txt"


def test_another_contact_does_not_take_it_away(kept, client_of, ula_of_riverton):
    assert client_of(ula_of_riverton).get(address(kept, "remove")).status_code == 403


def test_files_cost_the_page_no_statement(kept, client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    page = f"/requests/{kept.request.number}/"
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    with acting_atomic("system:demo"):
        assert Attachment.objects.count() == 1
        row = Attachment.objects.get()
        for number in range(10):
            row.pk, row.content = None, f"{number:032x}"
            row._state.adding = True
            row.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(one) == len(many)


def test_two_presses_keep_one_file(request_, client_of, dana_of_riverton):
    client = client_of(dana_of_riverton)
    path = f"/requests/{request_.number}/attachments/"
    form = {"nonce": "a-nonce-of-the-form-0001", "description": "Once"}
    answers = [client.post(path, form | {"file": upload()}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    with acting_atomic("system:demo"):
        assert Attachment.objects.count() == 1
        assert TTARequest.objects.get(pk=request_.pk).status == Status.IN_DELIVERY
