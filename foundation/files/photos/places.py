"""Where a photo was taken: find it in metadata, and remove it from Exif without moving anything else."""

import re
import struct
from dataclasses import dataclass, field

EXIF = b"Exif\x00\x00"
GPS, MAKER_NOTE, XMP, IPTC = 0x8825, 0x927C, 0x02BC, 0x83BB
# Directories inside directories: Exif's own, of interoperability, of further images.
INNER = frozenset({0x8769, 0xA005, 0x014A})
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
MAX_DIRECTORIES = 32
# Names of properties in XMP packets that say where: coordinates, and a place in words.
_IN_XMP = re.compile(
    rb"GPS|:(?:Location|LocationCreated|LocationShown|City|State|Country|CountryCode|Sublocation)\b"
)
# The same in IPTC: content location, city, sublocation, state, country.
_IN_IPTC = re.compile(rb"\x1c\x02[\x1a\x1b\x5a\x5c\x5f\x64\x65]")


def in_xmp(packet: bytes) -> bool:
    """Return whether an XMP packet says where; one that isn't UTF-8 is taken to do so."""
    return b"\x00" in packet or bool(_IN_XMP.search(packet))


def in_iptc(block: bytes) -> bool:
    """Return whether an IPTC block says where."""
    return bool(_IN_IPTC.search(block))


@dataclass(slots=True)
class _Directories:
    """The directories of a TIFF structure, edited in place: no offset in it changes."""

    data: bytearray
    order: str
    seen: set[int] = field(default_factory=set)
    told: bool = False

    def read(self, fmt: str, place: int) -> int:
        return int(struct.unpack_from(self.order + fmt, self.data, place)[0])

    def clean(self, place: int) -> None:
        """Clean a directory, those inside it and those after it."""
        waiting = [place]
        while waiting and len(self.seen) < MAX_DIRECTORIES:
            at = waiting.pop()
            if at in self.seen or not 8 <= at <= len(self.data) - 2:
                continue
            self.seen.add(at)
            waiting += self._clean_one(at)

    def _clean_one(self, place: int) -> list[int]:
        count = self.read("H", place)
        ends = place + 2 + 12 * count
        if ends > len(self.data):
            count = (len(self.data) - place - 2) // 12
            ends = place + 2 + 12 * count
        follows = self.read("I", ends) if ends + 4 <= len(self.data) else 0
        further, kept = [follows], bytearray()
        for entry in range(place + 2, ends, 12):
            tag = self.read("H", entry)
            if tag in {GPS, MAKER_NOTE, XMP, IPTC} and self._blank(tag, entry):
                continue
            if tag in INNER:
                further += self._offsets(entry)
            kept += self.data[entry : entry + 12]
        if len(kept) < 12 * count:
            end = kept + struct.pack(self.order + "I", follows)
            struct.pack_into(self.order + "H", self.data, place, len(kept) // 12)
            room = min(ends + 4, len(self.data)) - place - 2
            self.data[place + 2 : place + 2 + room] = end[:room].ljust(room, b"\x00")
        return further

    def _offsets(self, entry: int) -> list[int]:
        count, place = self.read("I", entry + 4), self.read("I", entry + 8)
        if count <= 1:
            return [place]
        last = min(place + 4 * min(count, MAX_DIRECTORIES), len(self.data) - 3)
        return [self.read("I", each) for each in range(place, last, 4)]

    def _blank(self, tag: int, entry: int) -> bool:
        """Blank what an entry leads to; return whether the entry goes too."""
        if tag == GPS:
            self._blank_places(self.read("I", entry + 8))
            return True
        start, stop = self._value(entry)
        value = bytes(self.data[start:stop])
        where = {XMP: in_xmp, IPTC: in_iptc}.get(tag)
        if where and not where(value):
            return False
        # What makers note in their own way can name a town, and is of no use to anybody here.
        self.told |= where is not None
        self.data[start:stop] = bytes(max(stop - start, 0))
        return True

    def _blank_places(self, place: int) -> None:
        if place in self.seen or not 8 <= place <= len(self.data) - 2:
            return
        self.seen.add(place)
        count = self.read("H", place)
        ends = min(place + 2 + 12 * count, len(self.data))
        for entry in range(place + 2, ends - 11, 12):
            self.told |= self.read("H", entry) != 0  # 0 is the version of these tags
            start, stop = self._value(entry)
            self.data[start:stop] = bytes(max(stop - start, 0))
        self.data[place:ends] = bytes(ends - place)

    def _value(self, entry: int) -> tuple[int, int]:
        size = SIZES.get(self.read("H", entry + 2), 1) * self.read("I", entry + 4)
        if size <= 4:
            return entry + 8, entry + 8 + size
        start = self.read("I", entry + 8)
        return min(start, len(self.data)), min(start + size, len(self.data))


def without_place(tiff: bytes) -> tuple[bytes, bool]:
    """Return Exif's TIFF structure without places, and whether it had any; empty if it can't be read."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:
        return b"", False
    found = _Directories(bytearray(tiff), order)
    found.clean(found.read("I", 4))
    return bytes(found.data), found.told
