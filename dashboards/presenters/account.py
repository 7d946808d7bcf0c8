"""My account: the reader's identity, seats, ways to sign in, and time away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from foundation.accounts.actors import Actor
from foundation.accounts.models import Away, User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import ROLES
from foundation.ui.types import Fact
from foundation.ui.zones import zone_name
from sites.models import Membership, Site

if TYPE_CHECKING:
    from foundation.accounts.factors import Factors
    from foundation.accounts.my_sessions import Shown


@dataclass(frozen=True, slots=True)
class HeldSeat:
    """A seat the reader holds, at its site."""

    site: Site
    row: Membership


@dataclass(frozen=True, slots=True)
class TimeAway:
    """The reader's time away; ``row`` is None if none is planned."""

    row: Away | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """Everything the page shows; a part not shown is None."""

    facts: Sequence[Fact]
    seats: Sequence[HeldSeat]
    factors: "Factors"
    sessions: Sequence["Shown"]
    away: TimeAway | None
    may_export: bool
    may_import: bool
    time_zone: str


def page_of(
    user: User,
    actor: Actor,
    *,
    held: Iterable[Membership],
    sites: Mapping[int, Site],
    factors: "Factors",
    sessions: Sequence["Shown"],
    away: TimeAway | None,
) -> AccountPage:
    """Show the reader their account.

    Arguments:
        user: the reader.
        actor: the same person with their powers.
        held: the seats they have now.
        sites: all sites by id.
        factors: their ways to sign in besides the password.
        sessions: their sessions, this one first.
        away: their time away; None if their role needs no backup.
    """
    return AccountPage(
        facts=_facts(user),
        seats=[HeldSeat(sites[seat.site_id], seat) for seat in held if seat.site_id in sites],
        factors=factors,
        sessions=sessions,
        away=away,
        may_export=actor.may_anywhere(P.LIST_EXPORT),
        may_import=actor.may_anywhere(P.DATA_IMPORT),
        time_zone=actor.time_zone,
    )


def _facts(user: User) -> list[Fact]:
    role = ROLES.get(user.staff_role)
    facts = [
        Fact("Name", user.name),
        Fact("Email", user.email),
        Fact("Time zone", zone_name(user.time_zone)),
        Fact("DOJ role", role.title if role else ""),
        Fact("Organization", str(user.organization or "")),
    ]
    return [fact for fact in facts if fact.value]
