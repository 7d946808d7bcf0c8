"""A register of what rooms declare, by name, each declaration with kinds that have slugs of their own."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from django.urls import reverse

D = TypeVar("D")
K = TypeVar("K")


class Declarations(Generic[D, K]):
    """Keep the declarations of rooms by name, and their kinds by slug.

    Arguments:
        name_of: returns a declaration's name.
        kinds_of: returns its kinds.
        slug_of: returns a kind's slug.
        what: what a kind is called in an error, such as "need".
    """

    def __init__(
        self,
        *,
        name_of: Callable[[D], str],
        kinds_of: Callable[[D], Iterable[K]],
        slug_of: Callable[[K], str],
        what: str,
    ) -> None:
        self._name_of, self._kinds_of, self._slug_of, self._what = name_of, kinds_of, slug_of, what
        self._declared: dict[str, D] = {}
        self._kinds: dict[str, tuple[str, K]] = {}

    def declare(self, declaration: D) -> None:
        """Add a declaration; the last one of a name counts.

        Raises:
            ValueError: when a kind has the slug of another declaration's; nothing is added then.
        """
        name = self._name_of(declaration)
        kinds = {self._slug_of(kind): kind for kind in self._kinds_of(declaration)}
        for slug in kinds:
            if slug in self._kinds and self._kinds[slug][0] != name:
                raise ValueError(f"The {self._what} {slug!r} is already declared.")
        self._declared[name] = declaration
        self._kinds |= {slug: (name, kind) for slug, kind in kinds.items()}

    def all(self) -> tuple[D, ...]:
        """Return every declaration, in the order of the rooms."""
        return tuple(self._declared.values())

    def kinds(self) -> tuple[K, ...]:
        """Return every kind."""
        return tuple(kind for _, kind in self._kinds.values())

    def kind(self, slug: str) -> K:
        """Return the kind with that slug."""
        return self._kinds[slug][1]


def address_of(name: str, *keys: str, also: Iterable[object] = ()) -> Callable[[Any], str]:
    """Return the function that finds the address of a page from a row that a declaration's query found.

    Arguments:
        name: the URL name of the page.
        keys: the page's arguments: each a detail of the row, or else one of its columns, such as "subject".
        also: arguments after them, which are the same for every row.
    """

    def address(row: Any) -> str:
        found = [row.detail[key] if key in row.detail else getattr(row, key) for key in keys]
        return reverse(name, args=[*found, *also])

    return address
