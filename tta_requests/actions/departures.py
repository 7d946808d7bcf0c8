"""Find a new owner for what somebody held who has left: nothing that is open stays without one."""

from foundation.accounts.actors import Actor
from foundation.accounts.models import Away, User
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic
from foundation.workflow import locks
from sites.models import Membership, Site
from tta_requests.actions import coordinators, offers, recipients
from tta_requests.actions.transitions import entry, locked
from tta_requests.enums import OPEN_STATUSES, MessageAudience, Party, Status
from tta_requests.models import Commitment, Offer, TTARequest
from tta_requests.querysets.coordinators import at_the_desk


@atomic
def leave_site(membership: Membership, *, by: Actor) -> int:
    """Hand over the commitments of somebody whose last seat at a site has ended.

    Arguments:
        membership: one whose end was reached; a moved or removed end is left alone.
        by: the outbox.

    Returns:
        How many commitments have a new owner.
    """
    now = clock.now()
    live = Membership.objects.of_user(membership.user_id).at(membership.site).live(now)
    if not membership.has_ended(now) or live.exists() or membership.user.staff_role:
        return 0
    return _hand_over_commitments(membership.user, [membership.role], membership.site, by=by)


@atomic
def close_account(user: User, *, by: Actor) -> int:
    """Hand over what somebody held whose account is closed, at every site; return how many items."""
    if user.is_active:
        return 0
    items = 0
    for owned in TTARequest.objects.open().filter(owner=user).order_by("pk"):
        kept = locked(owned.pk)
        if kept.owner_id == user.pk:
            stand_ins = Away.objects.stand_ins([user.pk], clock.now())
            heir = at_the_desk().filter(pk__in=stand_ins or recipients.managers()).first()
            coordinators.hand_over(kept, heir, f"{user} has left.", by=by)
            items += 1
    seats = Membership.objects.of_user(user.pk).values_list("role", flat=True)
    items += _hand_over_commitments(user, list(seats), None, by=by)
    if user.organization_id and not recipients.people_of(user.organization_id):
        for offer in Offer.objects.open().of_organizations([user.organization_id]):
            items += offers.give_back(offer, by=by)
    return items


def _hand_over_commitments(user: User, roles: list[str], site: Site | None, *, by: Actor) -> int:
    owed = Commitment.objects.open().filter(owner=user)
    owed = owed.filter(request__status__in=[*OPEN_STATUSES, Status.CLOSED])
    held = locks.hold_all(owed if site is None else owed.filter(site=site, owed_by=Party.SITE))
    for commitment in held:
        tta_request = TTARequest.objects.for_step().get(pk=commitment.request_id)
        commitment.owner_id = _heir(tta_request, user, roles, commitment.owed_by)
        commitment.save(update_fields=["owner"])
        text = f"Commitment handed over, because {user} has left: {commitment.text}"
        made = entry(tta_request, "commitment", text, by=by, audience=MessageAudience.SHARED)
        emit(
            "tta_requests.announce_heir",
            key=f"heir:{made.pk}",
            payload={"commitment": str(commitment.pk), "entry": str(made.pk)},
        )
    return len(held)


def _heir(tta_request: TTARequest, user: User, roles: list[str], party: str) -> int | None:
    """Find who takes it: the backup, the same seat, the owner or liaison, a program manager."""
    now = clock.now()
    members = Membership.objects.at(tta_request.site).live(now)
    if party == Party.PROVIDER and tta_request.provider_id:
        same = recipients.people_of(tta_request.provider_id)
    else:
        same = set(members.with_role(*roles).values_list("user_id", flat=True))
    if party == Party.DOJ:
        same |= recipients.coordinators(tta_request)
    liaisons = set(members.with_role(LIAISON.slug).values_list("user_id", flat=True))
    stand_ins = Away.objects.stand_ins([user.pk], now)
    for group in (stand_ins, same, liaisons, recipients.managers()):
        people = User.objects.filter(pk__in=group - {user.pk}, is_active=True).order_by("pk")
        for person in people.select_related("organization"):
            if recipients.reads(tta_request, person):
                return int(person.pk)
    return None
