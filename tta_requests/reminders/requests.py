"""Reminders about requests: late ones, questions that wait, idle drafts, and holds to review."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.urls import reverse

from foundation.accounts.models import Away, User
from foundation.calendars.days import ZONE_SLACK
from foundation.calendars.holidays import calendar_for
from foundation.notifications.models import ReminderDays
from foundation.notifications.reminders import Due, Reminder
from foundation.notifications.schedules import Schedule, declare
from foundation.ui import wording
from tta_requests.actions import gates, recipients
from tta_requests.enums import Status
from tta_requests.models import Clock, TTARequest
from tta_requests.querysets import requests
from tta_requests.reminders.steps import latest_over

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


class InformationWaited(Reminder):
    """A question waits for the site's answer, after three, eight, and thirteen business days."""

    slug = "needs-information"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each request with an open question, for the latest reminder day reached."""
        steps = ReminderDays.objects.of(QUESTION_DAYS)
        for tta_request in TTARequest.objects.with_a_question().for_page():
            since = tta_request.status_since or now
            over = latest_over(calendar_for(tta_request.site.time_zone), since, steps, now)
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
        steps = ReminderDays.objects.of(DRAFT_DAYS)
        for draft in requests.idle_drafts().for_page():
            touched = draft.touched_at  # type: ignore[attr-defined]  # -- annotated
            if not latest_over(calendar_for(draft.site.time_zone), touched, steps, now):
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


class HoldReview(Reminder):
    """A hold's review date has come: the coordinator is reminded when that day begins at the site."""

    slug = "hold-review"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for each hold whose review date has come."""
        for tta_request in requests.on_hold_until(now.date() + ZONE_SLACK).for_page():
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
