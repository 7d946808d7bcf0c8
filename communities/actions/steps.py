"""The parts that all actions here share: lock, check, record."""

from django.db.models import QuerySet

from communities import policies
from communities.enums import StepKind
from communities.errors import FacilitatorsOnly, ManagersOnly, Retired
from communities.models import Community, CommunityStep
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.workflow import locks


def lock(community: Community, *, by: Actor) -> Community:
    """Lock a community for a change by an actor who facilitates or manages it.

    Raises:
        FacilitatorsOnly: when the actor sees it but does not facilitate it.
        Retired: when it is retired.
    """
    rows: QuerySet[Community, Community] = Community.objects.all()
    # A retired one is locked by no one: the database takes it for a row that is not the actor's.
    held = locks.hold(
        rows, community.pk, refusal=Retired if community.is_retired else FacilitatorsOnly
    )
    if not policies.can_facilitate(by, held):
        raise FacilitatorsOnly
    return held


def require_manager(by: Actor) -> None:
    """Refuse everyone but Program Managers."""
    if not policies.can_manage(by):
        raise ManagersOnly


def record(
    community: Community, step: StepKind, *, about: str = "", reason: str = "", by: Actor
) -> CommunityStep:
    """Record who did the step, what it is about, and why."""
    return CommunityStep.objects.create(
        community=community,
        step=step,
        about=about,
        reason=reason.strip(),
        made_by_id=by.user_id,
        made_at=clock.now(),
    )
