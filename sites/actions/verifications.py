"""Record that somebody still holds a seat, and can be reached as the portal says."""

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import Refused
from sites import policies
from sites.errors import NotYours
from sites.models import Membership


@atomic_savepoint
def verify(membership: Membership, *, by: Actor) -> Membership:
    """Record that a member is in the seat and can be reached today, in the site's time zone.

    A second time on one day changes nothing but who did it last.

    Raises:
        NotYours: when the actor keeps neither the site's contacts nor its team.
        Refused: when the membership hasn't begun or is over.
    """
    rows = Membership.objects.select_related("site", "user", "approval")
    held = locks.hold(rows, membership.pk, refusal=NotYours)
    if not policies.can_keep_contacts(by, held.site):
        raise NotYours
    if not held.is_live(clock.now()):
        raise Refused(
            f"{held.user.name} isn't on the team now. Open the page again to see the latest."
        )
    held.verified_on = clock.today(held.site.time_zone)
    held.verified_by_id = by.user_id
    held.save(update_fields=["verified_on", "verified_by"])
    return held
