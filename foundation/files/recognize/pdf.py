"""PDF: has its header and end, is no other kind of file as well, and runs nothing."""

from typing import BinaryIO

from foundation.files.errors import Damaged, Disguised
from foundation.files.recognize import scripts
from foundation.files.recognize.chunks import at, refuse_second_nature, size_of, whole

MAGIC = b"%PDF-"
END = b"%%EOF"
TAIL = 2048


def check(file: BinaryIO) -> None:
    """Refuse a PDF that is cut off, has something after its end, or runs something.

    Raises:
        Damaged: when its end is missing.
        Disguised: when something follows the end, or it is another kind of file as well.
        Scripted, Protected, Swollen: when it runs something, or it can't be decided.
    """
    tail = at(file, max(size_of(file) - TAIL, 0), TAIL)
    _, found, rest = tail.rpartition(END)
    if not found:
        raise Damaged
    if rest.strip(b"\x00\t\n\f\r "):
        raise Disguised
    refuse_second_nature(file)
    with whole(file) as content:
        scripts.refuse(content)
