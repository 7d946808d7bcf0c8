"""Cells of spreadsheets: escape text so that no program takes it for a formula, and unescape it.

An apostrophe goes before each sign that starts a formula, at the start of a cell or where a reader
that guesses another separator would start one. Existing apostrophes are kept, so that removing one
restores the original text, including the value's own apostrophes.
"""

import re

# Full-width signs too: a Japanese or Chinese Excel reads them as the plain ones.
SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
SPACES = "[ \u00a0\u3000]*"
BEGINNING = f"(?P<cell>^{SPACES})(?P<sign>'*[{SIGNS}\t\r\n])"
# Separators that programs guess; a line break inside quotes counts if the quotes are ignored.
BETWEEN = f"(?P<gap>[;|\t\r\n]{SPACES})(?P<inner>'*[{SIGNS}])"

_BEGINNING = re.compile(BEGINNING)
_ANYWHERE = re.compile(f"{BEGINNING}|{BETWEEN}")


def guard(text: str, *, separated: bool) -> str:
    """Put an apostrophe before every sign that could start a formula.

    Arguments:
        text: the text of a cell.
        separated: whether it goes into a file of separated values, whose separators are guessed.
    """
    return _pattern(separated).sub(lambda hit: f"{_gap(hit)}'{_sign(hit)}", text)


def unguard(text: str, *, separated: bool) -> str:
    """Remove the apostrophes that ``guard`` added."""
    return _pattern(separated).sub(lambda hit: _gap(hit) + _sign(hit).removeprefix("'"), text)


def _pattern(separated: bool) -> re.Pattern[str]:  # noqa: FBT001 -- one of two
    return _ANYWHERE if separated else _BEGINNING


def _gap(hit: re.Match[str]) -> str:
    return hit["cell"] if hit["cell"] is not None else str(hit["gap"])


def _sign(hit: re.Match[str]) -> str:
    return hit["sign"] if hit["sign"] is not None else str(hit["inner"])
