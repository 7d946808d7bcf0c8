"""HEIC, the format of iPhones: converted to JPEG in a process of its own, with limits."""

import subprocess  # our own script, with a fixed command line
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings

from foundation.files import store
from foundation.files.errors import FileRefused
from foundation.files.recognize.chunks import CHUNK, at

# Kinds of HEIF whose pictures are HEVC; AVIF and films are others.
BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"})
OTHERS = frozenset({b"avif", b"avis"})
SCRIPT = Path(__file__).with_name("decode.py")
SECONDS = 30
MAX_PIXELS = 64_000_000  # the largest photos that phones keep as HEIC have 50 million
TOO_MANY_PIXELS = 3  # what the script says by its exit code
# Decoding takes memory: further people wait, and are told when it takes too long.
_TURNS = threading.BoundedSemaphore(2)
INSTEAD = "Export it as JPEG on your phone or computer, then upload that file."


def is_heic(file: BinaryIO) -> bool:
    """Return whether a file is a HEIC photo, by its first box."""
    head = at(file, 0, 64)
    if head[4:8] != b"ftyp":
        return False
    brands = {head[8:12], *(head[n : n + 4] for n in range(16, min(_length(head), 64), 4))}
    return not OTHERS & brands and bool(BRANDS & brands)


def converted(file: BinaryIO) -> BinaryIO:
    """Return the photo as a JPEG, in a temporary file that is deleted when closed.

    Raises:
        FileRefused: when it is damaged, too large, or takes too long.
        NoRoom: when the disk is full.
    """
    with _turn(), store.writing(), store.receiving() as source, ExitStack() as unfinished:
        to = unfinished.enter_context(store.receiving())
        file.seek(0)
        while piece := file.read(CHUNK):
            source.write(piece)
        source.flush()
        source.seek(0)
        _run(source, to)
        unfinished.pop_all()
    return to  # type: ignore[return-value]  # -- a wrapper that hands everything on


def _run(source: IO[bytes], to: IO[bytes]) -> None:
    """Run the script, and say why where it ends without a picture."""
    try:
        ended = subprocess.run(  # noqa: S603 -- a fixed command of ours
            [sys.executable, "-I", str(SCRIPT), str(settings.FILES_MAX_BYTES), str(MAX_PIXELS)],
            stdin=source,
            stdout=to,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env={},
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused(f"Converting this HEIC photo takes too long. {INSTEAD}") from error
    if ended.returncode == TOO_MANY_PIXELS:
        raise FileRefused(f"This HEIC photo has too many pixels to be converted. {INSTEAD}")
    if ended.returncode:
        raise FileRefused(f"This HEIC photo can't be converted. {INSTEAD}")


def _length(head: bytes) -> int:
    return int.from_bytes(head[:4], "big")


@contextmanager
def _turn() -> Iterator[None]:
    if not _TURNS.acquire(timeout=SECONDS):
        raise FileRefused("The portal is converting other photos. Upload yours again in a minute.")
    try:
        yield
    finally:
        _TURNS.release()
