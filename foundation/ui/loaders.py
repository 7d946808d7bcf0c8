"""The template loader: it isolates the text direction of every variable that people read."""

import re
from collections.abc import Iterator

from django.template import Origin
from django.template.loaders import filesystem

SYNTAX = re.compile(r"({%.*?%}|{{.*?}}|{#.*?#})", re.DOTALL)
PLAIN_FILES = (".txt", ".subject")
# Text without child elements: isolate characters are used there.
PLAIN_ELEMENTS = ("title", "svg")
PLAIN_BLOCK = re.compile(r"{%\s*block\s+title\s*%}")
END_OF_BLOCK = re.compile(r"{%\s*endblock\b")
# Sent back by the browser unchanged, or read by programs.
UNTOUCHED = ("textarea", "option", "script", "style")
ELEMENT = re.compile(r"</?([a-zA-Z]+)")


class Isolating(filesystem.Loader):
    """Django's loader of templates from folders, with a filter added to each variable in text."""

    def get_contents(self, origin: Origin) -> str:
        """Return the template's source with its variables isolated."""
        return "".join(isolating(super().get_contents(origin), str(origin.name)))


def isolating(source: str, name: str) -> Iterator[str]:
    """Yield a template's source in pieces, with ``|isolated`` added to each variable in text.

    Arguments:
        source: the original source.
        name: the file's name; plain-text mail has no elements.
    """
    plain, place, in_title = name.endswith(PLAIN_FILES), _Place(), False
    for piece in SYNTAX.split(source):
        if piece.startswith("{%"):
            in_title = bool(PLAIN_BLOCK.match(piece)) or (
                in_title and not END_OF_BLOCK.match(piece)
            )
        if not piece.startswith("{{"):
            if not plain and not piece.startswith(("{%", "{#")):
                place.read(piece)
            yield piece
        elif plain or in_title or (place.is_text and place.element in PLAIN_ELEMENTS):
            yield f"{piece[:-2].rstrip()}|isolated_text }}}}"
        elif place.is_text and place.element not in UNTOUCHED:
            yield f"{piece[:-2].rstrip()}|isolated }}}}"
        else:
            yield piece


class _Place:
    """The position in the markup up to which a template's text was read."""

    def __init__(self) -> None:
        self.element = ""
        self._quote = ""
        self._tag: str | None = None

    @property
    def is_text(self) -> bool:
        """Whether the next text is read by people, outside any tag."""
        return self._tag is None

    def read(self, text: str) -> None:
        """Advance over a piece of markup and text."""
        for one in text:
            if self._tag is None:
                self._tag = one if one == "<" else None
            elif self._quote:
                self._quote = "" if one == self._quote else self._quote
            elif one in "\"'":
                self._quote = one
            elif one == ">":
                self._close(self._tag)
                self._tag = None
            else:
                self._tag += one

    def _close(self, tag: str) -> None:
        name = ELEMENT.match(tag)
        if name is None:
            return
        word = name[1].lower()
        if tag.startswith("</"):
            self.element = "" if word == self.element else self.element
        elif not self.element and word in (*PLAIN_ELEMENTS, *UNTOUCHED) and not tag.endswith("/"):
            self.element = word
