"""Reminders about requests: the list of what is late, and an offer about to lapse; clocks have their ladder."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from foundation.notifications.reminders import Due, Reminder
from tta_requests.actions import announce, escalate
from tta_requests.models import Clock, Offer

# Half a business day's warning before an offer lapses, in time of the wall.
OFFER_WARNING = timedelta(hours=4)
# When managers read the list of what is three days late, in their own working morning.
DIGEST_ZONE, DIGEST_HOUR = "America/New_York", 8


class LateList(Reminder):
    """What is three business days past due, once a day to every program manager while it changes."""

    slug = "late-list"

    def due(self, now: datetime) -> Iterator[Due]:
        """One notice a manager in the morning; the same list is not told twice."""
        if now.astimezone(ZoneInfo(DIGEST_ZONE)).hour != DIGEST_HOUR:
            return
        late = Clock.objects.late_by_three_days(now).for_notice()
        numbers = list(dict.fromkeys(clock.request.number for clock in late))
        if not numbers:
            return
        many = f"{len(numbers)} request{'' if len(numbers) == 1 else 's'}"
        yield Due(
            key=sha256(" ".join(numbers).encode()).hexdigest(),
            recipients=escalate.managers(),
            number=many,
            action="see what is late",
            url="/triage/",
            why="You run the program.",
            private=False,
            subject_line="three business days past due",
            body=", ".join(numbers),
        )


class OfferAboutToLapse(Reminder):
    """An offer lapses soon: the provider's people are told once more."""

    slug = "offer-about-to-lapse"

    def due(self, now: datetime) -> Iterator[Due]:
        """Open offers that lapse within four hours."""
        for offer in Offer.objects.about_to_lapse(now, now + OFFER_WARNING).for_answer():
            yield Due(
                key=str(offer.pk),
                recipients=announce.people_of(offer.provider_id),
                number=offer.request.number,
                action="answer the offer before it lapses",
                url=offer.get_absolute_url(),
                why=f"You work for {offer.provider}, which was asked.",
                due_at=offer.due_at,
                tz=offer.request.site.time_zone,
            )
