"""The titles the inbox shows beside its notices.

A notice is stored and mailed without the text of a private item. A title is therefore looked up when the
page is read, through the reader's own powers: an item that has left the reader's sight has none.
"""

from collections.abc import Callable, Collection, Mapping

from foundation.accounts.actors import Actor

Titles = Callable[[Actor, Collection[str]], Mapping[str, str]]

_rooms: list[Titles] = []


def register(titles: Titles) -> None:
    """Offer the titles of a room's items by their numbers; the same function counts once."""
    if titles not in _rooms:
        _rooms.append(titles)


def titles_of(actor: Actor, numbers: Collection[str]) -> dict[str, str]:
    """Find the titles of the items the actor can see, by number."""
    found: dict[str, str] = {}
    for titles in _rooms:
        found.update(titles(actor, numbers))
    return found
