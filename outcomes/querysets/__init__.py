"""Queries over several models: figures as imports ask about them, and what accomplishments rest on."""

from outcomes.querysets.figures import (
    Counts,
    Key,
    Known,
    SeriesKey,
    Span,
    Standing,
    Term,
    counts_of_agencies,
    gaps_of_agencies,
    key_of_figure,
    known_agencies,
    place_of,
    standing_figures,
    standing_of,
    states,
    terms_of_sites,
)

__all__ = [
    "Counts",
    "Key",
    "Known",
    "SeriesKey",
    "Span",
    "Standing",
    "Term",
    "counts_of_agencies",
    "gaps_of_agencies",
    "key_of_figure",
    "known_agencies",
    "place_of",
    "standing_figures",
    "standing_of",
    "states",
    "terms_of_sites",
]
