"""Text that turns the reading direction: kept to itself, and out of names.

Right-to-left letters and the invisible characters that turn direction reorder what stands beside them:
"photo[U+202E]gnp.exe" reads as a picture. A template's loader (``loaders``) sends each variable of a
page through ``isolated``, and each of a mail's plain text through ``isolated_text``.
"""

import re

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Letters written from right to left, and every character that sets a direction.
TURNING = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
EMBEDDINGS, END = "\u202a\u202b\u202d\u202e", "\u202c"
ISOLATES, END_ISOLATE = "\u2066\u2067\u2068", "\u2069"
# First strong isolate: the text has the direction of its first letter, and turns nothing beside it.
BEGIN = "\u2068"
# What no name and no title needs: controls but tab and line breaks, and what overrides directions.
UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
REFUSED = "Remove the invisible control characters. If you pasted this, type it instead."


def turns(text: str) -> bool:
    """Return whether a text may reorder what stands beside it."""
    return not text.isascii() and TURNING.search(text) is not None


def balanced(text: str) -> str:
    """Return the text with every change of direction ended in the line that began it, and none ended twice."""
    return "\n".join(map(_line, text.split("\n")))


def isolated(value: object, autoescape: bool = True) -> object:  # noqa: FBT001, FBT002 -- Django's signature of filters
    """Return a page's variable: as it is, or in an element of its own where its text turns direction."""
    if hasattr(value, "__html__"):
        return value
    text = str(value)
    if not turns(text):
        return value
    if not autoescape:
        return isolated_text(text)
    return format_html("<bdi>{}</bdi>", balanced(text))


def isolated_text(value: object) -> object:
    """Return a variable of plain text: as it is, or each line between the characters that isolate it."""
    text = str(value)
    if not turns(text):
        return value
    lines = (f"{BEGIN}{line}{END_ISOLATE}" if turns(line) else line for line in text.split("\n"))
    told = "\n".join(map(_line, lines))
    return mark_safe(told) if isinstance(value, SafeString) else told  # noqa: S308 -- as safe as it came


def refuse_controls(field: forms.Field, value: object) -> None:
    """Refuse what nobody sees in an input of one line.

    Raises:
        ValidationError: with what to do about it.
    """
    if isinstance(field.widget, forms.TextInput) and UNFIT.search(str(value or "")):
        raise forms.ValidationError(REFUSED, code="control_characters")


def _line(line: str) -> str:
    if not turns(line):
        return line
    kept, open_ones = [], []
    for one in line:
        if one in EMBEDDINGS or one in ISOLATES:
            open_ones.append(END if one in EMBEDDINGS else END_ISOLATE)
        elif one == END:
            if not open_ones or open_ones[-1] != END:
                continue
            open_ones.pop()
        elif one == END_ISOLATE:
            if END_ISOLATE not in open_ones:
                continue
            while open_ones[-1] == END:
                kept.append(open_ones.pop())
            open_ones.pop()
        kept.append(one)
    return "".join(kept) + "".join(reversed(open_ones))
