"""Read a page as people do: white space between words counts once, next to tags not at all."""

import re
from html import unescape

from django.http import HttpResponse

TAG = re.compile(r"<[^>]+>")
BESIDE_TAGS = re.compile(r"(?<=>)\s+|\s+(?=<|>)")


def words(page: HttpResponse | str) -> str:
    """Return a page's text without tags."""
    return folded(unescape(TAG.sub(" ", _html(page))))


def markup(page: HttpResponse | str) -> str:
    """Return a page's HTML on one line, as if its template had no line breaks."""
    return BESIDE_TAGS.sub("", folded(_html(page)))


def folded(text: str) -> str:
    """Return a text with each run of white space reduced to one space."""
    return " ".join(text.split())


def _html(page: HttpResponse | str) -> str:
    return page if isinstance(page, str) else page.content.decode()
