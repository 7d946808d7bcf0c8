"""Read a number as a spreadsheet program shows it, where its format hides or changes what it is."""

import re
from typing import Any

# A number that a format shows as nothing; it is read like an error, so that nobody publishes it.
HIDDEN = "#HIDDEN!"
TOKEN = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[([^\]]*)\]|(.)', re.DOTALL)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
DIGITS = re.compile(r"[0#?@]|general", re.IGNORECASE)


def is_telling(code: str) -> bool:
    """Return whether a format can show something else than the number, such as a percentage or "<5"."""
    sections = _sections(code)
    return len(sections) > 1 or any(
        "%" in signs or not DIGITS.search(signs) or text.lstrip().startswith(("<", "\u2264"))
        for _, text, signs in sections
    )


def as_shown(value: Any, code: str) -> Any:
    """Return what a cell shows if that isn't its number: "12%", "<5", or an error for nothing.

    Arguments:
        value: of the cell; only numbers have a format that matters.
        code: the format, such as ``[<5]"<5";0``.
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    sections = _sections(code)
    at = _chosen(value, sections)
    if at is None:
        return value
    _, text, signs = sections[at]
    if "%" in signs:
        return f"{value * 100:g}%"
    if DIGITS.search(signs):
        is_below = text.lstrip().startswith(("<", "\u2264"))
        return f"{text.strip()}{value:g}" if is_below else value
    if value == 0 and at == 2 and DIGITS.search(sections[0][2]):
        return value  # a dash for 0, as in accounts
    return text.strip() or HIDDEN


def _sections(code: str) -> list[tuple[str, str, str]]:
    """Return each section's condition, what it writes as text, and its signs for digits."""
    found = [["", "", ""]]
    for match in TOKEN.finditer(code):
        quoted, escaped, bracket, sign = match.groups()
        if sign == ";":
            found.append(["", "", ""])
        elif bracket is not None and CONDITION.fullmatch(bracket):
            found[-1][0] = bracket
        elif quoted is not None or escaped is not None:
            found[-1][1] += quoted or escaped or ""
        elif sign:
            found[-1][2] += sign
            found[-1][1] += sign if sign in "-<>()*" else ""
    return [(condition, text, signs) for condition, text, signs in found]


def _chosen(value: float, sections: list[tuple[str, str, str]]) -> int | None:
    """Return which section is for a number, or None where the program shows none of them."""
    if any(condition for condition, _, _ in sections):
        for at, (condition, _, _) in enumerate(sections):
            if not condition or _holds(value, condition):
                return at
        return None
    if len(sections) < 2 or value > 0:
        return 0
    return 1 if value < 0 else 2 if len(sections) > 2 else 0


def _holds(value: float, condition: str) -> bool:
    match = CONDITION.fullmatch(condition)
    if match is None:
        return False
    sign, bound = match[1], float(match[2])
    return {
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]
