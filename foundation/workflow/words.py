"""Highlight the words of a search in a text."""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery

# Characters that no keyboard types; they enclose the words that were found.
FOUND = ("\x02", "\x03")
ENGLISH = "english"


def found_in(text: Any, words: str) -> SearchHeadline:
    """Return an expression for a few lines of the text, with ``FOUND`` around the words found."""
    query = SearchQuery(words, config=ENGLISH, search_type="websearch")
    return SearchHeadline(
        text,
        query,
        config=ENGLISH,
        start_sel=FOUND[0],
        stop_sel=FOUND[1],
        max_words=35,
        min_words=15,
        max_fragments=2,
        fragment_delimiter=" … ",
    )


def parts(told: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of such a text, and whether each was found."""
    before, *rest = told.split(FOUND[0])
    if before:
        yield before, False
    for piece in rest:
        hit, _, after = piece.partition(FOUND[1])
        yield hit, True
        if after:
            yield after, False
