"""Read a file in bounded chunks, and search it for what does not belong."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from mmap import ACCESS_READ, mmap
from typing import BinaryIO

from foundation.files.errors import Disguised

CHUNK = 64 * 1024
# What makes a browser or a server take a file for a page or a program.
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<iframe", b"<?php", b"<body")
LOOKED_AT = 4096
# The last record of a zip file, and how far from the end readers look for it.
ARCHIVE_END = b"PK\x05\x06"
ARCHIVE_TAIL = 22 + 65_535


def at(file: BinaryIO, offset: int, count: int) -> bytes:
    """Return that many bytes from an offset, fewer at the end of the file."""
    file.seek(offset)
    return file.read(count)


def size_of(file: BinaryIO) -> int:
    """Return the size of a file in bytes."""
    return file.seek(0, os.SEEK_END)


@contextmanager
def whole(file: BinaryIO) -> Iterator[bytes | mmap]:
    """Open a whole file for searching: mapped from disk if it is there, never read into memory."""
    try:
        number = file.fileno()
    except (OSError, AttributeError):  # already in memory
        file.seek(0)
        yield b"".join(iter(lambda: file.read(CHUNK), b""))
        return
    with mmap(number, 0, access=ACCESS_READ) as content:
        yield content


def refuse_second_nature(file: BinaryIO) -> None:
    """Refuse a file that would also open as an archive or be taken for a page.

    Raises:
        Disguised: when the file ends with an archive, or has markup at either end.
    """
    tail = at(file, max(size_of(file) - ARCHIVE_TAIL, 0), ARCHIVE_TAIL)
    if ARCHIVE_END in tail:
        raise Disguised
    ends = at(file, 0, LOOKED_AT), tail[-LOOKED_AT:]
    if any(mark in part.lower() for part in ends for mark in MARKUP):
        raise Disguised
