"""Scripts in PDFs: whatever runs when a page is opened or touched, compressed objects included.

No tree is built. The names of actions are searched in the whole file, and in the streams with
further objects, each unpacked within limits. Names may be written with ``#4a`` escapes.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

from foundation.files.errors import Damaged, Protected, Scripted, Swollen

Content = bytes | mmap
# Scripts, other programs, and media with their own scripts: kinds of actions and annotations.
# Long enough that compressed pictures do not contain them by chance.
KINDS = (b"JavaScript", b"Launch", b"Rendition", b"RichMedia")
# Keys whose value is a script, or a form whose scripts are stored elsewhere.
KEYS = (b"JS", b"XFA")
# No document of 25 MB has as many streams, names of actions, or bytes in its object streams.
MAX_STREAMS = 50_000
MAX_NAMES = 10_000
MAX_INFLATED = 64 * 1024 * 1024
PEEKED = 256
STEP = 64 * 1024
# How far back to look for the beginning of an object or of a stream's dictionary.
MAX_HEAD = 16 * 1024

_SPACE = rb"[\x00\t\n\f\r ]"
_STREAM = re.compile(rb"\bstream(?:\r\n|\n|\r)")
_OBJECTS = re.compile(_SPACE + rb"*\d+" + _SPACE + rb"+\d+")
# What can follow a name: in a title such as "Rollout/Launch" or in a link's address it is not a
# name.
_BEFORE = re.compile(rb"(?:[\x00\t\n\f\r \d)<>\[\]{}%]|obj|/(?:S|#53|Subtype|Type))\Z")


def _spelled(
    *names: bytes, behind: bytes = rb"[\x00\t\n\f\r ()<>\[\]{}/%]|\Z"
) -> re.Pattern[bytes]:
    """Compile a pattern for the names, with each letter plain or as its character's number."""
    one = (b"".join(b"(?:%c|#(?i:%02x))" % (c, c) for c in name) for name in names)
    return re.compile(b"/(?:" + b"|".join(one) + b")(?=" + behind + b")")


_KINDS = _spelled(*KINDS)
_KEYS = _spelled(*KEYS, behind=_SPACE + rb"*(?:[(<\[]|\d+" + _SPACE + rb"+\d+" + _SPACE + rb"+R)")
_HOLDS_OBJECTS = _spelled(b"ObjStm")
_ENCRYPTED = _spelled(
    b"Encrypt", behind=_SPACE + rb"*(?:<<|\d+" + _SPACE + rb"+\d+" + _SPACE + rb"+R)"
)
_OTHER_PACKING = _spelled(
    b"ASCIIHexDecode",
    b"AHx",
    b"ASCII85Decode",
    b"A85",
    b"LZWDecode",
    b"LZW",
    b"RunLengthDecode",
    b"RL",
    b"Crypt",
    b"Predictor",
)


def refuse(content: Content) -> None:
    """Refuse a PDF that runs something, or hides whether it does.

    Raises:
        Scripted: when it has a script, starts a program or plays media.
        Protected: when its object streams are encrypted.
        Damaged: when they are compressed as no program compresses them.
        Swollen: when it has more than a document needs.
    """
    _refuse_kinds(content)
    # Outside objects, two letters can match by chance.
    if _is_in_an_object(content, _KEYS):
        raise Scripted
    _check_streams(content)


@dataclass(slots=True)
class _Budget:
    """How many bytes may still be unpacked."""

    left: int = MAX_INFLATED

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise Swollen


def _refuse_kinds(content: Content) -> None:
    for hit in _bounded(_KINDS, content):
        if _BEFORE.search(content[max(hit.start() - 8, 0) : hit.start()]):
            raise Scripted


def _check_streams(content: Content) -> None:
    encrypted = _is_in_an_object(content, _ENCRYPTED)
    budget, place, ends = _Budget(), 0, 0
    for _ in range(MAX_STREAMS):
        hit = _STREAM.search(content, place)
        if hit is None:
            return
        place = hit.end()
        begins = content.rfind(b"obj", max(hit.start() - MAX_HEAD, 0), hit.start())
        head = content[begins : hit.start()] if begins >= 0 else b""
        if begins < 0 and content[max(hit.start() - 8, 0) : hit.start()].rstrip().endswith(b">>"):
            raise Damaged  # a dictionary longer than any program writes
        if _HOLDS_OBJECTS.search(head):
            if encrypted:
                raise Protected
            if _OTHER_PACKING.search(head):
                raise Damaged
            # Not compressed: what begins here is searched once, unchanged.
            if place >= ends:
                ends = content.find(b"endstream", place) % (len(content) + 1)
                if _KEYS.search(content, place, ends):
                    raise Scripted
        held = _objects(content, place, budget)
        _refuse_kinds(held)
        if _KEYS.search(held):
            raise Scripted
    raise Swollen


def _objects(content: Content, place: int, budget: _Budget) -> bytes:
    """Return the content of an object stream; empty if the stream begins with anything else.

    zlib finds the end itself, because an end marker can occur in the middle. A stream that breaks
    off is read as far as it goes, as PDF readers do.
    """
    if not _is_deflated(content[place : place + 2]):
        return b""
    stream, held, packed = zlib.decompressobj(), bytearray(), content[place : place + STEP]
    try:
        held += stream.decompress(packed, PEEKED)
        if not _OBJECTS.match(held):
            return b""
        while not stream.eof:
            more = stream.unconsumed_tail
            if not more:
                place += STEP
                more = content[place : place + STEP]
                if not more:
                    break
            piece = stream.decompress(more, STEP)
            budget.spend(len(piece))
            held += piece
    except zlib.error:
        pass
    return bytes(held)


def _is_deflated(head: bytes) -> bool:
    return len(head) == 2 and head[0] & 0x0F == 8 and int.from_bytes(head, "big") % 31 == 0


def _is_in_an_object(content: Content, names: re.Pattern[bytes]) -> bool:
    """Return whether the nearest mark before a name is the beginning of an object or trailer."""
    for hit in _bounded(names, content):
        window = content[max(hit.start() - MAX_HEAD, 0) : hit.start()]
        begins = max(window.rfind(b"obj"), window.rfind(b"trailer"))
        if begins > window.rfind(b"stream") and window[max(begins - 3, 0) : begins] != b"end":
            return True
    return False


def _bounded(names: re.Pattern[bytes], content: Content) -> Iterator[re.Match[bytes]]:
    """Yield each match of the names, up to the number a document needs."""
    for number, hit in enumerate(names.finditer(content)):
        if number > MAX_NAMES:
            raise Swollen
        yield hit
