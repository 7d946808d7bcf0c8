"""Letters of support: added and removed by the link until submission, and read by staff and the agency."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from applications.actions import letters
from applications.actions.links import LINKS
from applications.errors import TooManyLetters, TooManyUploads
from applications.models import Application, SupportLetter
from foundation.files import store
from foundation.files.intake import check
from foundation.tenancy.context import acting_atomic
from tests.applications.conftest import fill, now, started
from tests.cast import drain_outbox
from tests.files.samples import PDF

pytestmark = pytest.mark.django_db


def sent(name: str = "prosecutor.pdf", content: bytes = PDF) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, content)}


def add(token: str) -> None:
    with acting_atomic("public"):
        letters.add(token, file=check(SimpleUploadedFile("more.pdf", PDF), "more.pdf"))


def test_an_agency_adds_and_removes_letters_and_staff_read_what_it_submits(
    token, client_of, mona_manager, dana_of_riverton
):
    client, page = Client(), reverse("applications:letters", args=[token])
    assert b"No letters yet." in client.get(page).content
    for wrong in (sent("run.pdf", b"MZ\x90 not a PDF"), {}):
        assert client.post(page, wrong).status_code == 422
    assert client.post(page, sent()).status_code == 303
    assert client.post(page, sent("mayor.pdf")).status_code == 303
    with acting_atomic("system:demo"):
        first, gone = SupportLetter.objects.order_by("-name")
    at = reverse("applications:remove-letter", args=[token, gone.pk])
    assert b"mayor.pdf" in client.get(at).content
    assert client.post(at).status_code == 303
    assert client.post(at).status_code == 404
    drain_outbox()
    with pytest.raises(FileNotFoundError):
        store.read(gone.content)
    assert b"1 added" in client.get(reverse("applications:overview", args=[token])).content
    theirs = client_of(mona_manager)
    download = reverse("applications:letter", args=[first.pk])
    assert theirs.get(download).status_code == 404  # a draft is its agency's alone

    fill(token)
    client.post(reverse("applications:submit", args=[token]), {"version": now(token).version})
    drain_outbox()
    assert "1 letter of support" in mail.outbox[-1].body
    assert "prosecutor" not in mail.outbox[-1].body
    assert b"".join(theirs.get(download).streaming_content) == PDF
    detail = reverse("applications:detail", args=[first.application_id])
    assert b"prosecutor.pdf" in theirs.get(detail).content
    assert client_of(dana_of_riverton).get(download).status_code == 404
    shown = client.get(reverse("applications:overview", args=[token])).content
    assert b"prosecutor.pdf" in shown
    assert b"Remove" not in shown
    mine = reverse("applications:own-letter", args=[token, first.pk])
    assert b"".join(client.get(mine).streaming_content) == PDF
    assert client.get(page).url == reverse("applications:overview", args=[token])
    for late in (page, reverse("applications:remove-letter", args=[token, first.pk])):
        assert client.post(late, sent()).status_code == 409
    with acting_atomic("system:demo"):
        assert SupportLetter.objects.get() == first


def test_a_link_reaches_its_own_letters_only_and_the_database_agrees(token):
    add(token)
    other = started("sheriff@lake.example.gov")
    with acting_atomic("system:demo"):
        letter = SupportLetter.objects.get()
        theirs = Application.objects.exclude(pk=letter.application_id).get()
    for name in ("own-letter", "remove-letter"):
        at = reverse(f"applications:{name}", args=[other, letter.pk])
        assert Client().get(at).status_code == 404
    with acting_atomic(f"system:applicant:{LINKS.read(other)}"):
        assert not SupportLetter.objects.exists()
    with acting_atomic(f"system:applicant:{LINKS.read(token)}"):
        assert SupportLetter.objects.get() == letter
        letter.pk, letter.content, letter.application = None, "x", theirs
        with pytest.raises(DatabaseError), transaction.atomic():
            letter.save(force_insert=True)
    fill(token)
    with acting_atomic("system:demo"):
        Application.objects.filter(pk=now(token).pk).update(status="withdrawn")
    with acting_atomic(f"system:applicant:{LINKS.read(token)}"):
        assert SupportLetter.objects.all().delete() == (0, {})


def test_letters_are_limited_in_number_and_by_the_hour(token, settings):
    for _ in range(letters.MAX_LETTERS):
        add(token)
    with pytest.raises(TooManyLetters):
        add(token)
    full = Client().get(reverse("applications:letters", args=[token])).content
    assert b"more letters" in full
    settings.PUBLIC_FORM_LIMITS = settings.PUBLIC_FORM_LIMITS | {
        "letters": (letters.MAX_LETTERS, 3600)
    }
    with acting_atomic("system:demo"):
        last = SupportLetter.objects.last()
    with acting_atomic("public"):
        letters.remove(token, last.pk)
    with pytest.raises(TooManyUploads):
        add(token)
