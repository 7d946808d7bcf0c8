"""Cells of spreadsheets: text that no program takes for a formula, and the same text back.

An apostrophe goes before a sign that begins a formula, where a cell begins or a reader that guesses
another separator would begin one. Apostrophes that are there already stay, so that taking one away
gives back what was written, a value's own included.
"""

import re

# The full-width ones too: a Japanese or Chinese Excel reads them as the plain ones.
SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20"
SPACES = "[ \u00a0\u3000]*"
BEGINNING = f"(?P<cell>^{SPACES})(?P<sign>'*[{SIGNS}\t\r\n])"
# Separators that programs guess; a line break inside quotes is one where the quotes are not seen.
BETWEEN = f"(?P<gap>[;|\t\r\n]{SPACES})(?P<inner>'*[{SIGNS}])"

_BEGINNING = re.compile(BEGINNING)
_ANYWHERE = re.compile(f"{BEGINNING}|{BETWEEN}")


def guard(text: str, *, separated: bool) -> str:
    """Put an apostrophe before every sign that could begin a formula.

    Arguments:
        text: a cell's.
        separated: whether it goes into a file of separated values, whose separators are guessed.
    """
    return _pattern(separated).sub(lambda hit: f"{_gap(hit)}'{_sign(hit)}", text)


def unguard(text: str, *, separated: bool) -> str:
    """Take away the apostrophes that ``guard`` puts in."""
    return _pattern(separated).sub(lambda hit: _gap(hit) + _sign(hit).removeprefix("'"), text)


def _pattern(separated: bool) -> re.Pattern[str]:  # noqa: FBT001 -- one of two
    return _ANYWHERE if separated else _BEGINNING


def _gap(hit: re.Match[str]) -> str:
    return hit["cell"] if hit["cell"] is not None else str(hit["gap"])


def _sign(hit: re.Match[str]) -> str:
    return hit["sign"] if hit["sign"] is not None else str(hit["inner"])
