"""The Actor: the one answer to who is acting and what they may do at which site."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.module_loading import import_string

from foundation.accounts.models import User
from foundation.accounts.permissions import Permission
from foundation.accounts.roles import ROLES

SiteId = int
OrganizationId = int


@dataclass(frozen=True, slots=True)
class Powers:
    """What one app grants a person: permissions by site, and federal clearances.

    ``passing`` are permissions of minutes, such as an open break-glass record's: what leaves the portal leaves them out.
    """

    by_site: Mapping[SiteId, frozenset[Permission]] = field(default_factory=dict)
    passing: Mapping[SiteId, frozenset[Permission]] = field(default_factory=dict)
    cleared_sites: frozenset[SiteId] = frozenset()
    agency_seats: frozenset[tuple[SiteId, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or job that is acting, and its permissions by site.

    ``everywhere`` applies at every site (staff); ``elsewhere`` applies at no site, only to what was
    shared with the actor's organizations. ``cleared_sites`` is ``None`` when cleared at every site.
    """

    principal: str
    label: str
    user_id: int | None = None
    time_zone: str = "America/New_York"
    staff_role: str = ""
    powers: Mapping[SiteId, frozenset[Permission]] = field(default_factory=dict)
    everywhere: frozenset[Permission] = frozenset()
    elsewhere: frozenset[Permission] = frozenset()
    organizations: frozenset[OrganizationId] = frozenset()
    cleared_sites: frozenset[SiteId] | None = frozenset()
    agency_seats: frozenset[tuple[SiteId, str]] = frozenset()

    def __hash__(self) -> int:
        """Hash the person or job; actors are equal only if all their permissions are."""
        return hash(self.principal)

    @property
    def is_system(self) -> bool:
        """Whether a job is acting rather than a person."""
        return self.principal.startswith("system:")

    def may(self, permission: Permission, *, at: SiteId | None) -> bool:
        """Return whether the actor holds the permission at that site."""
        if self.is_system or permission in self.everywhere:
            return True
        return at is not None and permission in self.powers.get(at, frozenset())

    def may_anywhere(self, permission: Permission) -> bool:
        """Return whether the actor holds the permission anywhere, so that a page opens."""
        return (
            self.is_system
            or permission in self.everywhere
            or permission in self.elsewhere
            or any(permission in held for held in self.powers.values())
        )

    def sites_for(self, permission: Permission) -> frozenset[SiteId] | None:
        """Return ids of the sites where the actor holds the permission; ``None`` is every site."""
        if self.is_system or permission in self.everywhere:
            return None
        return frozenset(site for site, held in self.powers.items() if permission in held)

    def only_at(self, site_id: SiteId) -> Self:
        """Return the same actor with the permissions of one site, for what is asked about that site alone.

        A query then names one site instead of all of the actor's, and PostgreSQL reads an index of the site in order.
        """
        return replace(self, powers={site_id: self.powers.get(site_id, frozenset())})

    @classmethod
    def system(cls, job: str) -> Self:
        """Return the actor for one of the portal's own jobs, such as the outbox."""
        return cls(principal=f"system:{job}", label="PSP Portal", cleared_sites=None)

    @classmethod
    def public(cls) -> Self:
        """Return the actor for a visitor who has not signed in."""
        return cls(principal="public", label="Visitor")


def resolve(user: User | AnonymousUser, *, lasting: bool = False) -> Actor:
    """Return the Actor for a signed-in user, from each app that grants permissions.

    Arguments:
        user: the person.
        lasting: whether permissions of minutes are left out, as from a calendar feed, whose readers keep a copy.
    """
    if not isinstance(user, User) or not user.is_active:
        return Actor.public()
    parts = [source(user) for source in _sources()]
    staff = ROLES.get(user.staff_role)
    return Actor(
        principal=f"user:{user.pk}",
        label=user.name,
        user_id=user.pk,
        time_zone=user.time_zone,
        staff_role=user.staff_role,
        powers=_together(parts, lasting=lasting),
        everywhere=staff.permissions if staff else frozenset(),
        elsewhere=ROLES[user.organization.role].permissions if user.organization else frozenset(),
        organizations=frozenset({user.organization_id} if user.organization_id else ()),
        cleared_sites=None
        if staff and staff.clearance == "all"
        else frozenset().union(*(part.cleared_sites for part in parts)),
        agency_seats=frozenset().union(*(part.agency_seats for part in parts)),
    )


def _together(parts: list[Powers], *, lasting: bool) -> dict[SiteId, frozenset[Permission]]:
    powers: dict[SiteId, frozenset[Permission]] = {}
    for part in parts:
        for granted in (part.by_site,) if lasting else (part.by_site, part.passing):
            for site, held in granted.items():
                powers[site] = powers.get(site, frozenset()) | held
    return powers


@cache
def _sources() -> tuple[Callable[[User], Powers], ...]:
    return tuple(import_string(path) for path in settings.ACCOUNTS_POWER_SOURCES)
