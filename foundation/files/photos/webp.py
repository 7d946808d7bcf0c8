"""WebP: Exif and XMP lose where the picture was taken."""

import struct
from mmap import mmap

from foundation.files.enums import PhotoChange
from foundation.files.photos import places
from foundation.files.photos.parts import Parts
from foundation.files.recognize.images import MAX_PARTS

HEADER = 12
# The bit of the extended header that says that an XMP chunk follows.
HAS_XMP = 0x04


def without_location(content: bytes | mmap, size: int) -> Parts | None:
    """Return the picture without places; None if it can't be read."""
    parts, place, extended = Parts(), HEADER, -1
    parts.pieces.append(bytes(content[:HEADER]))
    for _ in range(MAX_PARTS):
        if place == size:
            return _closed(parts, extended)
        head = content[place : place + 8]
        length = int.from_bytes(head[4:8], "little")
        stop = place + 8 + length + length % 2
        if len(head) < 8 or stop > size:
            return None
        kind = bytes(head[:4])
        if kind == b"VP8X":
            extended = len(parts.pieces)
            parts.pieces.append(bytes(content[place:stop]))
        elif kind == b"EXIF":
            _exif(parts, bytes(content[place + 8 : place + 8 + length]), place, stop)
        elif kind == b"XMP " and places.in_xmp(bytes(content[place + 8 : place + 8 + length])):
            parts.tell(PhotoChange.LOCATION)
            parts.replace(b"")
            parts.pieces[extended] = _without_xmp(parts.pieces[extended])
        else:
            parts.keep(place, stop)
        place = stop
    return None


def _exif(parts: Parts, held: bytes, place: int, stop: int) -> None:
    before = places.EXIF if held.startswith(places.EXIF) else b""
    tiff, told = places.without_place(held[len(before) :])
    clean = before + tiff
    if told:
        parts.tell(PhotoChange.LOCATION)
    if clean == held or len(clean) != len(held):  # what is no Exif is left to the check
        parts.keep(place, stop)
    else:
        parts.replace(b"EXIF" + struct.pack("<I", len(clean)) + clean + b"\x00" * (len(clean) % 2))


def _without_xmp(header: range | bytes) -> range | bytes:
    if isinstance(header, range) or len(header) < 9:
        return header
    return header[:8] + bytes([header[8] & ~HAS_XMP]) + header[9:]


def _closed(parts: Parts, extended: int) -> Parts:
    """Correct the size in the first header."""
    if parts.changed:
        parts.pieces[0] = b"RIFF" + struct.pack("<I", parts.size - 8) + b"WEBP"
    return parts
