"""What rooms declare: for each lifecycle who is waited for, why, and how it is asked for."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet, TextChoices

from foundation.accounts.actors import Actor
from foundation.needs.columns import Row
from foundation.workflow.declarations import Declarations

Words = str | Callable[[Row, Actor], str]
Address = Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Within:
    """What a page is about: one site, one item, or everything the reader has.

    Attributes:
        site_id: only what belongs to that site.
        thing: only what is part of that item, by its key.
    """

    site_id: int | None = None
    thing: str = ""

    def holds(self, row: Row) -> bool:
        """Return whether a row is of that site and part of that item."""
        of_site = self.site_id is None or row.site_id == self.site_id
        return of_site and (not self.thing or row.thing == self.thing)

    @property
    def is_narrow(self) -> bool:
        """Whether few rows can match, so that no limit has to come first."""
        return bool(self.thing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why something waits for a person, and the one action that ends it.

    Attributes:
        slug: what the query calls it.
        states: the states of the lifecycle in which it can wait so.
        verb: the button.
        task: what to do, for a mail, which has no title; where the button alone doesn't say it.
        title: what to call it, where the row's own title does not say it.
        why: the sentence that says why, for the reader.
        href: the page of the item.
        action: the page on which it is ended; the item's page where it is left out.
        steps: the names of the steps on the item's page that end it, if that page has steps; the first that is
            open counts.
        due: by when, where the database does not know; from the row.
        place: the words in a clock's place where no clock runs.
        instead: whether it takes the place of whatever else its item waits for.
        by_seat: whether only the liaison of a site is asked, so that who stands in learns for whom, whatever else they do.
    """

    slug: str
    states: tuple[str, ...] = ()
    verb: str
    task: str = ""
    title: Words = ""
    why: Words
    href: Address
    action: Address | None = None
    steps: tuple[str, ...] = ()
    due: Callable[[Row], datetime | None] | None = None
    place: Words = ""
    instead: bool = False
    by_seat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """The needs of one lifecycle.

    Attributes:
        name: what to call it, such as the noun of its room.
        states: its states; None for what has none, such as a seat.
        causes: every reason for which a person is waited for.
        rows: the queries of what waits for an actor, each made by ``columns.needing``.
        nobody: states in which nobody is waited for, each with why.
    """

    name: str
    states: type[TextChoices] | None = None
    rows: Callable[[Actor, datetime, Within], Iterable[QuerySet[Any, Any]]]
    causes: tuple[Cause, ...]
    nobody: Mapping[str, str] = field(default_factory=dict)

    @property
    def kinds(self) -> tuple[Cause, ...]:
        """The causes."""
        return self.causes


class Place(NamedTuple):
    """A site, as a need tells of it."""

    name: str
    zone: str


Places = Callable[[frozenset[int]], Mapping[int, Place]]
_places: list[Places] = []


def provide_places(reader: Places) -> None:
    """Provide what tells the names and zones of sites, by their ids; call it in ``AppConfig.ready``."""
    _places[:] = [reader]


def places_of(sites: frozenset[int]) -> Mapping[int, Place]:
    """Return the names and zones of sites, by their ids."""
    return _places[0](sites) if sites else {}


_registry = Declarations[Declaration, Cause]("need")
declare, declarations, cause_of = _registry.declare, _registry.all, _registry.kind
