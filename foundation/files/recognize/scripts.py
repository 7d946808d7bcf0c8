"""Scripts in PDFs: what runs something when a page is opened or touched, compressed objects included.

No tree is built. The names of actions are looked for in the whole file, and in the streams that hold
further objects, each inflated within limits. Names may be spelled with ``#4a`` escapes.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

from foundation.files.errors import Damaged, Protected, Scripted, Swollen

Content = bytes | mmap
# Scripts, other programs, and media with scripts of their own: kinds of actions and annotations.
# Long enough that compressed pictures do not hold them by chance.
KINDS = (b"JavaScript", b"Launch", b"Rendition", b"RichMedia")
# Keys with a script or a form whose scripts are kept elsewhere as their value.
KEYS = (b"JS", b"XFA")
# No document of 25 MB has as many streams, names of actions, or bytes in its streams of objects.
MAX_STREAMS = 50_000
MAX_NAMES = 10_000
MAX_INFLATED = 64 * 1024 * 1024
PEEKED = 256
STEP = 64 * 1024
# How far back the beginning of an object or of a stream's dictionary is looked for.
MAX_HEAD = 16 * 1024

_SPACE = rb"[\x00\t\n\f\r ]"
_STREAM = re.compile(rb"\bstream(?:\r\n|\n|\r)")
_OBJECTS = re.compile(_SPACE + rb"*\d+" + _SPACE + rb"+\d+")
# What a name may follow: in a title such as "Rollout/Launch" or in a link's address it is no name.
_BEFORE = re.compile(rb"(?:[\x00\t\n\f\r \d)<>\[\]{}%]|obj|/(?:S|#53|Subtype|Type))\Z")


def _spelled(
    *names: bytes, behind: bytes = rb"[\x00\t\n\f\r ()<>\[\]{}/%]|\Z"
) -> re.Pattern[bytes]:
    """Return the names, each letter plain or as the number of its character."""
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
        Protected: when its streams of objects are encrypted.
        Damaged: when they are packed as no program packs them.
        Swollen: when it holds more than a document needs.
    """
    _refuse_kinds(content)
    # In what is no object, two letters stand by chance.
    if _is_in_an_object(content, _KEYS):
        raise Scripted
    _check_streams(content)


@dataclass(slots=True)
class _Budget:
    """What may still be inflated."""

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
            # Not packed at all: what begins here is looked at as it stands, once.
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
    """Return what a stream of objects holds; nothing where the stream begins with anything else.

    zlib finds the end itself: what calls itself the end may stand in the middle. A stream that breaks
    off is read as far as it goes, as readers do.
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
    """Return whether the nearest mark before one of the names is an object's or a trailer's beginning."""
    for hit in _bounded(names, content):
        window = content[max(hit.start() - MAX_HEAD, 0) : hit.start()]
        begins = max(window.rfind(b"obj"), window.rfind(b"trailer"))
        if begins > window.rfind(b"stream") and window[max(begins - 3, 0) : begins] != b"end":
            return True
    return False


def _bounded(names: re.Pattern[bytes], content: Content) -> Iterator[re.Match[bytes]]:
    """Each place with one of the names, up to what a document needs."""
    for number, hit in enumerate(names.finditer(content)):
        if number > MAX_NAMES:
            raise Swollen
        yield hit
