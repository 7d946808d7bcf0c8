"""The titles the inbox shows with its notices.

A notice is stored and mailed without the text of a private item. A title is therefore looked up
when the page is read, with the reader's own permissions: an item the reader can no longer see has
none.
"""

from collections.abc import Callable, Collection, Mapping

from foundation.accounts.actors import Actor

Titles = Callable[[Actor, Collection[str]], Mapping[str, str]]

_rooms: list[Titles] = []


def register(titles: Titles) -> None:
    """Register a function that finds the titles of an app's items by their numbers."""
    if titles not in _rooms:
        _rooms.append(titles)


def titles_of(actor: Actor, numbers: Collection[str]) -> dict[str, str]:
    """Return the titles of the items the actor can see, by number."""
    found: dict[str, str] = {}
    for titles in _rooms:
        found.update(titles(actor, numbers))
    return found
