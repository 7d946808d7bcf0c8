"""A delegation has open seats, an invitation waits for its answer, or the summit of a registered person begins in a week."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP, POINT_OF_CONTACT
from foundation.calendars.business_time import closing
from foundation.calendars.holidays import calendar_for
from foundation.notifications.gate import declare
from foundation.notifications.models import Ledger
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder
from sites.models import Membership
from summits.actions.invitations import mark_reminded
from summits.enums import LEAVING, REGISTERING, Registered
from summits.models import Registration, Summit
from summits.policies import answer_day, can_be_reminded
from summits.querysets.delegations import sites_with_delegations, unfilled
from summits.querysets.invitations import answer_days

# Days to go until the first day, the latest first; "open" is as soon as registration opens.
STEPS = ((21, "21"), (45, "45"), (400, "open"))
WEEK = 7
LEADS = (EXECUTIVE_LEADERSHIP.slug, POINT_OF_CONTACT.slug)


def _is_unfilled(actor: Actor, thing: str) -> bool:
    summit, _, site = thing.partition(":")
    site_id = int(site)
    may = actor.may(P.DELEGATION_NOMINATE, at=site_id)
    return may and unfilled(site_id).filter(pk=UUID(summit)).exists()


def _is_coming(actor: Actor, thing: str) -> bool:
    mine = Registration.objects.of_person(actor.user_id).filter(pk=UUID(thing))
    return mine.confirmed().exists()


def _is_unanswered(actor: Actor, thing: str) -> bool:
    mine = Registration.objects.of_person(actor.user_id).filter(pk=UUID(thing))
    return mine.unanswered().exists()


UNANSWERED = declare("invitation-is-unanswered", _is_unanswered)
UNFILLED = declare("delegation-has-open-seats", _is_unfilled)
COMING = declare("registration-is-confirmed", _is_coming)


class DelegationUnfilled(Reminder):
    """Registration opens and a site's delegation has open seats: those who choose its delegates are notified."""

    slug = "delegation-unfilled"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield notices for each site and summit, for the latest step reached."""
        for site in sites_with_delegations():
            for summit in unfilled(site.pk):
                left = _days_to(summit, now)
                step = next((name for days, name in STEPS if left <= days), "")
                if not step or left < 1:
                    continue
                people = Membership.objects.live(now).with_role(*LEADS).filter(site=site)
                yield Due(
                    key=f"{summit.pk}:{site.pk}",
                    step=step,
                    recipients=set(people.values_list("user_id", flat=True)),
                    gate=UNFILLED(f"{summit.pk}:{site.pk}"),
                    number=summit.name,
                    action="nominate people for the open seats of your delegation",
                    url=reverse("summits:site-delegation", args=[summit.slug, site.slug]),
                    why=f"You choose the delegates of {site.name}.",
                    site_id=site.pk,
                )


class AnswerDue(Reminder):
    """The day has come by which an invitation is to be answered: the invited person is notified once, on a business day."""

    slug = "summit-answer"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each invitation of a person with an account that nobody answered in time."""
        days = answer_days()
        for summit in Summit.objects.in_states(*REGISTERING):
            today = now.astimezone(ZoneInfo(summit.time_zone)).date()
            if not calendar_for(summit.time_zone).is_open(today):
                continue  # mail would wait for the next business day, on which someone may remind by hand
            rows = Registration.objects.of_summit(summit.pk).unanswered().select_related("summit")
            asked = [each for each in rows.filter(person__isnull=False) if can_be_reminded(each)]
            late = [each for each in asked if answer_day(each, days) <= today < summit.starts_on]
            sent = {key for key, *_ in Ledger.objects.fired(self.slug, [str(e.pk) for e in late])}
            for each in late:
                # The sites' leaders and organizers send reminders, too: each person gets one a day.
                if str(each.pk) in sent or not mark_reminded(each):
                    continue
                yield Due(
                    key=str(each.pk),
                    recipients={each.person_id} if each.person_id else set(),
                    gate=UNANSWERED(each.pk),
                    number=summit.name,
                    action="register, or decline the invitation",
                    url=reverse("summits:registration", args=[each.pk]),
                    why="You're invited to this summit.",
                )


class SummitAhead(Reminder):
    """A summit begins in a week: everyone with a confirmed registration is notified."""

    slug = "summit-ahead"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each registration with an account."""
        for summit in Summit.objects.in_states(*LEAVING):
            if not 0 < _days_to(summit, now) <= WEEK:
                continue
            rows = Registration.objects.of_summit(summit.pk).filter(person__isnull=False)
            for each in rows.filter(state=Registered.CONFIRMED):
                yield Due(
                    key=f"{each.pk}:{summit.starts_on}",
                    recipients={each.person_id} if each.person_id else set(),
                    gate=COMING(each.pk),
                    number=summit.name,
                    action="see when and where it begins",
                    url=reverse("summits:registration", args=[each.pk]),
                    why="You're registered for this summit.",
                    due_at=closing(summit.starts_on, ZoneInfo(summit.time_zone)),
                    tz=summit.time_zone,
                )


def _days_to(summit: Summit, now: datetime) -> int:
    return (summit.starts_on - now.astimezone(ZoneInfo(summit.time_zone)).date()).days
