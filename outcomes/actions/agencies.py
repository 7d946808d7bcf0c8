"""Say which known agency a name in a file means."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic
from foundation.workflow import locks
from outcomes import policies
from outcomes.enums import Match
from outcomes.errors import NotThatAgency, StaffOnly
from outcomes.models import Agency


@atomic
def review(agency: Agency, same_as: Agency | None, *, by: Actor) -> Agency:
    """Record that a name means a known agency, or an agency of its own; it can be changed later.

    Arguments:
        agency: as a file without ORIs names it.
        same_as: the known agency of the same state, or None for an agency of its own.

    Raises:
        StaffOnly: when the actor doesn't review agencies.
        NotThatAgency: when the other agency is of another state, or isn't known itself.
    """
    held = locks.hold(Agency.objects.all(), agency.pk, refusal=StaffOnly)
    if not policies.can_import(by):
        raise StaffOnly
    if held.ori or (same_as is not None and not _can_mean(held, same_as)):
        raise NotThatAgency
    held.same_as = same_as
    held.match = Match.SAME if same_as else Match.SEPARATE
    held.reviewed_by_id, held.reviewed_at = by.user_id, clock.now()
    held.save()
    emit(
        "outcomes.compute_trends",
        key=f"trends:agency:{held.pk}:{held.reviewed_at.isoformat()}",
        payload={},
    )
    return held


def _can_mean(held: Agency, other: Agency) -> bool:
    is_known = other.match not in {Match.SAME, Match.TO_REVIEW}
    return is_known and other.state_id == held.state_id and other.pk != held.pk
