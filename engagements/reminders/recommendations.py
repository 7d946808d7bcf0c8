"""Reminders of recommendations: what is due, the repeating check, and the check after 12 months."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from engagements.enums import RecommendationState, ReportedOrigin
from engagements.models import Recommendation
from engagements.models.recommendations import CHECKED_STATES, RecommendationQuerySet
from engagements.policies import (
    carries_out,
    is_someone_else,
    may_verify,
    people_named,
)
from engagements.querysets.owners import owner_or_stand_ins
from engagements.querysets.recommendation_givers import with_givers
from engagements.querysets.recommendation_owners import with_owner_left
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import LIAISON, POINT_OF_CONTACT, PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.calendars.business_time import closing
from foundation.calendars.days import ZONE_SLACK
from foundation.notifications.gate import Gate, declare
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from sites.models import Membership

S = RecommendationState
DUE_STATES = (S.ACCEPTED, S.IN_PROGRESS)
SOON = timedelta(days=14)
# Half of the grace period after which a missed check makes a recommendation lapse.
MISSED = timedelta(days=14)
# Later than this, My day alone shows what is late.
FORGOTTEN = timedelta(days=30)


def _found(thing: str, field: str, states: tuple[str, ...]) -> RecommendationQuerySet:
    """Find the recommendation that a gate's key names, while its day is still that one."""
    pk, _, day = thing.partition("|")
    found = Recommendation.objects.filter(pk=pk, status__in=states, origin=ReportedOrigin.PORTAL)
    return with_owner_left(found.filter(**{field: day}), clock.now())


def _is_due(actor: Actor, thing: str) -> bool:
    return any(carries_out(actor, each) for each in _found(thing, "due_on", DUE_STATES))


def _is_checked(actor: Actor, thing: str) -> bool:
    return any(carries_out(actor, each) for each in _found(thing, "next_check_on", CHECKED_STATES))


def _is_confirmed(actor: Actor, thing: str) -> bool:
    found = _found(thing, "sustained_check_on", (S.VERIFIED,))
    return any(
        may_verify(actor, each.site_id) and is_someone_else(actor, each) is True for each in found
    )


DUE = declare("recommendation-is-due", _is_due)
CHECK = declare("recommendation-check-is-due", _is_checked)
CONFIRM = declare("recommendation-is-confirmed", _is_confirmed)


class RecommendationDue(Reminder):
    """A recommendation is due in 14 days, or today: its owner is notified, or else the points of contact."""

    slug = "recommendation-due"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice 14 days before and on the day, by the site's calendar."""
        people = _People(now)
        for each in _between(now, "due_on", DUE_STATES, SOON, FORGOTTEN):
            left = (_day(each.due_on) - _today(each, now)).days
            step = "due" if left <= 0 else "soon" if left <= SOON.days else ""
            if step:
                yield _notice(
                    each,
                    _day(each.due_on),
                    step=step,
                    recipients=people.who_carry_out(each),
                    gate=DUE,
                    action="carry out a recommendation",
                    page="recommendation",
                )


class RecommendationCheck(Reminder):
    """A repeating check is due, or 14 days late: the owner is notified, or else the points of contact."""

    slug = "recommendation-check"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice on the day, and 14 days later, before a missed check makes it lapse."""
        people = _People(now)
        for each in _between(now, "next_check_on", CHECKED_STATES, timedelta(), FORGOTTEN):
            late = _today(each, now) - _day(each.next_check_on)
            if late >= timedelta():
                yield _notice(
                    each,
                    _day(each.next_check_on),
                    step="late" if late >= MISSED else "due",
                    recipients=people.who_carry_out(each),
                    gate=CHECK,
                    action="record the repeating check of a recommendation",
                    page="record-check",
                )


class SustainedCheck(Reminder):
    """A recommendation was verified 12 months ago: the liaison is notified, or managers if it is the liaison's own."""

    slug = "sustained-check"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice on the day and for a month after, by the site's calendar."""
        people = _People(now)
        found = _between(now, "sustained_check_on", (S.VERIFIED,), timedelta(), FORGOTTEN)
        for each in with_givers(found):
            if _today(each, now) >= _day(each.sustained_check_on):
                yield _notice(
                    each,
                    _day(each.sustained_check_on),
                    step="",
                    recipients=people.who_confirm(each),
                    gate=CONFIRM,
                    action="confirm that a change is still in use",
                    page="sustain-recommendation",
                )


class _People:
    """The points of contact and liaisons of each site, and the Program Managers; each group is read once."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._by_role: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
        for seat in Membership.objects.with_role(POINT_OF_CONTACT.slug, LIAISON.slug).live(now):
            self._by_role[seat.role][seat.site_id].add(seat.user_id)
        self._managers = User.objects.open_with_role(PROGRAM_MANAGER.slug)

    def who_carry_out(self, row: Recommendation) -> set[int]:
        """Return its owner and who stands in for them, or the points of contact while it has none at the site."""
        if row.owner_person_id and not row.left:
            return owner_or_stand_ins(row.owner_person_id, row.site_id, self._now)
        return self._by_role[POINT_OF_CONTACT.slug][row.site_id]

    def who_confirm(self, row: Recommendation) -> set[int]:
        """Return the liaisons who had no part in it; if there is none, such managers."""
        part = {*people_named(row), *row.givers}
        return self._by_role[LIAISON.slug][row.site_id] - part or self._managers - part


def _between(
    now: datetime, field: str, states: tuple[str, ...], ahead: timedelta, behind: timedelta
) -> RecommendationQuerySet:
    """Find those written in the portal, with a day from so long ago to so far ahead somewhere on earth."""
    today = now.date()
    span = {f"{field}__gte": today - behind, f"{field}__lte": today + ahead + ZONE_SLACK}
    found = Recommendation.objects.filter(status__in=states, origin=ReportedOrigin.PORTAL, **span)
    return with_owner_left(found, now).select_related("site").order_by(field, "pk")


def _notice(
    row: Recommendation,
    day: date,
    *,
    step: str,
    recipients: set[int],
    gate: Callable[[object], Gate],
    action: str,
    page: str,
) -> Due:
    site = row.site
    return Due(
        key=f"{row.pk}:{day}",
        step=step,
        recipients=recipients,
        gate=gate(f"{row.pk}|{day}"),
        number=row.handle,
        action=action,
        url=reverse(f"engagements:{page}", args=[row.pk]),
        why=f"You work with {site.name}.",
        due_at=closing(day, ZoneInfo(site.time_zone)),
        tz=site.time_zone,
        site_id=site.pk,
    )


def _today(row: Recommendation, now: datetime) -> date:
    return now.astimezone(ZoneInfo(row.site.time_zone)).date()


def _day(day: date | None) -> date:
    """Return a day that the query has made sure is there."""
    if day is None:
        raise ValueError("The query finds rows with this day only.")
    return day
