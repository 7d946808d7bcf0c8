"""Check images part by part up to their end, after which nothing may follow."""

import struct
from typing import BinaryIO

from foundation.files.errors import Damaged, Disguised
from foundation.files.recognize.chunks import at, refuse_second_nature, size_of

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
MAX_PARTS = 20_000
# Markers of a JPEG's frame, which has its width and height: C0 to CF without DHT, JPG and DAC.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
SCAN = 0xDA
PADDING = b"\x00\r\n "


def check_png(file: BinaryIO) -> None:
    """Refuse a PNG whose chunks do not lead from IHDR to IEND and to the end of the file.

    Raises:
        Damaged, Disguised: when the image is not complete, or something follows it.
    """
    place, size = len(PNG), size_of(file)
    for number in range(MAX_PARTS):
        head = at(file, place, 8)
        if len(head) < 8 or (number == 0) != (head[4:] == b"IHDR"):
            raise Damaged
        place += 12 + int.from_bytes(head[:4], "big")
        if place > size:
            raise Damaged
        if head[4:] == b"IEND":
            break
    else:
        raise Damaged
    if place != size:
        raise Disguised
    refuse_second_nature(file)


def check_jpeg(file: BinaryIO) -> None:
    """Refuse a JPEG without a frame before its first scan, or with anything after its end.

    The film that a phone appends was cut off before (``foundation.files.photos``).

    Raises:
        Damaged, Disguised: when the image is not complete, or something follows it.
    """
    place, framed = 2, False
    for _ in range(MAX_PARTS):
        head = at(file, place, 4)
        if len(head) < 4 or head[0] != 0xFF:
            raise Damaged
        if head[1] == SCAN:
            break
        framed |= head[1] in FRAMES
        # 0xFF may be repeated before a marker.
        place += 1 if head[1] == 0xFF else 2 + int.from_bytes(head[2:], "big")
    else:
        raise Damaged
    if not framed:
        raise Damaged
    tail = at(file, max(size_of(file) - 64, 0), 64)
    if not tail.rstrip(PADDING).endswith(b"\xff\xd9"):
        raise Disguised
    refuse_second_nature(file)


def check_webp(file: BinaryIO) -> None:
    """Refuse a WebP that is longer or shorter than it declares.

    Raises:
        Damaged, Disguised: when the image is not complete, or something follows it.
    """
    size = size_of(file)
    head = at(file, 0, 16)
    if len(head) < 16 or head[12:15] != b"VP8":
        raise Damaged
    told = struct.unpack("<I", head[4:8])[0] + 8
    if told > size:
        raise Damaged
    if told < size:
        raise Disguised
    refuse_second_nature(file)
