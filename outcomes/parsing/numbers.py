"""Read one cell of counts: a blank isn't 0, ``<5`` is suppressed, and an error is neither."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from foundation.imports import formats, read
from outcomes.enums import FigureStatus

# Codes that publishers write for "not reported"; a dash is theirs as well.
BLANKS = frozenset({"", "na", "nr", "-", "--", "---", "\u2013", "\u2014", ".", "..", "..."})
SAID_BLANKS = frozenset(
    {"n/a", "n.a.", "nan", "null", "nd", "no data", "not reported", "not available", "missing"}
)
SUPPRESSED = re.compile(
    r"(?:(?:<=?|≤)\s*\d+|(?:fewer|less) than \w+|(?:under|below) \w+|suppressed|\(?s\)?|\*+)",
    re.IGNORECASE,
)
RANGE = re.compile("(\\d{1,6})\\s*(?:-|\u2013|\u2014|to)\\s*(\\d{1,6})")
MARKS = re.compile(r"[\u00b9\u00b2\u00b3\u2070-\u2079*†‡§]+$")
SPACES = re.compile("[\u00a0\u2009\u202f]")
GROUPED = re.compile(r"[+-]?\d{1,3}(?:([ ,'\u2019])\d{3})(?:\1\d{3})*(?:\.0+)?")
PLAIN = re.compile(r"[+-]?\d+(?:\.\d*)?(?:e[+-]?\d+)?", re.IGNORECASE)
# In text 12.000 is twelve thousand where commas are decimal: nobody can tell.
THREE_BEHIND = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
IN_BRACKETS = re.compile(r"\(\s*\d[\d,]*\s*\)")
MAX_COUNT = 10**12
LEAVE = "Leave the cell blank if it wasn't reported."
WRITE = "Write the count in plain digits, such as 1200 or -3."


@dataclass(frozen=True, slots=True)
class Count:
    """What a cell says.

    Attributes:
        status: reported, or why there is no value.
        value: only of a reported one; negative for a correction.
        note: what is worth a look, or "".
        wrong: why the cell can't be read, or "".
    """

    status: FigureStatus
    value: int | None = None
    note: str = ""
    wrong: str = ""


NOT_REPORTED = Count(FigureStatus.NOT_REPORTED)


def count(text: str) -> Count:
    """Return what a cell of counts says."""
    if text.isascii() and text.isdigit() and len(text) < 12:
        return Count(FigureStatus.REPORTED, int(text))
    said = SPACES.sub(" ", text).strip()
    low = said.casefold()
    if low in BLANKS:
        return NOT_REPORTED
    if low in SAID_BLANKS:
        return Count(FigureStatus.NOT_REPORTED, note=f"“{said}” is read as not reported")
    if said == formats.HIDDEN:
        return Count(FigureStatus.ERROR, note="the file hides this count, so it isn't imported")
    if read.is_error(said):
        return Count(FigureStatus.ERROR, note=f"the cell holds the error {said}")
    if SUPPRESSED.fullmatch(low):
        note = "“*” is read as suppressed" if low.startswith("*") else ""
        return Count(FigureStatus.SUPPRESSED, note=note)
    if (match := RANGE.fullmatch(low)) and int(match[1]) < int(match[2]):
        return Count(FigureStatus.SUPPRESSED, note=f"“{said}” is a range, read as suppressed")
    return _number(said)


def _number(said: str) -> Count:
    bare = MARKS.sub("", said).strip()
    if bare[:1] in {"\u2212", "\u2013"}:
        bare = f"-{bare[1:]}"
    if GROUPED.fullmatch(bare):
        bare = re.sub(r"[ ,'\u2019]", "", bare)
    if THREE_BEHIND.fullmatch(bare):
        return _refused(
            said, f"could be {bare.partition('.')[0]} or {bare.replace('.', ',')}", WRITE
        )
    if IN_BRACKETS.fullmatch(bare):
        return _refused(said, "could be a negative count or a footnote", WRITE)
    if not PLAIN.fullmatch(bare):
        return _refused(said)
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return _refused(said)
    if number.adjusted() > 12 or abs(number) > MAX_COUNT:
        return _refused(said, "is too large for a count")
    if number != number.to_integral_value():
        return _refused(said, "isn't a whole number")
    value = int(number)
    notes = ["imported as a correction"] if value < 0 else []
    notes += ["the footnote mark was removed"] if bare != said and MARKS.search(said) else []
    return Count(FigureStatus.REPORTED, value, note="; ".join(notes))


def _refused(said: str, why: str = "isn't a count", cure: str = LEAVE) -> Count:
    if said.endswith("%"):
        why = "is a percentage, not a count"
    elif said.casefold() == "none":
        why = "could mean 0 or not reported"
    wrong = f"“{said[:40]}” {why}. {cure}"
    return Count(FigureStatus.ERROR, wrong=wrong)
