"""Reminders about requests: late requests, offers about to expire, open evaluations and questions."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.urls import reverse

from engagements.enums import CommitmentKind
from engagements.models import Commitment
from foundation.accounts.models import Away, User
from foundation.calendars.business_time import BusinessCalendar
from foundation.calendars.holidays import calendar_for
from foundation.notifications.reminders import Due, Reminder
from foundation.notifications.schedules import Schedule, before_or_after, declare
from foundation.ui import wording
from tta_requests.actions import gates, recipients
from tta_requests.enums import Status
from tta_requests.models import Clock, Evaluation, Offer, Scope, TTARequest
from tta_requests.querysets import requests

OFFER_WARNING = declare(
    Schedule(
        slug="offer-about-to-lapse",
        default=(4,),
        meaning="Hours before an offer expires, in clock hours.",
        most=72,
        steps=1,
    )
)
EVALUATION_DAYS = declare(
    Schedule(
        slug="evaluation-open",
        default=(5, 9),
        meaning="Business days after an evaluation opened.",
        most=30,
    )
)
QUESTION_DAYS = declare(
    Schedule(
        slug="needs-information",
        default=(3, 8, 13),
        meaning="Business days after a question to the site, which lapses after some more (time limits).",
        most=60,
    )
)
DRAFT_DAYS = declare(
    Schedule(
        slug="draft-idle",
        default=(5,),
        meaning="Business days after a draft last changed.",
        most=60,
        steps=1,
    )
)
SCOPE_DAYS = declare(
    Schedule(
        slug="scope-unsigned",
        default=(3,),
        meaning="Business days after the latest version of a scope.",
        most=60,
    )
)
# A commitment is reminded of six times at most, a deliverable every week for half a year.
COMMITMENT_DAYS = declare(
    Schedule(
        slug="commitment",
        default=(-5, 0, 5, 10, 20, 30),
        meaning="Days after a commitment's due date; negative before it, 0 on it.",
        least=-60,
        steps=6,
    )
)
DELIVERABLE_DAYS = declare(
    Schedule(
        slug="deliverable",
        default=(-10, -3, 0, *(7 * week for week in range(1, 27))),
        meaning="Days after a deliverable's due date; negative before it, 0 on it.",
        least=-60,
    )
)
# The day begins in Guam before it begins in UTC.
A_DAY = timedelta(days=1)
# When managers get the list of requests three business days late: in the morning, in their time zone.
DIGEST_ZONE, DIGEST_HOUR = "America/New_York", 8


class LateList(Reminder):
    """The requests three business days past due, sent to program managers once a day if the list changed."""

    slug = "late-list"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for the managers in the morning; an unchanged list is not sent twice."""
        if now.astimezone(ZoneInfo(DIGEST_ZONE)).hour != DIGEST_HOUR:
            return
        late = [clock.request for clock in Clock.objects.late_by_three_days(now).for_notice()]
        managers = recipients.managers()
        yield from self._list(late, managers)
        stand_ins = Away.objects.stand_ins(managers, now) - managers
        for user in User.objects.filter(pk__in=stand_ins, is_active=True):
            # A stand-in may be a liaison, who can read one site's requests.
            own = [each for each in late if recipients.reads(each, user)]
            yield from self._list(own, {user.pk})

    def _list(self, late: list[TTARequest], people: set[int]) -> Iterator[Due]:
        numbers = list(dict.fromkeys(each.number for each in late))
        if not numbers:
            return
        many = wording.counted(len(numbers), "request")
        key = sha256(" ".join(numbers).encode()).hexdigest()
        yield Due(
            key=key,
            recipients=people,
            gate=gates.LATE(key),
            number=many,
            action="see what's late",
            url=reverse("tta_requests:triage"),
            why="You manage the program.",
            private=False,
            subject_line="three business days past due",
            body=", ".join(numbers),
        )


class OfferAboutToLapse(Reminder):
    """An offer expires soon: the provider's people are reminded."""

    slug = "offer-about-to-lapse"
    by_day = False

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each open offer that expires within some hours (a setting)."""
        warning = timedelta(hours=max(OFFER_WARNING.days()))
        for offer in Offer.objects.about_to_lapse(now, now + warning).for_answer():
            yield Due(
                key=str(offer.pk),
                recipients=recipients.people_of(offer.provider_id),
                gate=gates.OFFERED(offer.pk),
                number=offer.request.number,
                action="answer the offer before it expires",
                url=offer.get_absolute_url(),
                why=f"You work for {offer.provider}, which got the offer.",
                due_at=offer.due_at,
                tz=offer.request.site.time_zone,
            )


class EvaluationOpen(Reminder):
    """An evaluation is still open after five and after nine business days (PRODUCT section 7)."""

    slug = "evaluation-open"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each open evaluation, for the latest reminder day reached."""
        steps = EVALUATION_DAYS.days()
        for asked in Evaluation.objects.waited_for(now).for_notice():
            calendar = calendar_for(asked.request.site.time_zone)
            over = _over(calendar, asked.opened_at, steps, now)
            if over and asked.respondent_id:
                yield Due(
                    key=str(asked.pk),
                    step=over,
                    recipients=recipients.readers(asked.request, [asked.respondent_id]),
                    gate=gates.EVALUATED(asked.pk),
                    number=asked.request.number,
                    action="complete the evaluation",
                    url=asked.get_absolute_url(),
                    why="You took part in this request.",
                    due_at=asked.closes_at,
                    tz=asked.request.site.time_zone,
                )


class InformationWaited(Reminder):
    """A question waits for the site's answer, after three, eight, and thirteen business days."""

    slug = "needs-information"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each request with an open question, for the latest reminder day reached."""
        steps = QUESTION_DAYS.days()
        for tta_request in TTARequest.objects.with_a_question().for_page():
            since = tta_request.status_since or now
            over = _over(calendar_for(tta_request.site.time_zone), since, steps, now)
            if over:
                yield Due(
                    key=f"{tta_request.pk}:{since.isoformat()}",
                    step=over,
                    recipients=recipients.readers(
                        tta_request, recipients.contacts(tta_request.site)
                    ),
                    gate=gates.stands(
                        tta_request, Status.NEEDS_INFORMATION, tta_request.status_since
                    ),
                    number=tta_request.number,
                    action="answer the question, or the request is withdrawn",
                    url=tta_request.get_absolute_url(),
                    why=f"You are a point of contact for {tta_request.site}.",
                    site_id=tta_request.site_id,
                )


class DraftIdle(Reminder):
    """A draft has not changed for five business days: whoever can submit it is reminded."""

    slug = "draft-idle"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for each idle draft; a change begins the days again."""
        steps = DRAFT_DAYS.days()
        for draft in requests.idle_drafts().for_page():
            touched = draft.touched_at  # type: ignore[attr-defined]  # -- annotated
            if not _over(calendar_for(draft.site.time_zone), touched, steps, now):
                continue
            is_sent = draft.sent_to_site_at is not None
            people = recipients.contacts(draft.site) if is_sent else {draft.requester_id}
            yield Due(
                key=f"{draft.pk}:{touched.isoformat()}",
                recipients=recipients.readers(draft, people),
                gate=gates.IDLE(f"{draft.pk}|{touched.isoformat()}"),
                number=draft.number,
                action="submit or withdraw the draft",
                url=draft.get_absolute_url(),
                why=f"You are a point of contact for {draft.site}."
                if is_sent
                else "You started this request.",
                site_id=draft.site_id,
            )


class ScopeUnsigned(Reminder):
    """A scope of work waits for a signature for three business days: that side is reminded."""

    slug = "scope-unsigned"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each side that has not signed the scope in force."""
        steps = SCOPE_DAYS.days()
        for scope in Scope.objects.in_force().for_notice():
            tta_request = scope.request
            site = tta_request.site
            over = _over(calendar_for(site.time_zone), scope.created_at, steps, now)
            if not over:
                continue
            waiting = {
                "site": (scope.site_signed_at, recipients.contacts(site)),
                "doj": (scope.doj_signed_at, recipients.coordinators(tta_request)),
            }
            for side, (signed_at, people) in waiting.items():
                if signed_at is None:
                    yield Due(
                        key=f"{scope.pk}:{side}",
                        step=over,
                        recipients=recipients.readers(tta_request, people - {scope.written_by_id}),
                        gate=gates.unsigned(tta_request, scope.number),
                        number=tta_request.number,
                        action="sign the scope of work",
                        url=reverse("tta_requests:scope", args=[tta_request.number]),
                        why=f"You sign for {site if side == 'site' else 'DOJ'}.",
                        site_id=tta_request.site_id,
                    )


class HoldReview(Reminder):
    """A hold's review date has come: the coordinator is reminded when that day begins at the site."""

    slug = "hold-review"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for each hold whose review date has come."""
        for tta_request in requests.on_hold_until(now.date() + A_DAY).for_page():
            zone, day = tta_request.site.time_zone, tta_request.hold_until
            if day is None or now.astimezone(ZoneInfo(zone)).date() < day:
                continue
            since = tta_request.status_since or now
            yield Due(
                key=f"{tta_request.pk}:{since.isoformat()}",
                recipients=recipients.readers(tta_request, recipients.coordinators(tta_request)),
                gate=gates.stands(tta_request, Status.ON_HOLD, tta_request.status_since),
                number=tta_request.number,
                action="review the request on hold",
                url=tta_request.get_absolute_url(),
                why=f"You take part in requests from {tta_request.site}.",
                site_id=tta_request.site_id,
            )


class CommitmentDue(Reminder):
    """A commitment or deliverable is due soon or today, or is late."""

    slug = "commitment"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each open commitment with an owner, for the latest reminder day reached."""
        promised = before_or_after(COMMITMENT_DAYS.days())
        delivered = before_or_after(DELIVERABLE_DAYS.days())
        ahead = timedelta(days=max(-day for _, day in (*promised, *delivered)))
        for owed in Commitment.objects.due_by(now.date() + ahead + A_DAY).for_notice():
            if owed.owner_id is None:
                continue
            item, site, owner = owed.request, owed.site, {owed.owner_id}
            today = calendar_for(site.time_zone).local(now).date()
            late = (today - owed.due_on).days
            is_deliverable = owed.kind == CommitmentKind.DELIVERABLE
            ladder = delivered if is_deliverable else promised
            step = next((name for name, days in ladder if late >= days), "")
            if step:
                yield Due(
                    # One with a new date is reminded of again before that.
                    key=f"{owed.pk}:{owed.due_on}" if owed.date_reason else str(owed.pk),
                    step=step,
                    # Without a request, the gate asks whether each of them enters the site.
                    recipients=recipients.readers(item, owner)
                    if item
                    else owner | Away.objects.stand_ins(owner, now),
                    gate=gates.OWED(owed.pk),
                    number=item.number if item else site.name,
                    action=f"complete the {owed.kind}"
                    if late < 0
                    else f"complete or reschedule the {owed.kind}",
                    url=f"{item.get_absolute_url()}#work"
                    if item
                    else reverse("engagements:commitment", args=[owed.pk]),
                    why="You're responsible for this commitment.",
                    site_id=None if item else site.pk,
                )


def _over(
    calendar: BusinessCalendar, since: datetime, steps: tuple[int, ...], now: datetime
) -> str:
    """Return the latest of the steps, in business days, that has passed; empty before the first."""
    over = [days for days in steps if calendar.add_days(since, days) <= now]
    return str(over[-1]) if over else ""
