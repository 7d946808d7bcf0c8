"""Make a phone's photo fit to be stored: convert HEIC, drop an appended film, remove where it was taken.

A photo is rewritten part by part; only HEIC is decoded, in a process of its own. What can't be read is
returned unchanged, because ``recognize`` judges what is stored, whatever happened here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from foundation.files import names
from foundation.files.enums import ENDINGS, HEIC_ENDINGS, MediaType, PhotoChange
from foundation.files.errors import FileRefused
from foundation.files.photos import heic, jpeg, png, webp
from foundation.files.photos.parts import Parts, written
from foundation.files.recognize import images
from foundation.files.recognize.chunks import at, size_of, whole

READERS: dict[MediaType, Callable[..., Parts | None]] = {
    MediaType.JPEG: jpeg.without_location,
    MediaType.PNG: png.without_location,
    MediaType.WEBP: webp.without_location,
}
USUAL = {MediaType.JPEG: ".jpg", MediaType.PNG: ".png", MediaType.WEBP: ".webp"}
PHOTOS = {*HEIC_ENDINGS, *(end for end, kind in ENDINGS.items() if kind in READERS)}


@dataclass(frozen=True, slots=True)
class Ready:
    """A file to be judged and stored, with its name and what was changed, in the order it happened."""

    file: BinaryIO
    name: str
    changes: tuple[PhotoChange, ...] = ()


def prepare(file: BinaryIO, name: str) -> Ready:
    """Return a photo as it may be stored, and any other file unchanged.

    Arguments:
        file: seekable; its position afterward is arbitrary.
        name: the cleaned name.

    Raises:
        FileRefused: when a HEIC photo can't be converted.
        NoRoom: when the disk is full.
    """
    if names.ending(name) not in PHOTOS:
        return Ready(file, name)
    changes: tuple[PhotoChange, ...] = ()
    if heic.is_heic(file):
        file, changes = heic.converted(file), (PhotoChange.CONVERTED,)
    kind = _kind_of(at(file, 0, 12))
    end = names.ending(name)
    if changes or end in HEIC_ENDINGS:
        if kind is None:
            raise FileRefused(f"This isn't a HEIC photo, whatever its name says. {heic.INSTEAD}")
        # Phones convert a photo as they send it, and leave its name.
        name = name[: -len(end)] + USUAL[kind]
    if kind is None:
        return Ready(file, name)
    with whole(file) as content:
        found = READERS[kind](content, size_of(file))
    if found is None or not found.changed:
        return Ready(file, name, changes)
    last = written(file, found)
    if changes:
        file.close()  # the converted photo, before its place was removed
    return Ready(last, name, (*changes, *found.changes))


def _kind_of(head: bytes) -> MediaType | None:
    if head.startswith(images.JPEG):
        return MediaType.JPEG
    if head.startswith(images.PNG):
        return MediaType.PNG
    return MediaType.WEBP if head.startswith(b"RIFF") and head[8:] == b"WEBP" else None
