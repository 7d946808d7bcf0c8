"""The reminder of an accomplishment that waits too long for its next step."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import (
    COORDINATOR,
    EXECUTIVE_LEADERSHIP,
    FEDERAL_PARTNER,
    LIAISON,
    POINT_OF_CONTACT,
    PROGRAM_MANAGER,
)
from foundation.calendars.holidays import calendar_for
from foundation.notifications.gate import declare
from foundation.notifications.models import ReminderDays
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from foundation.notifications.schedules import Schedule
from foundation.notifications.schedules import declare as declare_days
from outcomes import policies
from outcomes.enums import AccomplishmentState
from outcomes.models import Accomplishment
from outcomes.querysets.accomplishments import bare_drafts
from sites.models import Membership

A = AccomplishmentState
WAITING_DAYS = declare_days(
    Schedule(
        slug="accomplishment-waiting",
        default=(5,),
        meaning="Business days after the last step.",
        most=60,
        steps=1,
    )
)
ACTIONS = {
    A.DRAFT: "attest an accomplishment of your site",
    A.ATTESTED: "verify an accomplishment",
    A.VERIFIED: "clear an accomplishment",
    A.CLEARED: "publish an accomplishment",
}
PROVE = "add evidence to your accomplishment"
ADOPT = "take over the draft of an accomplishment"
REVISE = "change the accomplishment that was sent back to you"
AGREE = "agree to an accomplishment that names your agency"


def _waits_for(actor: Actor, thing: str) -> bool:
    """Return whether it's still that version, and its next step is still the actor's."""
    pk, _, version = thing.partition("|")
    found = Accomplishment.objects.waiting().filter(pk=pk, version=version)
    return any(policies.waits_for(actor, each) for each in found)


WAITS = declare("accomplishment-waits", _waits_for)


class AccomplishmentWaiting(Reminder):
    """An accomplishment waits 5 business days (a setting) for its next step: whoever takes it is notified once."""

    slug = "accomplishment-waiting"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for each accomplishment that waits too long, by its site's calendar."""
        people = _People(now)
        (days,) = ReminderDays.objects.of(WAITING_DAYS)
        for found in Accomplishment.objects.waiting().select_related("site", "author"):
            if calendar_for(found.site.time_zone).add_days(found.moved_at, days) > now:
                continue
            recipients, action = people.who_wait(found)
            yield Due(
                key=f"{found.pk}:{found.version}",
                # One step, whatever its days are now: a change of them repeats nothing.
                step=str(WAITING_DAYS.default[0]),
                recipients=recipients,
                gate=WAITS(f"{found.pk}|{found.version}"),
                number=found.site.name,
                action=action,
                url=found.get_absolute_url(),
                why=f"You work with {found.site.name}.",
                site_id=found.site_id,
            )


class _People:
    """Who takes the steps: seats by site and DOJ staff, each read once."""

    def __init__(self, now: datetime) -> None:
        self._seats: dict[tuple[str, int], set[int]] = defaultdict(set)
        self._agencies: dict[tuple[str, int], set[int]] = defaultdict(set)
        holders = (EXECUTIVE_LEADERSHIP, LIAISON, FEDERAL_PARTNER, POINT_OF_CONTACT)
        roles = [role.slug for role in holders]
        for seat in Membership.objects.with_role(*roles).live(now):
            self._seats[seat.role, seat.site_id].add(seat.user_id)
            self._agencies[seat.seat, seat.site_id].add(seat.user_id)
        self._managers = User.objects.open_with_role(PROGRAM_MANAGER.slug)
        self._bare = bare_drafts(Accomplishment.objects.waiting())
        self._coordinators = User.objects.open_with_role(COORDINATOR.slug)

    def who_wait(self, found: Accomplishment) -> tuple[set[int], str]:
        """Return who takes the next step, without those who had a part in it, and what they do."""
        if found.status == A.DRAFT and (found.is_sent_back or found.pk in self._bare):
            if policies.author_has_left(found):
                return self._seats[POINT_OF_CONTACT.slug, found.site_id], ADOPT
            return set(filter(None, [found.author_id])), REVISE if found.is_sent_back else PROVE
        if found.status == A.VERIFIED and found.federal_agency and not found.concurred_by_id:
            partners = self._agencies[found.federal_agency, found.site_id]
            return partners - found.people, AGREE
        takers = {
            A.DRAFT: self._seats[EXECUTIVE_LEADERSHIP.slug, found.site_id],
            A.ATTESTED: self._seats[LIAISON.slug, found.site_id],
            A.VERIFIED: self._coordinators | self._managers,
            A.CLEARED: self._managers,
        }
        status = A(found.status)
        return takers[status] - found.people, ACTIONS[status]
