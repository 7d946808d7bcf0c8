"""Reminders of an accomplishment that waits too long for its next step, and of measures to enter after a quarter."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.urls import reverse

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
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE, first_day
from foundation.calendars.holidays import calendar_for
from foundation.calendars.quarters import Quarter
from foundation.notifications.gate import declare
from foundation.notifications.models import ReminderDays
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from foundation.notifications.schedules import Schedule
from foundation.notifications.schedules import declare as declare_days
from outcomes import policies
from outcomes.enums import AccomplishmentState, Reporter
from outcomes.models import Accomplishment, SiteMeasure
from outcomes.querysets.accomplishments import bare_drafts
from outcomes.querysets.measures import due_quarter, lacking
from sites.models import Membership, Site

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
MEASUREMENT_DAYS = declare_days(
    Schedule(
        slug="measurement-due",
        default=(1, 15),
        meaning="Days after the quarter's end.",
        most=90,
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


def _enters(actor: Actor, thing: str) -> bool:
    """Return whether the site still lacks measurements of that quarter, and they are the actor's to enter."""
    site_id, _, slug = thing.partition("|")
    quarter, now = Quarter.named(slug), clock.now()
    if quarter is None or not policies.can_enter_measurements(actor, int(site_id)):
        return False
    found = _Seats(now).who_enter(lacking(quarter).of_site(int(site_id)))
    return any(actor.user_id in people for people in found.values())


WAITS = declare("accomplishment-waits", _waits_for)
DUE = declare("measurement-is-due", _enters)


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


class MeasurementDue(Reminder):
    """A quarter is over, and the site hasn't entered all of its measures: whoever enters them is notified."""

    slug = "measurement-due"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each site that lacks measurements of the latest quarter, on each of the days."""
        quarter = due_quarter(now)
        since = (first_day(now, OFFICIAL_ZONE) - quarter.last).days
        reached = [days for days in ReminderDays.objects.of(MEASUREMENT_DAYS) if days <= since]
        if not reached:
            return
        found = lacking(quarter).for_page().order_by("site", "pk")
        for site, people in _Seats(now).who_enter(found).items():
            yield Due(
                key=f"{site.pk}:{quarter.slug}",
                step=str(max(reached)),
                recipients=people,
                gate=DUE(f"{site.pk}|{quarter.slug}"),
                number=site.name,
                action=f"enter measurements for {quarter}",
                url=reverse("outcomes:quarter", args=[site.slug, quarter.slug]),
                why=f"You enter measurements for {site.name}.",
                site_id=site.pk,
            )


class _Seats:
    """Who enters measures: the holders of the seats that they name, or else the liaison."""

    def __init__(self, now: datetime) -> None:
        self._people: dict[tuple[str, int], set[int]] = defaultdict(set)
        for seat in Membership.objects.live(now):
            self._people[seat.seat, seat.site_id].add(seat.user_id)

    def who_enter(self, measures: Iterable[SiteMeasure]) -> dict[Site, set[int]]:
        """Return the people of each site who enter one of the measures, which are loaded with their sites."""
        found: dict[Site, set[int]] = defaultdict(set)
        for measure in measures:
            named = self._people[measure.reporter, measure.site_id]
            found[measure.site] |= named or self._people[Reporter.LIAISON, measure.site_id]
        return {site: people for site, people in found.items() if people}


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
