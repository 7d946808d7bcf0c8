"""What a person holds, and who takes it when they leave: rooms declare it, pages and jobs ask.

A page that ends a membership or closes an account shows what is held first. The same call hands it over, in the
transaction of the end or, for an end by date, from the outbox; what has a new owner already is left alone.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission
from foundation.accounts.roles import ROLES
from foundation.tenancy.context import powers_of

# The job whose powers are lent: the person who ends something need not see what is handed over.
JOB = "system:outbox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """What a person loses by leaving.

    Attributes:
        person: who leaves.
        seats: keys of the memberships that end.
        sites: ids of the sites where none of their memberships is left.
        organization: id of the organization they no longer work for.
        desk: whether they no longer assign requests.
        every_site: whether they no longer see the sites where they have no membership.
        closes: whether their account closes, so that they lose everything.
        successor: id of the person who got their seat at the same moment, if somebody did.
    """

    person: User
    seats: Collection[UUID] = ()
    sites: Collection[int] = ()
    organization: int | None = None
    desk: bool = False
    every_site: bool = False
    closes: bool = False
    successor: int | None = None

    @classmethod
    def of_account(cls, person: User) -> "Loss":
        """Return the loss of somebody whose account closes."""
        return cls(person=person, organization=person.organization_id, desk=True, closes=True)

    @classmethod
    def between(cls, before: User, after: User, *, role: str) -> "Loss | None":
        """Return what somebody loses when their account changes; None for nothing.

        Arguments:
            before: the account as it was.
            after: the account as it will be.
            role: the DOJ role they then have, or keep their work for until it is approved.
        """
        if before.is_active and not after.is_active:
            return cls.of_account(before)
        moved = before.organization_id != after.organization_id
        organization = before.organization_id if moved else None
        desk = _at_desk(before.staff_role) and not _at_desk(role)
        every_site = _sees_sites(before.staff_role) and not _sees_sites(role)
        if not organization and not desk and not every_site:
            return None
        return cls(person=before, organization=organization, desk=desk, every_site=every_site)


@dataclass(frozen=True, slots=True)
class Heir:
    """Somebody who can take a thing; without an id, the people that the label names."""

    user_id: int | None
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One thing that a person holds.

    Attributes:
        kind: the slug of its holding.
        key: its primary key.
        noun: what to call it, such as ``commitment``.
        site: the name of its site; empty for what belongs to none.
        thing: the key of the item whose readers may read the title.
        number: the item's public handle.
        title: what to call it; only for its readers.
        heirs: who can take it, the default first; empty where nobody is asked.
        fate: what happens to it, where nobody is asked.
    """

    kind: str
    key: str
    noun: str
    site: str = ""
    thing: str = ""
    number: str = ""
    title: str = ""
    heirs: tuple[Heir, ...] = ()
    fate: str = ""

    @property
    def name(self) -> str:
        """What the choice of its heir is called, in a form and in ``hand_over``."""
        return f"{self.kind}:{self.key}"


Chosen = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A kind of thing that people hold.

    Attributes:
        slug: what to call it.
        held: what a loss leaves without an owner.
        pass_on: gives each of these things to the chosen person, by ``Held.name``, or to the default.
        readable: which of the items, by ``Held.thing``, a reader may read.
    """

    slug: str
    held: Callable[[Loss], Iterable[Held]]
    pass_on: Callable[[Loss, Chosen, Actor], object] | None = None
    readable: Callable[[Actor, Collection[str]], Collection[str]] | None = None


_declared: dict[str, Holding] = {}


def declare(holding: Holding) -> None:
    """Add a kind of thing that people hold; the last declaration of a slug counts."""
    _declared[holding.slug] = holding


def declared() -> tuple[str, ...]:
    """Return the slug of each kind."""
    return tuple(_declared)


def held_by(loss: Loss, *, reader: Actor | None) -> list[Held]:
    """Return what a loss leaves without an owner, with titles only where the reader may read the item.

    Arguments:
        loss: what somebody loses.
        reader: who looks; None shows no titles at all.
    """
    found: list[Held] = []
    for holding in _declared.values():
        with powers_of(JOB):
            held = list(holding.held(loss))
        things = {each.thing for each in held if each.thing}
        shown: Collection[str] = ()
        if things and reader is not None and holding.readable is not None:
            shown = holding.readable(reader, things)
        found += [
            each if each.thing in shown else replace(each, number="", title="") for each in held
        ]
    return found


def hand_over(loss: Loss, chosen: Chosen, *, by: Actor) -> None:
    """Give each thing to the chosen person, the successor, or the default; what changed hands before is left alone.

    Arguments:
        loss: what somebody has lost.
        chosen: the ids of the people who take a thing, by ``Held.name``.
        by: the person who ended it, or the outbox.
    """
    with powers_of(JOB):
        for holding in _declared.values():
            if holding.pass_on is not None:
                holding.pass_on(loss, {**_to_successor(holding, loss), **chosen}, by)


def _to_successor(holding: Holding, loss: Loss) -> Chosen:
    """Choose the successor for each thing that they can take."""
    if loss.successor is None:
        return {}
    return {
        each.name: loss.successor
        for each in holding.held(loss)
        if loss.successor in {heir.user_id for heir in each.heirs}
    }


def taker(heirs: Iterable[Heir], chosen: int | None) -> int | None:
    """Return the chosen person while they can take it, else the default; None where there is nobody."""
    first: int | None = None
    for heir in heirs:
        first = first or heir.user_id
        if chosen in {None, heir.user_id}:
            return heir.user_id
    return first


def _at_desk(slug: str) -> bool:
    return _includes(slug, Permission.REQUEST_ASSIGN)


def _sees_sites(slug: str) -> bool:
    return _includes(slug, Permission.SITE_VIEW)


def _includes(slug: str, permission: Permission) -> bool:
    role = ROLES.get(slug)
    return role is not None and permission in role.permissions
