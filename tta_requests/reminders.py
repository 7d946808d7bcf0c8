"""Reminders about requests: clocks at 80 and 100 percent, and an offer about to lapse."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from foundation.calendars.holidays import calendar_for
from foundation.notifications.reminders import Due, Reminder
from tta_requests.actions import announce
from tta_requests.enums import ClockKind
from tta_requests.models import Clock, Offer

# Half a business day's warning before an offer lapses, in time of the wall.
OFFER_WARNING = timedelta(hours=4)
ACTIONS = {
    ClockKind.ACKNOWLEDGE: "acknowledge",
    ClockKind.TRIAGE: "decide",
    ClockKind.ACCEPT: "find a provider",
    ClockKind.SCOPE: "have the scope signed",
    ClockKind.CONTACT: "see that the provider meets the site",
}


class ClockAtRisk(Reminder):
    """80 percent of a clock's business time is used: its owner and the liaison are told."""

    slug = "clock-80"

    def due(self, now: datetime) -> Iterable[Due]:
        """Every clock between its warning and its due time."""
        return _notices(Clock.objects.at_risk(now).for_notice(), step="80")


class ClockPastDue(Reminder):
    """A clock has run out: the liaison and the coordinators are told."""

    slug = "clock-100"

    def due(self, now: datetime) -> Iterable[Due]:
        """Every running clock past its due time."""
        return _notices(Clock.objects.past_due(now).for_notice(), step="100")


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


def _notices(clocks: Iterable[Clock], *, step: str) -> Iterator[Due]:
    for clock in clocks:
        request = clock.request
        site = request.site
        skipped = calendar_for(site.time_zone).skipped(clock.starts_at, clock.due_at)
        yield Due(
            key=str(clock.pk),
            step=step,
            recipients=announce.coordinators(request) | announce.liaisons(site),
            number=request.number,
            action=ACTIONS[ClockKind(clock.kind)],
            url=request.get_absolute_url(),
            why=f"You are responsible for requests of {site}.",
            due_at=clock.due_at,
            tz=site.time_zone,
            late=step == "100",
            skipped=", ".join(f"{name} skipped" for _, name in skipped),
            site_id=site.pk,
        )
