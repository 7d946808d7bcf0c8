"""Find who is notified about a request: people by role, their backups, and who among them may read it."""

from collections.abc import Iterable

from foundation.accounts.actors import resolve
from foundation.accounts.models import Away, User
from foundation.accounts.roles import (
    COORDINATOR,
    EXECUTIVE_LEADERSHIP,
    FEDERAL_PARTNER,
    LIAISON,
    POINT_OF_CONTACT,
    PROGRAM_MANAGER,
)
from foundation.calendars import clock
from sites.models import Membership, Site
from tta_requests.enums import BranchAgency
from tta_requests.models import FederalReferral, TTARequest
from tta_requests.querysets import requests
from tta_requests.querysets.coordinators import at_the_desk


def coordinators(tta_request: TTARequest | None = None) -> set[int]:
    """Return the request's owner while at the desk, or every active coordinator, or else the managers."""
    if tta_request is not None and tta_request.owner_id:
        owner = at_the_desk().filter(pk=tta_request.owner_id)
        if owner.exists():
            return {tta_request.owner_id}
    staff = User.objects.filter(staff_role=COORDINATOR.slug, is_active=True)
    return set(staff.values_list("pk", flat=True)) or managers()


def managers() -> set[int]:
    """Return the ids of all active program managers."""
    staff = User.objects.filter(staff_role=PROGRAM_MANAGER.slug, is_active=True)
    return set(staff.values_list("pk", flat=True))


def contacts(site: Site) -> set[int]:
    """Return the site's points of contact."""
    return _seated(site, POINT_OF_CONTACT.slug)


def leaders(site: Site) -> set[int]:
    """Return the site's executive leadership."""
    return _seated(site, EXECUTIVE_LEADERSHIP.slug)


def liaisons(site: Site) -> set[int]:
    """Return the site's Strategic Site Liaison, or while they are on leave their stand-in."""
    return _seated(site, LIAISON.slug)


def liaison_names(site: Site) -> list[str]:
    """Return the names of the site's liaisons, for those who can't see its team."""
    members = Membership.objects.at(site).on_duty(clock.now()).with_role(LIAISON.slug)
    return sorted(members.values_list("user__name", flat=True))


def seat_of(site: Site, agency: str) -> set[int]:
    """Find the people in a federal agency's seat at the site."""
    if agency == BranchAgency.USAO:
        return _seated(site, POINT_OF_CONTACT.slug, "usao")
    return _seated(site, FEDERAL_PARTNER.slug, agency)


def of_referral(asked: FederalReferral) -> set[int]:
    """Return the holder of the agency's seat, or the coordinators, who call a field office."""
    if asked.membership_id:
        return seat_of(asked.request.site, asked.agency)
    return coordinators(asked.request)


def people_of(organization_id: int) -> set[int]:
    """Return an organization's active people."""
    people = User.objects.filter(organization_id=organization_id, is_active=True)
    return set(people.values_list("pk", flat=True))


def _seated(site: Site, role: str, seat: str = "") -> set[int]:
    members = Membership.objects.at(site).on_duty(clock.now())
    live = members.in_seat(role, seat) if seat else members.with_role(role)
    live = live.filter(user__is_active=True)
    return set(live.values_list("user_id", flat=True))


def backup(tta_request: TTARequest) -> set[int]:
    """Return the backup of the request's owner, who is away, or else every coordinator."""
    owner = [tta_request.owner_id] if tta_request.owner_id else []
    return Away.objects.stand_ins(owner, clock.now()) or coordinators()


def readers(tta_request: TTARequest, people: Iterable[int]) -> set[int]:
    """Return those of the people who may read the request, and the stand-ins of those who are away.

    No one else is notified of a federal item, not even of its number; of any other request, every one of the
    people is, and only those stand-ins who may read it.
    """
    given = set(people)
    stand_ins = Away.objects.stand_ins(given, clock.now()) - given
    unsure = stand_ins | given if tta_request.is_federal else stand_ins
    found = User.objects.filter(pk__in=unsure, is_active=True)
    may = {user.pk for user in found if reads(tta_request, user)}
    return may if tta_request.is_federal else given | may


def reads(tta_request: TTARequest, user: User) -> bool:
    """Return whether a person may read the request."""
    return requests.visible_to(resolve(user)).filter(pk=tta_request.pk).exists()
