"""Read the rows of a file of separated values, whichever program on whichever system wrote it."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from foundation.imports.errors import Unreadable

DELIMITERS = ",;\t|"
SAMPLE_ROWS, SAMPLE, CHUNK = 20, 20_000, 65_536
# How Excel tells itself the separator; it is no line of the sheet.
SEPARATOR = re.compile(r'"?sep=(.)"?\r?\n?', re.IGNORECASE)
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def separated(file: BinaryIO) -> Iterator[list[str]]:
    """Yield the rows.

    Raises:
        Unreadable: when it is no text, or a quotation mark is left open.
    """
    text = decoded(file.read())
    told = SEPARATOR.match(text)
    if told:
        text = text[told.end() :]
    delimiter = told[1] if told else _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        raise Unreadable(
            f"Line {reader.line_num} can't be read because a quotation mark isn't closed. Fix it, then upload it again."
        ) from error


def decoded(content: bytes) -> str:
    """Return the text: UTF-16 where its mark says so, UTF-8, or what Excel on Windows writes else."""
    if content.startswith(UTF_16):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise Unreadable("This file contains characters that aren't text. Save it as CSV (UTF-8).")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def is_guessed(file: BinaryIO) -> bool:
    """Return whether nothing but the lack of another reading makes a text Windows-1252."""
    file.seek(0)
    told = file.read(2)
    if told in UTF_16:
        return False
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(told)
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return True
    return False


def _delimiter(text: str) -> str:
    """Find the delimiter that cuts the most rows into the same number of cells; titles above a table have none."""

    def cut(delimiter: str) -> int:
        rows = csv.reader(io.StringIO(text[:SAMPLE], newline=""), delimiter=delimiter)
        widths = Counter[int]()
        try:
            for _, row in zip(range(SAMPLE_ROWS), rows, strict=False):
                widths[len(row)] += 1
        except csv.Error:
            pass  # a quotation mark left open is told when the whole is read
        return max((width * times for width, times in widths.items() if width > 1), default=0)

    return max(DELIMITERS, key=cut)
