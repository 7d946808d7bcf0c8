"""Read a page as people do: white space between words counts once, next to tags not at all."""

import re
from html import unescape

from django.http import HttpResponse

TAG = re.compile(r"<[^>]+>")
BESIDE_TAGS = re.compile(r"(?<=>)\s+|\s+(?=<|>)")
INPUT = re.compile(r"<input\b[^>]*>|<select\b.*?</select>|<textarea\b.*?</textarea>", re.DOTALL)
NAME, VALUE = re.compile(r'\sname="([^"]*)"'), re.compile(r'\svalue="([^"]*)"')
CHOSEN = re.compile(r'<option value="([^"]*)" selected')
WRITTEN = re.compile(r">\n?(.*)</textarea>", re.DOTALL)


def words(page: HttpResponse | str) -> str:
    """Return a page's text without tags."""
    return folded(unescape(TAG.sub(" ", _html(page))))


def markup(page: HttpResponse | str) -> str:
    """Return a page's HTML on one line, as if its template had no line breaks."""
    return BESIDE_TAGS.sub("", folded(_html(page)))


def folded(text: str) -> str:
    """Return a text with each run of white space reduced to one space."""
    return " ".join(text.split())


def shown(page: HttpResponse) -> dict[str, str]:
    """Return what a browser would send of a page's form, hidden fields too; of boxes with one name, the last."""
    sent = {}
    for tag in INPUT.findall(_html(page)):
        name = NAME.search(tag)
        kind = {"<select": CHOSEN, "<textar": WRITTEN}.get(tag[:7], VALUE)
        value = kind.search(tag)
        unchecked = 'type="checkbox"' in tag and " checked" not in tag
        if name and not unchecked and 'type="submit"' not in tag and "__prefix__" not in tag:
            sent[name[1]] = unescape(value[1]) if value else "on" if "checkbox" in tag else ""
    return sent


def _html(page: HttpResponse | str) -> str:
    return page if isinstance(page, str) else page.content.decode()
