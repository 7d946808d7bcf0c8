"""Filters for words that depend on a number, and for phone numbers."""

import re

from django.template import Library
from django.utils.safestring import SafeString

from foundation.ui import wording
from foundation.ui.bidi import isolated
from foundation.ui.escaping import escaped

register = Library()

# With the marks that may not begin a line.
NUMBER = re.compile(r"\(?\bPSP-\d{4}-\d+[).,:;]*")


@register.filter
def agree(number: int, words: str) -> str:
    """Return the word for a number: ``{{ n|agree:"needs,need" }}``; a single word gets an s."""
    return wording.agree(number, *words.split(","))


@register.filter
def counted(number: int, words: str) -> str:
    """Return a number with its word: ``{{ n|counted:"row" }}``, ``{{ n|counted:"is,are" }}``."""
    return wording.counted(number, *words.split(","))


@register.filter
def dialed(phone: str) -> str:
    """Return the digits that a link to a phone number dials; empty if there are none."""
    return wording.dialed(phone)


@register.filter
def unbroken(text: object) -> SafeString:
    """Return a text whose request numbers never break at the end of a line."""
    shown = escaped(isolated("" if text is None else text))
    if (
        "PSP-" in shown
    ):  # few texts have a number: looking for one takes longer than for its beginning
        shown = NUMBER.sub(r'<span class="psp-nowrap">\g<0></span>', shown)
    return SafeString(shown)  # escaped above
