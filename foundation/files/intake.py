"""Check an uploaded file before it is stored: the only way to a ``Checked`` file."""

from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings

from foundation.files import names, photos
from foundation.files.enums import MediaType, PhotoChange, SheetType
from foundation.files.errors import FileRefused, NoRoom
from foundation.files.recognize import recognize, sheets
from foundation.files.recognize.chunks import size_of

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Checked:
    """A file whose size, name and content were checked; made only by ``check``."""

    name: str
    media_type: MediaType | SheetType
    file: BinaryIO
    changes: tuple[PhotoChange, ...] = ()

    @property
    def changed(self) -> str:
        """What was changed before it was stored, such as "location removed"; empty if nothing was."""
        return ", ".join(str(change.label) for change in self.changes)


def check(file: BinaryIO, name: str) -> Checked:
    """Check a file by its content before it is stored; make a phone's photo fit for it.

    Arguments:
        file: seekable; an upload, or any other open file.
        name: as the browser sent it.

    Raises:
        FileRefused: with a sentence for the person who uploaded it.
        NoRoom: when the disk was full while it was received.
    """
    _check_size(file)
    ready = photos.prepare(file, names.clean(name))
    try:
        kind = recognize(ready.file, ready.name)
        if ready.changes:
            _check_length(size_of(ready.file))
    except FileRefused:
        if ready.file is not file:
            ready.file.close()
        raise
    return Checked(ready.name, kind, ready.file, ready.changes)


def check_sheet(file: BinaryIO, name: str) -> Checked:
    """Check a spreadsheet that is sent to be read: what its content is counts, not its name.

    Raises:
        FileRefused: with what the file really is.
        NoRoom: when the disk was full while it was received.
    """
    _check_size(file)
    return Checked(names.clean(name), sheets.recognize(file), file)


def _check_size(file: BinaryIO) -> None:
    if getattr(file, "disk_was_full", False):
        raise NoRoom
    size = getattr(file, "size", None)
    size = size_of(file) if size is None else int(size)
    _check_length(settings.FILES_MAX_BYTES + 1 if getattr(file, "content_lost", False) else size)


def _check_length(size: int) -> None:
    if size > settings.FILES_MAX_BYTES:
        raise FileRefused(
            f"This file is larger than {limit()}, the most the portal accepts. "
            "Make it smaller or split it, then upload it again."
        )
    if size == 0:
        raise FileRefused("This file is empty. Choose a different file.")


def limit() -> str:
    """Return the largest size as text, such as "25 MB"."""
    return size_in_words(settings.FILES_MAX_BYTES)


def size_in_words(size: int) -> str:
    """Return a size as text, such as "1.4 MB" or "1 KB" at least; 1 MB is 1024 * 1024 bytes."""
    if size >= MEGABYTE:
        return f"{size / MEGABYTE:.1f}".removesuffix(".0") + " MB"
    return f"{max(round(size / 1024), 1)} KB"
