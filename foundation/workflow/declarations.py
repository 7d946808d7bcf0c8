"""A register of what rooms declare, by name, each declaration with kinds that have slugs of their own."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Generic, Protocol, TypeVar

from django.urls import reverse


class Kind(Protocol):
    """A kind of row that a declaration's queries find."""

    @property
    def slug(self) -> str:
        """What the queries call it."""


class Declaration(Protocol):
    """What a room declares."""

    @property
    def name(self) -> str:
        """What it is about."""

    @property
    def kinds(self) -> tuple[Any, ...]:
        """Every kind of row that its queries find."""


D = TypeVar("D", bound=Declaration)
K = TypeVar("K", bound=Kind)


class Declarations(Generic[D, K]):
    """Keep the declarations of rooms by name, and their kinds by slug.

    Arguments:
        what: what a kind is called in an error, such as "need".
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._declared: dict[str, D] = {}
        self._kinds: dict[str, tuple[str, K]] = {}

    def declare(self, declaration: D) -> None:
        """Add a declaration; the last one of a name counts.

        Raises:
            ValueError: when a kind has the slug of another declaration's; nothing is added then.
        """
        name = declaration.name
        kinds = {kind.slug: kind for kind in declaration.kinds}
        for slug in kinds:
            if slug in self._kinds and self._kinds[slug][0] != name:
                raise ValueError(f"The {self._what} {slug!r} is already declared.")
        self._declared[name] = declaration
        self._kinds |= {slug: (name, kind) for slug, kind in kinds.items()}

    def all(self) -> tuple[D, ...]:
        """Return every declaration, in the order of the rooms."""
        return tuple(self._declared.values())

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
        return _page(name, *found, *also)

    return address


@lru_cache(maxsize=8192)
def _page(name: str, *arguments: object) -> str:
    """Return the address of a page, made once in a process: a list has dozens, and Django takes long for one."""
    return reverse(name, args=arguments)
