"""Plain text: UTF-8 or the usual Windows encoding, and nothing but text."""

import codecs
import unicodedata
from typing import BinaryIO

from foundation.files.errors import Contaminated, FileRefused
from foundation.files.recognize.chunks import CHUNK, MARKUP, at

ENCODINGS = ("utf-8-sig", "cp1252")
ALLOWED = frozenset("\t\n\r\f")
# The harmless pattern that every scanner reports (EICAR, 2003). It is refused here as well, so that
# a portal without a scanner can be shown to refuse something; it is put together from parts, so
# that no scanner takes this module for the file.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def check(file: BinaryIO) -> None:
    """Refuse bytes that are not text, and text that is a web page or the scanners' test pattern.

    Raises:
        FileRefused: for control characters, an unknown encoding or markup at the beginning.
        Contaminated: for the test pattern.
    """
    head = at(file, 0, 4096)
    if EICAR in head:
        raise Contaminated
    if head.removeprefix(codecs.BOM_UTF8).lstrip().lower().startswith((*MARKUP, b"<?xml")):
        raise FileRefused
    if not any(_reads_as(file, encoding) for encoding in ENCODINGS):
        raise FileRefused


def _reads_as(file: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            if not _is_text(decoder.decode(chunk)):
                return False
        return _is_text(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        return False


def _is_text(text: str) -> bool:
    return all(unicodedata.category(c) != "Cc" for c in set(text) - ALLOWED)
