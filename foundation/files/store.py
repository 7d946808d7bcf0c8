"""Where content lies: a private folder outside the web root, under random names that say nothing.

A file is written under a temporary name, flushed to the disk and renamed, before its row commits: a row
never lacks its content. Content without a row, left by a transaction that was rolled back, is swept
away a day later.
"""

import errno
import hashlib
import logging
import os
import re
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from foundation.files.errors import NoRoom

logger = logging.getLogger(__name__)

CHUNK = 64 * 1024
# Full, read-only, or not ours to write to: nothing about the file is wrong, and trying later helps.
UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})
INCOMING = "incoming"
NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the name it lies under, how long it is, what it adds up to."""

    name: str
    size: int
    sha256: str


def write(source: BinaryIO) -> Written:
    """Copy a file into the store, in pieces.

    Arguments:
        source: read from its beginning, never more than 64 KiB at once.

    Raises:
        NoRoom: when the disk is full or cannot be written to; nothing of it is left.
    """
    name = secrets.token_hex(16)
    with writing(), _nothing_half_done(incoming() / name) as unfinished:
        digest, size = hashlib.sha256(), 0
        with _opened(unfinished) as to:
            source.seek(0)
            while piece := source.read(CHUNK):
                digest.update(piece)
                size += len(piece)
                to.write(piece)
            to.flush()
            os.fsync(to.fileno())
        place = path_of(name)
        _private(place.parent)
        unfinished.rename(place)
        for folder in (place.parent, place.parent.parent, root()):
            _sync(folder)
    return Written(name, size, digest.hexdigest())


def read(name: str) -> BinaryIO:
    """Return a file's content, opened.

    Raises:
        FileNotFoundError: when the disk has lost it: an alarm, never a page of its own.
    """
    return path_of(name).open("rb")


def discard(name: str) -> None:
    """Remove content for good; once removed it stays removed."""
    path_of(name).unlink(missing_ok=True)


def path_of(name: str) -> Path:
    """Return where content lies: ``ab/cd/abcd…`` under the root.

    Raises:
        ValueError: when that is no name of ours.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of the store.")
    return root() / name[:2] / name[2:4] / name


def root() -> Path:
    """The folder of everything, made when it is missing, entered by its owner only."""
    return _private(Path(settings.FILES_ROOT))


def incoming() -> Path:
    """The folder of what is being received or written."""
    return _private(root() / INCOMING)


def lying_since(moment: float) -> Iterator[Path]:
    """Everything in the store last written before that moment, in seconds since 1970."""
    for folder, _, names in os.walk(root()):
        for name in names:
            path = Path(folder) / name
            with suppress(FileNotFoundError):  # received or discarded meanwhile
                if path.stat().st_mtime < moment:
                    yield path


def cannot_write(error: OSError) -> bool:
    """Return whether the disk is full or read-only, or the folder is not ours to write to."""
    return error.errno in UNWRITABLE


@contextmanager
def writing() -> Iterator[None]:
    """Turn what the disk says into the error that people are told.

    Raises:
        NoRoom: when nothing can be written.
    """
    try:
        yield
    except OSError as error:
        if cannot_write(error):
            logger.error("file storage can't be written to: %s", error.strerror)
            raise NoRoom from error
        raise


def receiving() -> "tempfile._TemporaryFileWrapper[bytes]":
    """A file for what is being uploaded; it goes when it is closed."""
    return tempfile.NamedTemporaryFile(dir=incoming(), prefix="upload-")


def _opened(unfinished: Path) -> BinaryIO:
    """Return a new file that only its owner reads, never in between either."""
    return os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


@contextmanager
def _nothing_half_done(unfinished: Path) -> Iterator[Path]:
    try:
        yield unfinished
    finally:
        with suppress(OSError):  # swept later; what went wrong before is what counts
            unfinished.unlink(missing_ok=True)


def _private(folder: Path) -> Path:
    """Make the folder and those above it, as far as they are missing, for their owner only."""
    if not folder.is_dir():
        if not folder.parent.is_dir():
            _private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _sync(folder: Path) -> None:
    """Flush the names in a folder: a rename is lost with the power otherwise."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
