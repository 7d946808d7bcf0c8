"""From the wire to a checked file: limits, emptiness, a full disk while receiving."""

import errno
import io
import os

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from foundation.files import intake, store
from foundation.files.errors import FileRefused, NoRoom
from foundation.files.fields import CheckedFileField, hint
from foundation.files.uploads import Received

MEGABYTE = 1024 * 1024


class OneFile(forms.Form):
    file = CheckedFileField()


def received(rf: RequestFactory, *contents: bytes) -> list[Received]:
    """What the handler makes of a posted form."""
    sent = {
        f"file{k}": SimpleUploadedFile(f"{k}.txt", content) for k, content in enumerate(contents)
    }
    http = rf.post("/", sent | {"description": "typed with care"})
    assert http.POST["description"] == "typed with care"
    return list(http.FILES.values())


def test_an_upload_lies_on_the_disk_beside_the_store(rf, store_root):
    [file] = received(rf, b"The plan.")
    assert [path.parent.name for path in store_root.rglob("upload-*")] == ["incoming"]
    assert (file.size, file.read(100), file.content_lost) == (9, b"The plan.", False)
    file.close()
    assert list(store_root.rglob("upload-*")) == []


def test_the_limit_itself_is_kept(store_root):
    file = io.BytesIO(b"x" * (25 * MEGABYTE))
    assert intake.check(file, "big.txt").name == "big.txt"


def test_a_byte_more_is_refused_with_the_limit(rf, store_root):
    [file] = received(rf, b"x" * (25 * MEGABYTE + 1))
    assert (file.size, file.content_lost) == (25 * MEGABYTE + 1, True)
    assert list(store_root.rglob("upload-*")) == [], "what is too long is not kept while it arrives"
    with pytest.raises(FileRefused, match="larger than 25 MB, the most the portal accepts"):
        intake.check(file, "big.txt")


def test_all_files_of_a_form_together_take_no_more_than_one_may(rf, store_root, settings):
    settings.FILES_MAX_BYTES = 1000
    first, second = received(rf, b"x" * 700, b"y" * 700)
    assert (first.content_lost, second.content_lost) == (False, True)
    first.close()


def test_an_open_file_that_is_too_long_is_refused(settings):
    settings.FILES_MAX_BYTES = 1000
    with pytest.raises(FileRefused, match="larger than 1 KB"):
        intake.check(io.BytesIO(b"x" * 1001), "big.txt")


def test_nothing_is_refused():
    with pytest.raises(FileRefused, match="This file is empty"):
        intake.check(io.BytesIO(b""), "empty.txt")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_while_receiving_is_told_later(rf, store_root, monkeypatch, number):
    class Short(io.BytesIO):
        def write(self, _piece) -> int:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(store, "receiving", Short)
    [file] = received(rf, b"The plan.")
    with pytest.raises(NoRoom):
        intake.check(file, "plan.txt")
    assert NoRoom.status == 507


def test_a_disk_without_room_for_a_name_is_told_later(rf, store_root, monkeypatch):
    def full() -> io.BytesIO:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(store, "receiving", full)
    [file] = received(rf, b"The plan.")
    assert file.disk_was_full


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.exe", b"The plan.", "doesn't accept this type of file"),
        ("plan.pdf", b"The plan.", "The file name ends in .pdf, but the content is a text file."),
        ("plan.txt", b"", "This file is empty"),
    ],
)
def test_the_field_says_why(name, content, sentence):
    form = OneFile({}, {"file": SimpleUploadedFile(name, content)})
    assert not form.is_valid()
    assert sentence in form.errors["file"][0]


def test_the_field_gives_a_checked_file():
    form = OneFile({}, {"file": SimpleUploadedFile("../CON.txt", b"The plan.")})
    assert form.is_valid()
    assert form.cleaned_data["file"].name == "_CON.txt"


def test_the_hint_says_what_may_be_sent():
    assert hint().endswith("plain text, and CSV files up to 25 MB.")


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 KB"), (1024, "1 KB"), (319_488, "312 KB"), (MEGABYTE, "1 MB"), (1_468_006, "1.4 MB")],
)
def test_sizes_read_as_people_say_them(size, words):
    assert intake.size_in_words(size) == words
