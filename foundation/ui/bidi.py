"""Bidirectional text: isolate it on pages, and keep direction controls out of names.

Right-to-left letters and the invisible direction characters reorder the text around them:
"photo[U+202E]gnp.exe" looks like a picture. The template loader (``loaders``) passes each variable
of a page through ``isolated``, and each one of a plain-text mail through ``isolated_text``.
"""

import re

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Right-to-left letters, and every character that sets a direction.
TURNING = re.compile(
    "[\u0590-\u08ff\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
EMBEDDINGS, END = "\u202a\u202b\u202d\u202e", "\u202c"
ISOLATES, END_ISOLATE = "\u2066\u2067\u2068", "\u2069"
# First strong isolate: the text has the direction of its first letter, and reorders nothing around
# it.
BEGIN = "\u2068"
# Not needed in names and titles: controls except tab and line breaks, and direction overrides.
UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
)
REFUSED = "Remove the invisible control characters. If you pasted this, type it instead."


def turns(text: str) -> bool:
    """Return whether a text may reorder the text around it."""
    return not text.isascii() and TURNING.search(text) is not None


def balanced(text: str) -> str:
    """Return the text with each direction change closed exactly once, in the line that opens it."""
    return "\n".join(map(_line, text.split("\n")))


def isolated(value: object, autoescape: bool = True) -> object:  # noqa: FBT001, FBT002 -- Django's signature of filters
    """Return a page's variable unchanged, or in a ``bdi`` element if its text changes direction."""
    if (isinstance(value, str) and value.isascii()) or hasattr(value, "__html__"):
        return value
    text = str(value)
    if not turns(text):
        return value
    if not autoescape:
        return isolated_text(text)
    return format_html("<bdi>{}</bdi>", balanced(text))


def isolated_text(value: object) -> object:
    """Return a plain-text variable unchanged, or with isolate characters around its lines."""
    text = str(value)
    if not turns(text):
        return value
    lines = (f"{BEGIN}{line}{END_ISOLATE}" if turns(line) else line for line in text.split("\n"))
    told = "\n".join(map(_line, lines))
    return mark_safe(told) if isinstance(value, SafeString) else told  # noqa: S308 -- as safe as it came


def refuse_controls(field: forms.Field, value: object) -> None:
    """Refuse invisible control characters in a one-line input.

    Raises:
        ValidationError: with a sentence on what to do.
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
