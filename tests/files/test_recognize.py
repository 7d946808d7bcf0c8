"""What is kept and what is not, by content."""

import io
import os
import struct
import zipfile

import pytest

from foundation.files.enums import MediaType
from foundation.files.errors import (
    Contaminated,
    Damaged,
    Disguised,
    FileRefused,
    Locked,
    Programmed,
    Swollen,
)
from foundation.files.recognize import archive, recognize
from foundation.files.recognize.text import EICAR
from tests.files.samples import (
    GOOD,
    JPEG,
    OVERRIDE,
    PDF,
    PNG,
    TYPES,
    WEBP,
    chunk,
    office,
    zipped,
)


def judged(content: bytes, name: str) -> MediaType:
    return recognize(io.BytesIO(content), name)


@pytest.mark.parametrize("name", GOOD)
def test_a_plain_file_is_what_it_says(name):
    content, kind = GOOD[name]
    assert judged(content, name) == kind


@pytest.mark.parametrize("name", ["run.exe", "page.html", "macro.docm", "old.doc", "a.zip", "none"])
def test_a_kind_that_is_not_on_the_list_is_refused_by_name(name):
    with pytest.raises(FileRefused, match="doesn't accept this type of file"):
        judged(PDF, name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PNG),
        ("plan.pdf", office()),
        ("plan.pdf", b"just text"),
        ("map.png", JPEG),
        ("photo.jpg", PDF),
        ("plan.docx", office("xlsx")),
        ("plan.xlsx", PDF),
        ("notes.txt", PDF),
        ("notes.csv", WEBP),
    ],
)
def test_name_and_content_must_agree(name, content):
    with pytest.raises(FileRefused, match="The file name ends in"):
        judged(content, name)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00\x03\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"before\x00after",
        b"\x1b[31mred\x1b[0m",
        "UTF-16 text".encode("utf-16"),
        b"\x81\x8d undefined in Windows' page \xff\xfe",
        "a C1 control \u0090 in UTF-8".encode(),
        b"<!DOCTYPE html><title>x</title>",
        b"\n  <HTML><body>",
        b"\xef\xbb\xbf<script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"<?xml version='1.0'?><a/>",
        b"<?php echo 1;",
    ],
)
def test_what_is_no_plain_text_is_refused(content):
    with pytest.raises(FileRefused):
        judged(content, "notes.txt")


@pytest.mark.parametrize("around", [b"", b"\r\n", b" " * 59])
def test_the_scanners_test_pattern_is_refused_without_a_scanner(around):
    with pytest.raises(Contaminated):
        judged(EICAR + around, "eicar.txt")


def test_a_letter_may_speak_of_markup_further_down():
    assert judged(b"Please remove the <script> from your page.", "notes.txt") == MediaType.TEXT


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.pdf", PDF + zipped({"a.txt": b"inside"})),
        ("plan.pdf", PDF + b"<script>alert(1)</script>"),
        ("plan.pdf", PDF[:9] + b"<html><script>alert(1)</script>" + PDF[9:]),
        # The comment of the archive holds the end of the PDF: both readers are content.
        (
            "plan.pdf",
            PDF[:9] + zipped({"a.txt": b"x"})[:-2] + struct.pack("<H", len(PDF[9:])) + PDF[9:],
        ),
        ("map.png", PNG + zipped({"a.txt": b"inside"})),
        ("map.png", PNG + PDF),
        ("map.png", PNG[:-12] + chunk(b"tEXt", b"a\0<script>alert(1)</script>") + PNG[-12:]),
        ("photo.jpg", JPEG + zipped({"a.jar": b"inside"})),
        ("photo.jpg", JPEG + b"<?php system($_GET[0]); ?>"),
        ("photo.jpg", JPEG[:20] + b"\xff\xfe\x00\x1b<script>alert(1)</script>" + JPEG[20:]),
        ("screen.webp", WEBP + b"<script>alert(1)</script>"),
        ("plan.docx", b"\x00" * 0 + office() + b"trailing"),
        ("plan.docx", office() + PDF),
    ],
)
def test_a_file_that_is_two_things_is_refused(name, content):
    with pytest.raises(FileRefused):
        judged(content, name)


@pytest.mark.parametrize("cut", ["plan.pdf", "map.png", "photo.jpg", "screen.webp", "plan.docx"])
def test_a_file_that_is_cut_off_is_refused(cut):
    content, _ = GOOD[cut]
    with pytest.raises((Damaged, Disguised)):
        judged(content[: len(content) // 2], cut)


def test_a_pdf_behind_something_else_is_no_pdf():
    with pytest.raises(FileRefused):
        judged(b"GIF89a" + PDF, "plan.pdf")


@pytest.mark.parametrize(
    "more",
    [
        {"word/vbaProject.bin": b"macro"},
        {"word/vbaData.xml": b"macro"},
        {"word/activeX/activeX1.xml": b"control"},
    ],
)
def test_a_document_with_macros_is_refused(more):
    with pytest.raises(Programmed):
        judged(office(more=more), "plan.docx")


def test_a_macro_document_under_a_plain_name_is_refused():
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    types = TYPES.format(f'<Override PartName="/word/document.xml" ContentType="{kind}"/>')
    with pytest.raises(Programmed):
        judged(office(types=types), "plan.docx")


@pytest.mark.parametrize(
    "content",
    [
        zipped({"a.txt": b"an archive like any other"}),
        zipped({"[Content_Types].xml": TYPES.format("").encode()}),
        # It names a main part that is not there.
        office(types=TYPES.format(OVERRIDE.format("word/other.xml", "wordprocessingml.document"))),
        # It names two.
        office(
            types=TYPES.format(
                OVERRIDE.format("word/document.xml", "wordprocessingml.document")
                + OVERRIDE.format("_rels/.rels", "spreadsheetml.sheet")
            )
        ),
    ],
)
def test_an_archive_that_is_no_document_is_refused(content):
    with pytest.raises(FileRefused):
        judged(content, "plan.docx")


def test_entities_in_the_list_of_types_are_refused():
    bomb = '<!DOCTYPE t [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Types>&b;</Types>'
    with pytest.raises(Disguised):
        judged(office(types=bomb), "plan.docx")


def test_a_broken_list_of_types_is_refused():
    with pytest.raises(Damaged):
        judged(office(types="<Types><Override"), "plan.docx")


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "word\\document.xml", "WORD/DOCUMENT.XML"]
)
def test_names_that_lead_out_or_come_twice_are_refused(name):
    with pytest.raises(Disguised):
        judged(office(more={name: b"x"}), "plan.docx")


def test_an_encrypted_entry_is_refused():
    content = bytearray(office())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    with pytest.raises(Locked):
        judged(bytes(content), "plan.docx")


def test_an_old_or_encrypted_office_file_is_refused_with_what_to_do():
    with pytest.raises(Locked, match="without a password"):
        judged(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "plan.docx")


def test_a_bomb_that_declares_itself_is_refused_unopened(monkeypatch):
    content = office(more={"word/media/image1.xml": b"\0" * (20 * 1024 * 1024)})
    monkeypatch.setattr(archive, "unpacked", None)
    with pytest.raises(Swollen):
        judged(content, "plan.docx")


def test_a_bomb_that_hides_its_size_is_refused_by_counting():
    content = bytearray(office(more={"word/media/image1.xml": b"\0" * (5 * 1024 * 1024)}))
    # Both headers say ten bytes; the stream goes on.
    local = content.index(b"word/media/image1.xml") - 30
    central = content.rindex(b"word/media/image1.xml") - 46
    content[local + 22 : local + 26] = struct.pack("<I", 10)
    content[central + 24 : central + 28] = struct.pack("<I", 10)
    with pytest.raises(Swollen):
        judged(bytes(content), "plan.docx")


def test_too_many_entries_are_refused():
    many = {f"word/{k}.xml": b"" for k in range(archive.MAX_ENTRIES)}
    with pytest.raises(Swollen):
        judged(office(more=many), "plan.docx")


def test_entries_that_share_their_data_are_refused():
    """The quoted or overlapping kind of bomb: two names in the directory, one content."""
    content = office(more={"word/a.xml": b"x" * 500, "word/b.xml": b"x" * 500})
    held = bytearray(content)
    first = held.rindex(b"word/a.xml") - 46
    second = held.rindex(b"word/b.xml") - 46
    held[second + 42 : second + 46] = held[first + 42 : first + 46]
    with pytest.raises(Disguised):
        judged(bytes(held), "plan.docx")


def test_bytes_between_entries_are_refused():
    content = office()
    with zipfile.ZipFile(io.BytesIO(content)) as archived:
        second = archived.infolist()[1].header_offset
    held = bytearray(content[:second] + b"<script>" * 8 + content[second:])
    for info in range(held.count(b"PK\x01\x02")):
        place = [i for i in range(len(held)) if held.startswith(b"PK\x01\x02", i)][info]
        (offset,) = struct.unpack("<I", held[place + 42 : place + 46])
        if offset >= second:
            held[place + 42 : place + 46] = struct.pack("<I", offset + 64)
    (start,) = struct.unpack("<I", held[-6:-2])
    held[-6:-2] = struct.pack("<I", start + 64)
    with pytest.raises(Disguised):
        judged(bytes(held), "plan.docx")


def test_a_wrong_checksum_is_refused():
    content = bytearray(office())
    place = content.rindex(b"word/document.xml") - 46 + 16
    content[place] ^= 0xFF
    with pytest.raises(Damaged):
        judged(bytes(content), "plan.docx")


class Watched(io.BytesIO):
    """A file that remembers the largest piece it gave."""

    largest = 0

    def read(self, size: int | None = None) -> bytes:
        piece = super().read(size)
        self.largest = max(self.largest, len(piece))
        return piece


@pytest.mark.parametrize("name", ["big.txt", "plan.pdf", "map.png", "plan.docx"])
def test_files_are_read_in_pieces(name):
    big = os.urandom(3 * 1024 * 1024)
    content = {
        "big.txt": b"A line of a long letter.\n" * 200_000,
        "plan.pdf": PDF[:9] + big + PDF[9:],
        "map.png": PNG[:-12] + chunk(b"IDAT", big) + PNG[-12:],
        "plan.docx": office(more={"word/media/image1.jpg": big}),
    }[name]
    file = Watched(content)
    recognize(file, name)
    assert file.largest <= 128 * 1024
