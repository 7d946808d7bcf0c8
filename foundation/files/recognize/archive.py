"""Zip files, not trusted: one directory at the end, entries that fill the file, true sizes.

The standard library reads the directory, once its size is known to be bounded. The content of an
entry is unpacked here in chunks and counted, because a reader that stops at the declared size never
notices that a stream continues.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from foundation.files.errors import Damaged, Disguised, Locked, Swollen
from foundation.files.recognize.chunks import CHUNK, at, size_of

END_SIZE = 22
MAX_ENTRIES = 4000
MAX_DIRECTORY = 2 * 1024 * 1024
MAX_UNPACKED = 250 * 1024 * 1024
# Office's XML compresses to a tenth or a twentieth; a zip bomb to a thousandth.
MAX_RATIO = 100
RATIO_COUNTS_FROM = 10 * 1024 * 1024
LOCAL_HEADER = 30
DESCRIPTOR = 24  # may follow an entry's data


def entries(file: BinaryIO) -> list[zipfile.ZipInfo]:
    """Return the entries of an archive that has nothing else, in their order in the file.

    Raises:
        Damaged: when the directory or an entry cannot be read.
        Disguised: when the file has bytes that belong to no entry, or a name twice.
        Locked: when an entry is encrypted.
        Swollen: when it would unpack to more than the limit.
    """
    directory = _directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            found = sorted(archive.infolist(), key=lambda info: info.header_offset)
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError, ValueError) as error:
        raise Damaged from error
    _check_names(found)
    _check_sizes(found)
    _check_places(file, found, directory)
    return found


def unpacked(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield an entry's content in chunks, up to its declared size.

    Raises:
        Swollen: when its stream continues after the declared size.
        Damaged: when it ends before that size, or its checksum differs.
    """
    total = checksum = 0
    for piece in _inflated(file, info):
        total += len(piece)
        if total > info.file_size:
            raise Swollen
        checksum = zlib.crc32(piece, checksum)
        yield piece
    if total != info.file_size or checksum != info.CRC:
        raise Damaged


def _directory(file: BinaryIO) -> int:
    """Return where the directory begins; it must end where the file's last record begins."""
    size = size_of(file)
    end = at(file, max(size - END_SIZE, 0), END_SIZE)
    if len(end) < END_SIZE or not end.startswith(b"PK\x05\x06"):
        raise Damaged
    _, disk, other, here, count, length, start, comment = struct.unpack("<4s4H2LH", end)
    if disk or other or here != count or comment:
        raise Disguised
    if count > MAX_ENTRIES or length > MAX_DIRECTORY:
        raise Swollen
    if start + length != size - END_SIZE:
        raise Disguised
    return int(start)


def _check_names(found: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in found]
    if len({name.casefold() for name in names}) != len(names):
        raise Disguised
    for name in names:
        if name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise Disguised


def _check_sizes(found: list[zipfile.ZipInfo]) -> None:
    for info in found:
        if info.flag_bits & 0x41:
            raise Locked
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise Damaged
    packed = sum(info.compress_size for info in found)
    total = sum(info.file_size for info in found)
    if total > MAX_UNPACKED or (total > RATIO_COUNTS_FROM and total > MAX_RATIO * packed):
        raise Swollen


def _check_places(file: BinaryIO, found: list[zipfile.ZipInfo], directory: int) -> None:
    """Check that entries follow each other from first byte to directory without overlap."""
    if not found or found[0].header_offset != 0:
        raise Disguised
    following = [info.header_offset for info in found[1:]] + [directory]
    for info, until in zip(found, following, strict=True):
        ends = _data_of(file, info) + info.compress_size
        if not ends <= until <= ends + DESCRIPTOR:
            raise Disguised


def _data_of(file: BinaryIO, info: zipfile.ZipInfo) -> int:
    """Return where an entry's data begins; its own header must have the name in the directory."""
    head = at(file, info.header_offset, LOCAL_HEADER)
    if len(head) < LOCAL_HEADER or not head.startswith(b"PK\x03\x04"):
        raise Damaged
    length, extra = struct.unpack("<2H", head[26:30])
    name = file.read(length).decode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
    if name != info.orig_filename:
        raise Disguised
    return info.header_offset + LOCAL_HEADER + int(length) + int(extra)


def _inflated(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    place = _data_of(file, info)
    ends = place + info.compress_size
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    while place < ends:
        packed = at(file, place, min(CHUNK, ends - place))
        if not packed:
            raise Damaged
        place += len(packed)
        if info.compress_type == zipfile.ZIP_STORED:
            yield packed
            continue
        while packed and not stream.eof:
            try:
                piece = stream.decompress(packed, CHUNK)
            except zlib.error as error:
                raise Damaged from error
            packed = stream.unconsumed_tail
            yield piece
        if stream.unused_data or (stream.eof and place < ends):
            raise Disguised
    if info.compress_type == zipfile.ZIP_DEFLATED and not stream.eof:
        yield stream.flush()
