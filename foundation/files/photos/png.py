"""PNG: chunks of metadata lose where the picture was taken."""

import re
import zlib
from mmap import mmap

from foundation.files.enums import PhotoChange
from foundation.files.photos import places
from foundation.files.photos.parts import Parts
from foundation.files.recognize.images import MAX_PARTS, PNG

TEXTS = (b"tEXt", b"zTXt", b"iTXt")
XMP = b"XML:com.adobe.xmp\x00"
# ImageMagick's way to keep Exif, IPTC and XMP; and texts that say where by their name.
PROFILE = b"Raw profile type "
_PLACE = re.compile(rb"(?i)[^\x00]{0,40}(?:gps|location|latitude|longitude)[^\x00]{0,40}\x00")


def without_location(content: bytes | mmap, size: int) -> Parts | None:
    """Return the picture without places; None if it can't be read."""
    parts, place = Parts(), len(PNG)
    parts.keep(0, place)
    for _ in range(MAX_PARTS):
        head = content[place : place + 8]
        stop = place + 12 + int.from_bytes(head[:4], "big")
        if len(head) < 8 or stop > size:
            return None
        kind = bytes(head[4:])
        held = bytes(content[place + 8 : stop - 4]) if kind in (*TEXTS, b"eXIf") else b""
        clean, told = _clean(kind, held)
        if told:
            parts.tell(PhotoChange.LOCATION)
        if clean == held:
            parts.keep(place, stop)
        elif clean:
            body = kind + clean
            parts.replace(
                len(clean).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
            )
        else:
            parts.replace(b"")
        place = stop
        if kind == b"IEND":
            parts.keep(place, size)
            return parts
    return None


def _clean(kind: bytes, held: bytes) -> tuple[bytes, bool]:
    """Return a chunk's content without places, empty to drop it, and whether it had any."""
    if kind == b"eXIf":
        return places.without_place(held)
    if held.startswith(XMP):
        packed = held[len(XMP) : len(XMP) + 1] == b"\x01"
        told = places.in_xmp(held[len(XMP) + 4 :])
        return (b"", told) if packed or told else (held, False)
    if held.startswith(PROFILE):
        return b"", False
    return (b"", True) if _PLACE.match(held) else (held, False)
