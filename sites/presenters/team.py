"""A site's team as text: its roles with their seats, and how a membership ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.ui.dates import when
from foundation.ui.types import TeamCell
from sites import policies
from sites.models import Contact, Membership, SeatApproval, Site
from sites.policies import RoleCell
from sites.presenters.roster import roster_of
from sites.presenters.tabs import tabs_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """People proposed for a seat that waits for a second approval."""

    rows: Sequence[SeatApproval]
    may_approve: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """People the site works with who hold no seat."""

    rows: Sequence[Contact]
    may_keep: bool
    may_import: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage:
    """Everything the page shows besides the site's own fields.

    Attributes:
        tabs: the site's pages: label, URL, whether it is this one.
        cells: the six roles with their seats.
        members: memberships the reader may end or verify; empty if they may do neither.
        may_end: whether the reader may end them.
        coming: those of them that begin later.
        past: memberships that ended lately, whose recorded end the same reader may correct.
        proposed: people who wait for approval.
        contacts: the site's contacts.
        may_invite: whether the reader can fill a seat by invitation.
    """

    tabs: Sequence[tuple[str, str, bool]]
    cells: Sequence[TeamCell]
    members: Sequence[Membership]
    may_end: bool
    coming: Sequence[Membership]
    past: Sequence[Membership]
    proposed: Proposed
    contacts: Contacts
    may_invite: bool


def page_of(
    site: Site,
    roles: Sequence[RoleCell],
    actor: Actor,
    *,
    here: str,
    coming: Sequence[Membership],
    past: Sequence[Membership],
    proposed: Sequence[SeatApproval],
    contacts: Sequence[Contact],
) -> TeamPage:
    """Show a site's team to a reader who can enter the site.

    Arguments:
        site: the site.
        roles: its roles with their seats.
        actor: the reader.
        here: the path of the page.
        coming: memberships that begin later.
        past: memberships that ended lately.
        proposed: seats that wait for approval.
        contacts: the site's contacts.
    """
    may_end, may_keep = (
        policies.can_manage_team(actor, site),
        policies.can_keep_contacts(actor, site),
    )
    return TeamPage(
        tabs=tabs_of(site, actor, here),
        cells=roster_of(site, actor, with_email=True).cells(roles),
        members=[*(holder for role in roles for holder in role.holders), *coming]
        if may_end or may_keep
        else [],
        may_end=may_end,
        coming=coming if may_end or may_keep else [],
        past=past if may_end else [],
        proposed=Proposed(rows=proposed, may_approve=policies.can_approve_seats(actor, site)),
        contacts=Contacts(
            rows=contacts,
            may_keep=may_keep,
            may_import=actor.may(P.DATA_IMPORT, at=site.pk),
        ),
        may_invite=policies.can_invite_somebody(actor, site),
    )


def ended(held: Membership, now: datetime, *, was_over: bool, is_left_vacant: bool) -> str:
    """Return the sentence on a membership whose end was planned, moved, removed, or corrected afterward."""
    if was_over and held.ends_at is not None:
        return (
            f"End date corrected: {held.user.name} left {when(held.ends_at, held.site.time_zone)}."
        )
    if held.ends_at is None:
        return f"{held.user.name} stays on the team with no planned end date."
    if held.has_ended(now) and held.covers_id is not None:
        return f"{held.user.name} no longer stands in."
    if held.has_ended(now):
        vacant = " The seat is now vacant." if is_left_vacant else ""
        return f"{held.user.name} removed from the team.{vacant}"
    return f"{held.user.name} is on the team until {when(held.ends_at, held.site.time_zone)}."


def handed_over(taken: Membership) -> str:
    """Return the sentence on a seat that was handed over, now or from a day on."""
    seat = policies.seat_words(taken.role_title, taken.seat_title)
    start = when(taken.starts_at, taken.site.time_zone)
    waits = "" if taken.is_approved else " A second person at DOJ must approve it first."
    return f"{taken.user.name} holds the seat from {start} ({seat}).{waits}"
