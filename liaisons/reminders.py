"""Reminders of the liaison's log: sites without an update for too long, and planned contacts."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars.business_time import closing
from foundation.calendars.holidays import calendar_for
from foundation.notifications.gate import declare
from foundation.notifications.models import ReminderDays
from foundation.notifications.reminders import Due, Reminder
from foundation.notifications.schedules import Schedule
from foundation.notifications.schedules import declare as declare_days
from liaisons import policies
from liaisons.models import ContactStandard, EngagementUpdate, PlannedContact
from liaisons.policies.caseload import expects_contact
from liaisons.querysets.caseload import CaseFacts, facts_of
from sites.actions.gates import is_liaison
from sites.models import Site
from tta_requests.actions import recipients


def _is_missing(actor: Actor, thing: str) -> bool:
    site_id, since = thing.split("|")
    if not is_liaison(actor, int(site_id)):
        return False
    return any(_since(facts) == since for facts in _cases(site_id))


def _is_overdue(actor: Actor, thing: str) -> bool:
    site_id, since = thing.split("|")
    manages = P.TEAM_MANAGE in actor.everywhere
    return manages and any(_since(facts) == since for facts in _cases(site_id))


def _is_planned(actor: Actor, thing: str) -> bool:
    site_id, update_id = thing.split("|")
    if not is_liaison(actor, int(site_id)):
        return False
    return any(facts.last and str(facts.last.id) == update_id for facts in _cases(site_id))


def _is_waiting(actor: Actor, thing: str) -> bool:
    key, _, planned_on = thing.partition("|")
    found = PlannedContact.objects.waiting().filter(pk=key, planned_on=planned_on)
    return any(is_liaison(actor, each.site_id) for each in found)


def _cases(site_id: str = "") -> list[CaseFacts]:
    """Find the facts of one site, or of every site."""
    sites = Site.objects.filter(pk=site_id) if site_id else Site.objects.all()
    return list(facts_of(sites, Actor.system("reminders")).values())


def _since(facts: CaseFacts) -> str:
    """Return the day that begins the gap: of the last contact, or from which contact is expected again since."""
    if facts.last is None:
        return "never"
    return max(facts.last.occurred_on, facts.expected_from or date.min).isoformat()


def _awaits_review(actor: Actor, thing: str) -> bool:
    update_id, asked_at = thing.split("|")
    found = EngagementUpdate.objects.awaiting().filter(pk=update_id)
    return any(
        policies.can_review(actor, each) and _asked(each).isoformat() == asked_at for each in found
    )


def _asked(update: EngagementUpdate) -> datetime:
    return update.review_asked_at or update.saved_at


MISSING = declare("update-is-missing", _is_missing)
OVERDUE = declare("update-is-overdue", _is_overdue)
PLANNED = declare("contact-is-planned", _is_planned)
WAITING = declare("planned-contact-waits", _is_waiting)
AWAITING = declare("update-awaits-review", _awaits_review)

REVIEW_DAYS = declare_days(
    Schedule(
        slug="update-awaiting-review",
        default=(3,),
        meaning="Business days after an update was submitted, or submitted again.",
        most=60,
        steps=1,
    )
)


class UpdateMissing(Reminder):
    """No engagement update for 30 days (a setting): the liaison is notified, once for each gap."""

    slug = "no-engagement-update"

    def due(self, now: datetime) -> Iterable[Due]:
        """Yield notices for sites whose last contact was too long ago, by their own calendar."""
        days = ContactStandard.objects.current().due_days
        for facts in _cases():
            if expects_contact(facts) and (facts.waited or 0) >= days:
                yield from self._notices(facts)

    def _notices(self, facts: CaseFacts) -> Iterator[Due]:
        if not facts.on_duty:
            return
        since = _since(facts)
        yield Due(
            key=f"site:{facts.site.pk}:since:{since}",
            recipients=facts.on_duty,
            gate=MISSING(f"{facts.site.pk}|{since}"),
            number=facts.site.name,
            action="log an update",
            url=f"{reverse('liaisons:new')}?site={facts.site.slug}",
            why=f"You are the Strategic Site Liaison for {facts.site.name}.",
            site_id=facts.site.pk,
        )


class UpdateOverdue(Reminder):
    """No engagement update for 45 days (a setting): program managers are notified, once for each gap."""

    slug = "engagement-update-overdue"

    def due(self, now: datetime) -> Iterable[Due]:
        """Yield notices for sites whose last contact is overdue, by their own calendar."""
        days = ContactStandard.objects.current().overdue_days
        managers = recipients.managers()
        for facts in _cases():
            if not expects_contact(facts) or (facts.waited or 0) < days:
                continue
            since = _since(facts)
            yield Due(
                key=f"site:{facts.site.pk}:since:{since}",
                recipients=managers,
                gate=OVERDUE(f"{facts.site.pk}|{since}"),
                number=facts.site.name,
                action="ask the liaison about contact",
                url=reverse("liaisons:caseload"),
                why="You manage the program.",
                site_id=facts.site.pk,
            )


class NextContact(Reminder):
    """The day planned for the next contact has come: the liaison is notified, once for each plan."""

    slug = "next-contact"

    def due(self, now: datetime) -> Iterable[Due]:
        """Yield notices for sites whose planned contact is due, by their own calendar."""
        for facts in _cases():
            yield from self._planned(facts)
            planned = facts.last.next_contact_on if facts.last else None
            if facts.last is None or planned is None or facts.day < planned:
                continue
            if expects_contact(facts) and facts.on_duty:
                yield Due(
                    key=str(facts.last.id),
                    recipients=facts.on_duty,
                    gate=PLANNED(f"{facts.site.pk}|{facts.last.id}"),
                    number=facts.site.name,
                    action="make the contact you planned",
                    url=reverse("liaisons:new", query={"site": facts.site.slug}),
                    why=f"You are the Strategic Site Liaison for {facts.site.name}.",
                    due_at=closing(planned, ZoneInfo(facts.site.time_zone)),
                    tz=facts.site.time_zone,
                    site_id=facts.site.pk,
                )

    def _planned(self, facts: CaseFacts) -> Iterator[Due]:
        planned, site = facts.planned, facts.site
        if planned is None or facts.day < planned.planned_on or not facts.on_duty:
            return
        if expects_contact(facts):
            yield Due(
                key=f"planned:{planned.id}:{planned.planned_on}",
                recipients=facts.on_duty,
                gate=WAITING(f"{planned.id}|{planned.planned_on}"),
                number=site.name,
                action="make the contact you planned",
                url=reverse("liaisons:planned-contact", args=[planned.id]),
                why=f"You are the Strategic Site Liaison for {site.name}.",
                due_at=closing(planned.planned_on, ZoneInfo(site.time_zone)),
                tz=site.time_zone,
                site_id=site.pk,
            )


class ReviewAwaited(Reminder):
    """An update has waited three business days for its review: coordinators are notified, or else the managers."""

    slug = "update-awaiting-review"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for each update that waits too long, by its site's calendar."""
        reviewers = recipients.coordinators()
        (days,) = ReminderDays.objects.of(REVIEW_DAYS)
        for update in EngagementUpdate.objects.awaiting().select_related("site"):
            asked = _asked(update)
            if calendar_for(update.site.time_zone).add_days(asked, days) > now:
                continue
            yield Due(
                key=f"{update.pk}:{asked.isoformat()}",
                # One step, whatever its days are now: a change of them repeats nothing.
                step=str(REVIEW_DAYS.default[0]),
                recipients=reviewers - {update.author_id},
                gate=AWAITING(f"{update.pk}|{asked.isoformat()}"),
                number=update.site.name,
                action="review the liaison's update",
                url=reverse("liaisons:detail", args=[update.pk]),
                why="You review updates from all sites.",
                site_id=update.site_id,
            )
