"""The file store: a private folder outside the web root, with random file names.

A file is written under a temporary name, flushed to disk and renamed before its row commits: a row
never lacks its content. Content without a row, left by a rolled-back transaction, is cleaned up a
day later.
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
# Full, read-only, or not writable for us: the file is fine, and trying later helps.
UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})
INCOMING = "incoming"
NAME = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Written:
    """The stored content: its name in the store, its size in bytes, and its checksum."""

    name: str
    size: int
    sha256: str


def write(source: BinaryIO) -> Written:
    """Copy a file into the store, in chunks.

    Arguments:
        source: read from its beginning, at most 64 KiB at a time.

    Raises:
        NoRoom: when the disk is full or not writable; no part of the file is left.
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
    """Open a stored file's content for reading.

    Raises:
        FileNotFoundError: when the disk has lost it, which is an alarm and not a page.
    """
    return path_of(name).open("rb")


def discard(name: str) -> None:
    """Remove content for good; removing it again does nothing."""
    path_of(name).unlink(missing_ok=True)


def path_of(name: str) -> Path:
    """Return the path of content: ``ab/cd/abcd…`` under the root.

    Raises:
        ValueError: when the name is not a name of the store.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no name of the store.")
    return root() / name[:2] / name[2:4] / name


def root() -> Path:
    """Return the store's folder, created if missing, accessible to its owner only."""
    return _private(Path(settings.FILES_ROOT))


def incoming() -> Path:
    """Return the folder for files being received or written."""
    return _private(root() / INCOMING)


def lying_since(moment: float) -> Iterator[Path]:
    """Yield every file last written before a moment, in seconds since 1970."""
    for folder, _, names in os.walk(root()):
        for name in names:
            path = Path(folder) / name
            with suppress(FileNotFoundError):  # removed in the meantime
                if path.stat().st_mtime < moment:
                    yield path


def cannot_write(error: OSError) -> bool:
    """Return whether the disk is full or read-only, or the folder is not writable for us."""
    return error.errno in UNWRITABLE


@contextmanager
def writing() -> Iterator[None]:
    """Turn a disk error into the error that people are shown.

    Raises:
        NoRoom: when the disk can't be written to.
    """
    try:
        yield
    except OSError as error:
        if cannot_write(error):
            logger.error("file storage can't be written to: %s", error.strerror)
            raise NoRoom from error
        raise


def receiving() -> "tempfile._TemporaryFileWrapper[bytes]":
    """Open a temporary file for an upload; it is deleted when closed."""
    return tempfile.NamedTemporaryFile(dir=incoming(), prefix="upload-")


def _opened(unfinished: Path) -> BinaryIO:
    """Open a new file that only its owner can read, from the moment it exists."""
    return os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


@contextmanager
def _nothing_half_done(unfinished: Path) -> Iterator[Path]:
    try:
        yield unfinished
    finally:
        with suppress(OSError):  # cleaned up later; the earlier error is the one that matters
            unfinished.unlink(missing_ok=True)


def _private(folder: Path) -> Path:
    """Create the folder and missing parents, accessible to their owner only."""
    if not folder.is_dir():
        if not folder.parent.is_dir():
            _private(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _sync(folder: Path) -> None:
    """Flush a folder's entries to disk: a power failure could otherwise lose a rename."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
