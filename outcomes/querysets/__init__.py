"""Queries over several models: figures as imports ask about them, and what accomplishments rest on."""

from outcomes.querysets.figures import (
    Key,
    Known,
    Standing,
    key_of_figure,
    known_agencies,
    place_of,
    standing_figures,
    standing_of,
    states,
)

__all__ = [
    "Key",
    "Known",
    "Standing",
    "key_of_figure",
    "known_agencies",
    "place_of",
    "standing_figures",
    "standing_of",
    "states",
]
