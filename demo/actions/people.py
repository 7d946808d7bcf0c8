"""The invented people of the demonstration: a log-in for every role, with their seats at sites."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from datetime import timedelta
from functools import cache
from types import TracebackType

from django.contrib.auth.hashers import make_password

from foundation.accounts.actions import keep
from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import Organization, User
from foundation.accounts.roles import (
    ADMINISTRATOR,
    ANALYST,
    CHAMPION,
    FEDERAL_PARTNER,
    LIAISON,
    POINT_OF_CONTACT,
    PROGRAM_MANAGER,
    ROLES,
    SITE_ROLES,
    STAFF_ROLES,
)
from foundation.calendars import clock
from foundation.tenancy.context import acting
from sites.actions import handovers, invitations, seats
from sites.models import Membership, Site

PASSWORD = "demo-pass-2026"  # noqa: S105  # -- invented people of a local demonstration  # pragma: allowlist secret
DOMAIN = "demo.example.gov"
JOB = Actor.system("demo")
SEATED = timedelta(days=400)
NOTE = (
    "The district attorney's Tuesday list is what moves the review. Keep asking for it a day ahead."
)
# One person is liaison, champion, or federal partner at several sites, as in reality.
SHARED_ROLES = {LIAISON.slug, CHAMPION.slug, FEDERAL_PARTNER.slug}


class ActingAs:
    """Act as an invented person, for both row security and the actions."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.stack = ExitStack()

    def __enter__(self) -> Actor:
        self.stack.enter_context(acting(f"user:{self.user.pk}"))
        return resolve(self.user)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stack.close()


def seat(sites: Iterable[Site], empty: Mapping[str, list[str]]) -> None:
    """Create staff, organizations' people, and the six roles of each site; the named seats stay empty."""
    for role in STAFF_ROLES:
        _person(role.slug, f"{role.title} (demo)", staff_role=role.slug)
    for organization in Organization.objects.filter(is_demo=True):
        _person(organization.slug, f"{organization.name} lead (demo)", organization=organization)
    for number, site in enumerate(sites):
        for role in SITE_ROLES:
            for chair in role.seats:
                if chair.slug not in empty[site.slug]:
                    _seat(site, role.slug, chair.slug, number)


def propose(sites: Mapping[str, Site]) -> None:
    """Leave an invitation, an appointment, and a DOJ role waiting for a second approval."""
    falls, harbor = sites["example-falls-ex"], sites["example-harbor-ex"]
    with ActingAs(of(falls, POINT_OF_CONTACT.slug, "law-enforcement")) as contact:
        invitations.to_seat(
            falls,
            email=_email("new.usao.example-falls"),
            name="Invited U.S. Attorney's Office contact (demo)",
            role=POINT_OF_CONTACT.slug,
            seat="usao",
            by=contact,
        )
    agent = _person("new.dea", "Proposed DEA agent (demo)", time_zone=harbor.time_zone)
    with ActingAs(staff(PROGRAM_MANAGER.slug)) as manager:
        seats.appoint(harbor, user=agent, role=FEDERAL_PARTNER.slug, seat="DEA", by=manager)
    analyst = _person("new.analyst", "Proposed analyst (demo)")
    analyst.staff_role = ANALYST.slug
    with ActingAs(staff(ADMINISTRATOR.slug)) as administrator:
        keep(analyst, changed=["staff_role"], by=administrator.user_id)


def hand_over(site: Site) -> None:
    """Let a first contact leave: the successor's brief shows their note."""
    former = _person(
        f"former.{site.slug.removesuffix('-ex')}",
        f"Former contact, {site.name} (demo)",
        time_zone=site.time_zone,
    )
    since = clock.today(site.time_zone) - SEATED
    role, chair = POINT_OF_CONTACT.slug, "law-enforcement"
    held = seats.appoint(site, user=former, role=role, seat=chair, on=since, by=JOB)
    with ActingAs(former) as contact:
        handovers.write(held, text=NOTE, by=contact)
    seats.end(held, by=JOB)


def of(site: Site, role: str, chair: str) -> User:
    """Return the invented person in a seat at a site."""
    return Membership.objects.at(site).in_seat(role, chair).select_related("user")[0].user


def of_provider(provider_id: int | None) -> User:
    """Return a provider's invented lead."""
    return User.objects.get(organization_id=provider_id or 0)


def staff(role: str) -> User:
    """Return the invented member of DOJ staff with that role."""
    return User.objects.get(email=_email(role))


def accounts() -> Iterator[dict[str, str]]:
    """List every log-in of the demonstration: email, password, role, site."""
    invented = User.objects.filter(is_demo=True, email__endswith=f"@{DOMAIN}")
    for user in invented.select_related("organization").order_by("pk"):
        base = {"email": user.email, "password": PASSWORD}
        if user.staff_role:
            yield {**base, "role": user.staff_role, "site": ""}
        if user.organization:
            yield {**base, "role": user.organization.role, "site": ""}
        for held in Membership.objects.of_user(user.pk).live(clock.now()).with_zone():
            yield {**base, "role": held.role, "seat": held.seat, "site": held.site.slug}


def _seat(site: Site, role: str, chair: str, number: int) -> None:
    shared = role in SHARED_ROLES
    # Two liaisons share the sites; each site has its own leadership and contacts.
    place = f"{number % 2 + 1}" if shared else site.slug.removesuffix("-ex")
    title = next(each.title for each in ROLES[role].seats if each.slug == chair)
    name = f"{title} (demo)" if shared else f"{title}, {site.name} (demo)"
    user = _person(f"{chair}.{place}".lower(), name, time_zone=site.time_zone)
    since = clock.today(site.time_zone) - SEATED
    seats.appoint(site, user=user, role=role, seat=chair, on=since, by=JOB)


def _person(local: str, name: str, **fields: object) -> User:
    user, _made = User.objects.get_or_create(
        email=_email(local),
        defaults={"name": name[:120], "is_demo": True, "password": _hashed(), **fields},
    )
    return user


@cache
def _hashed() -> str:
    # One hash for all: a slow hash for each of a hundred invented people adds no security.
    return make_password(PASSWORD)


def _email(local: str) -> str:
    return f"{local}@{DOMAIN}"
