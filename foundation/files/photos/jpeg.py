"""JPEG photos: what phones append is cut off, and metadata lose where the photo was taken."""

import re
from mmap import mmap

from foundation.files.enums import PhotoChange
from foundation.files.photos import places
from foundation.files.photos.parts import Parts
from foundation.files.recognize.images import JPEG, MAX_PARTS, PADDING

Content = bytes | mmap
APP1, APP2, APP13, SCAN, END = 0xE1, 0xE2, 0xED, 0xDA, 0xD9
XMP, MORE_XMP = b"http://ns.adobe.com/xap/1.0/\x00", b"http://ns.adobe.com/xmp/extension/\x00"
# The list of pictures that follow the photo, which are cut off.
FURTHER = b"MPF\x00"
IPTC = b"Photoshop 3.0\x00"
# Between two scans: a marker that is no escaped byte, restart or filling.
_MARKER = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")
MAX_APPENDED = 16
# How Samsung's phones mark what they append, a film among it.
SAMSUNG_ENDS, SAMSUNG_FILM = b"SEFT", b"MotionPhoto_Data"


def without_location(content: Content, size: int) -> Parts | None:
    """Return the photo without what was appended and without places; None if it can't be read."""
    walked = _walk(content, 0, size)
    if walked is None:
        return None
    segments, end = walked
    film = _appended(content, end, size)
    parts = Parts()
    place = 0
    for marker, start, stop in segments:
        parts.keep(place, start)
        place = stop
        held = bytes(content[start + 4 : stop])
        clean = _clean(marker, held, parts, cut=film is not None)
        if clean == held:
            parts.keep(start, stop)
        else:
            head = bytes([0xFF, marker]) + (len(clean) + 2).to_bytes(2, "big")
            parts.replace(head + clean if clean else b"")
    if film is None:
        parts.keep(place, size)
        return parts
    parts.keep(place, end)
    parts.replace(b"")
    if film:
        parts.tell(PhotoChange.FILM)
    return parts


def _walk(content: Content, start: int, size: int) -> tuple[list[tuple[int, int, int]], int] | None:
    """Return the segments before the first scan as (marker, start, stop), and where the image ends."""
    segments: list[tuple[int, int, int]] = []
    place, scanned = start + 2, False
    for _ in range(MAX_PARTS):
        while content[place : place + 2] == b"\xff\xff":
            place += 1
        head = content[place : place + 4]
        if len(head) < 2 or head[0] != 0xFF:
            return None
        marker = head[1]
        if marker == END:
            return segments, place + 2
        stop = place + 2 + int.from_bytes(head[2:4], "big")
        if len(head) < 4 or stop > size:
            return None
        if not scanned and marker != SCAN:
            segments.append((marker, place, stop))
        place = stop
        if marker == SCAN:
            scanned = True
            hit = _MARKER.search(content, place)
            if hit is None:
                return None
            place = hit.end() - 2
    return None


def _clean(marker: int, held: bytes, parts: Parts, *, cut: bool) -> bytes:
    """Return a segment's content without places; empty drops the segment."""
    if marker == APP1 and held.startswith(places.EXIF):
        tiff, told = places.without_place(held[len(places.EXIF) :])
        _tell(parts, told=told)
        return places.EXIF + tiff if tiff else b""
    if marker == APP1 and held.startswith(XMP):
        if not cut and not places.in_xmp(held[len(XMP) :]):
            return held
        _tell(parts, told=places.in_xmp(held[len(XMP) :]))
        return b""
    if marker == APP13 and held.startswith(IPTC) and places.in_iptc(held):
        _tell(parts, told=True)
        return b""
    # A continued packet can't be judged by itself.
    dropped = held.startswith(MORE_XMP) if marker == APP1 else marker == APP2 and cut
    return b"" if dropped and held.startswith((MORE_XMP, FURTHER)) else held


def _tell(parts: Parts, *, told: bool) -> None:
    if told:
        parts.tell(PhotoChange.LOCATION)


def _appended(content: Content, end: int, size: int) -> bool | None:
    """Return whether a known kind of content follows the image, and a film is in it; None if not."""
    place, found = end, False
    for _ in range(MAX_APPENDED):
        while place < size and content[place] in PADDING:
            place += 1
        if place >= size:
            break
        # A box begins with its size, whose zeros were skipped.
        if b"ftyp" in content[place : place + 8]:
            return True
        if content[size - 4 : size] == SAMSUNG_ENDS:
            return content.find(SAMSUNG_FILM, place) >= 0
        if content[place : place + 3] != JPEG:
            return None
        walked = _walk(content, place, size)
        if walked is None:
            return None
        place, found = walked[1], True
    return False if found else None
