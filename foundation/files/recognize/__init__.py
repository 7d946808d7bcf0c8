"""Recognize what a file is by its content, and refuse a file that is not plainly one kind.

Files are read in chunks; the largest chunk is a few megabytes of a zip file's directory.
"""

from collections.abc import Callable
from typing import BinaryIO

from foundation.files.enums import ENDINGS, MediaType
from foundation.files.errors import FileRefused, Locked, Mail
from foundation.files.names import ending
from foundation.files.recognize import images, office, pdf, text
from foundation.files.recognize.chunks import at, whole

CHECKS: dict[MediaType, Callable[[BinaryIO], None]] = {
    MediaType.PDF: pdf.check,
    MediaType.PNG: images.check_png,
    MediaType.JPEG: images.check_jpeg,
    MediaType.WEBP: images.check_webp,
}
# The first bytes of encrypted documents and of those made before 2007.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An entry that every message saved by Outlook has, in a file that begins like an old document.
OUTLOOK = "__properties_version1.0".encode("utf-16-le")
MAIL_ENDINGS = (".msg", ".oft", ".eml", ".emlx")
TEXTS = (MediaType.TEXT, MediaType.CSV)


def recognize(file: BinaryIO, name: str) -> MediaType:
    """Return the kind of file, if its content is an accepted kind and its name says the same.

    Arguments:
        file: seekable; its position afterward is arbitrary.
        name: the cleaned name.

    Raises:
        FileRefused: with a sentence that says what to do.
    """
    told = ENDINGS.get(ending(name))
    if ending(name) in MAIL_ENDINGS:
        raise Mail
    if told is None:
        raise FileRefused
    found = _by_content(file, told)
    if found != told:
        raise FileRefused(
            f"The file name ends in {ending(name)}, but the content is a {found.label}. "
            "Correct the ending, then upload it again."
        )
    if found in CHECKS:
        CHECKS[found](file)
    return found


def _by_content(file: BinaryIO, told: MediaType) -> MediaType:
    head = at(file, 0, 16)
    if head.startswith(pdf.MAGIC):
        return MediaType.PDF
    if head.startswith(images.PNG):
        return MediaType.PNG
    if head.startswith(images.JPEG):
        return MediaType.JPEG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return MediaType.WEBP
    if head.startswith(OLD_OFFICE):
        with whole(file) as content:
            raise Mail if content.find(OUTLOOK) >= 0 else Locked
    if head.startswith(b"PK"):
        return office.recognize(file)
    text.check(file)
    # A table and a letter are both text: the name tells which.
    return told if told in TEXTS else MediaType.TEXT
