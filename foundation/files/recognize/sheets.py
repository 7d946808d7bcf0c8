"""Recognize a spreadsheet that is sent to be read, by its content alone; say what other files really are."""

import unicodedata
import zipfile
from typing import BinaryIO

from foundation.files.enums import MediaType, SheetType
from foundation.files.errors import Damaged, FileRefused, Programmed
from foundation.files.recognize import images, office, pdf, text
from foundation.files.recognize.archive import entries, unpacked
from foundation.files.recognize.chunks import MARKUP, at
from foundation.files.recognize.markup import elements

# The first bytes of workbooks made before 2007, and of those with a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OPEN_KIND = b"application/vnd.oasis.opendocument."
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
PICTURES = (images.PNG, images.JPEG, b"RIFF", b"GIF8")
MAX_KIND = 200
ADVICE = "Save it as CSV (UTF-8), .xlsx, or .ods, then upload it again."


def recognize(file: BinaryIO) -> MediaType | SheetType:
    """Return the kind of spreadsheet, whatever its name says.

    Raises:
        FileRefused: with what the file really is, and what to do.
    """
    head = at(file, 0, 4096)
    if head.startswith(pdf.MAGIC):
        raise FileRefused(f"This file is a PDF, not a spreadsheet. {ADVICE}")
    if head.startswith(PICTURES):
        raise FileRefused(f"This file is a picture, not a spreadsheet. {ADVICE}")
    if head.startswith(OLD_OFFICE):
        raise FileRefused(
            "This file is a workbook from Excel 2003 or earlier (.xls), or it has a password. "
            "Open it in Excel, save it as .xlsx without a password, then upload it again."
        )
    if head.startswith(b"PK"):
        return _archive(file)
    return _text(file, head)


def _archive(file: BinaryIO) -> MediaType | SheetType:
    parts = entries(file)
    names = {info.filename: info for info in parts}
    if "mimetype" in names:
        return _open_document(file, parts)
    if "xl/workbook.bin" in names:
        raise FileRefused(f"This file is an Excel binary workbook (.xlsb). {ADVICE}")
    if "Index/Document.iwa" in names or "Index.zip" in names:
        raise FileRefused(f"This file is an Apple Numbers spreadsheet. {ADVICE}")
    if office.TYPES not in names:
        raise FileRefused(f"This file is a zip archive, not a spreadsheet. {ADVICE}")
    found = office.recognize(file)
    if found != MediaType.EXCEL:
        raise FileRefused(f"This file is a {found.label}, not a spreadsheet. {ADVICE}")
    return found


def _open_document(file: BinaryIO, parts: list[zipfile.ZipInfo]) -> SheetType:
    names = {info.filename: info for info in parts}
    mark = names["mimetype"]
    kind = b"".join(unpacked(file, mark)) if mark.file_size <= MAX_KIND else b""
    if kind.strip() != SheetType.OPEN.encode():
        what = "an OpenDocument file" if kind.startswith(OPEN_KIND) else "an archive"
        raise FileRefused(f"This file is {what}, but not a spreadsheet. {ADVICE}")
    if "content.xml" not in names:
        raise Damaged
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise Programmed
    for info in parts:
        if info.filename == "content.xml":
            for _ in elements(unpacked(file, info)):
                pass
        else:
            for _ in unpacked(file, info):
                pass
    return SheetType.OPEN


def _text(file: BinaryIO, head: bytes) -> MediaType:
    lower = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if lower.startswith((*MARKUP, b"<table", b"<meta")):
        raise FileRefused(
            "This file is a web page, although it may open in Excel. "
            "Open it in Excel, save it as .xlsx, then upload it again."
        )
    if lower.startswith(b"<?xml"):
        raise FileRefused(f"This file is XML, not a spreadsheet. {ADVICE}")
    if not head.startswith(UTF_16):
        try:
            text.check(file)
        except FileRefused as refused:
            if type(refused) is not FileRefused:
                raise
            raise FileRefused(
                f"This file contains characters that aren't text. {ADVICE}"
            ) from refused
        return MediaType.CSV
    file.seek(0)
    try:
        content = file.read().decode("utf-16")
    except UnicodeDecodeError as error:
        raise Damaged from error
    if any(unicodedata.category(c) == "Cc" for c in set(content) - text.ALLOWED):
        raise FileRefused(f"This file contains characters that aren't text. {ADVICE}")
    return MediaType.CSV
