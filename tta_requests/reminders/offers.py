"""The reminder of an offer that is about to expire."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from foundation.notifications.models import ReminderDays
from foundation.notifications.reminders import Due, Reminder
from foundation.notifications.schedules import Schedule, declare
from tta_requests.actions import gates, recipients
from tta_requests.models import Offer

OFFER_WARNING = declare(
    Schedule(
        slug="offer-about-to-lapse",
        default=(4,),
        meaning="Hours before an offer expires, in clock hours.",
        most=72,
        steps=1,
    )
)


class OfferAboutToLapse(Reminder):
    """An offer expires soon, and half of the time to answer has passed: the provider's people are reminded."""

    slug = "offer-about-to-lapse"
    by_day = False

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each open offer that expires within some hours (a setting), from half of its time on."""
        warning = timedelta(hours=max(ReminderDays.objects.of(OFFER_WARNING)))
        for offer in Offer.objects.about_to_lapse(now, now + warning).for_answer():
            # A critical request leaves two hours: who got the offer a moment ago needs no reminder yet.
            if now - offer.offered_at < offer.due_at - now:
                continue
            yield Due(
                key=str(offer.pk),
                recipients=recipients.people_of(offer.provider_id),
                gate=gates.OFFERED(offer.pk),
                number=offer.request.number,
                action="answer the expiring offer",
                url=offer.get_absolute_url(),
                why=f"You work for {offer.provider}, which got the offer.",
                due_at=offer.due_at,
                tz=offer.request.site.time_zone,
            )
