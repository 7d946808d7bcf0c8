"""Reminders of the sites app."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.urls import reverse

from foundation.accounts.models import User
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP, POINT_OF_CONTACT, PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.calendars.business_time import closing
from foundation.calendars.days import ZONE_SLACK, first_day, last_day
from foundation.calendars.holidays import calendar_for
from foundation.notifications.models import ReminderDays
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder, turn_at
from foundation.notifications.schedules import Schedule, declare
from foundation.ui import dates, wording
from sites import policies
from sites.actions import departure_notices, gates
from sites.models import Contact, Invitation, Membership, Site, SiteAgency
from sites.querysets import UNVERIFIED, last_holders

SEAT_SOON = declare(
    Schedule(
        slug="seat-ends", default=(30,), meaning="Days before a seat's last day.", most=180, steps=1
    )
)
UNACCEPTED = declare(
    Schedule(
        slug="invitation-open",
        default=(7,),
        meaning="Days after an invitation was sent; it expires after some more (a setting).",
        most=60,
        steps=1,
    )
)
# Seats that the site's own people fill.
LOCAL = frozenset({EXECUTIVE_LEADERSHIP.slug, POINT_OF_CONTACT.slug})


MANAGES = "You manage the program."


class Keepers:
    """Who keeps each site's team: its points of contact, or Program Managers where a site has none.

    Attributes:
        seated: the ids of each site's points of contact, by the site's id.
        managers: Program Managers.
    """

    def __init__(self, now: datetime) -> None:
        """Read them all as of ``now``, in two queries."""
        self.seated: dict[int, set[int]] = {}
        for seat in Membership.objects.with_role(POINT_OF_CONTACT.slug).live(now):
            self.seated.setdefault(seat.site_id, set()).add(seat.user_id)
        self.managers = set(User.objects.open_with_role(PROGRAM_MANAGER.slug))

    def of(self, site: Site) -> set[int]:
        """Return the ids of those who keep a site's team."""
        return self.seated.get(site.pk, self.managers)

    def why(self, site: Site) -> str:
        """Return why they get a notice."""
        return f"You are a point of contact for {site.name}." if site.pk in self.seated else MANAGES


class ContactUnverified(Reminder):
    """Contacts not verified for 180 days: those who keep the site's team are notified monthly."""

    slug = "contact-unverified"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for each site with such contacts."""
        stale = Contact.objects.unverified_since((now - UNVERIFIED).date())
        keepers = Keepers(now)
        for site, contacts in groupby(stale, key=lambda contact: contact.site):
            count = len(list(contacts))
            yield Due(
                key=f"site:{site.pk}:{now:%Y-%m}",
                recipients=keepers.of(site),
                gate=gates.UNVERIFIED_CONTACTS(site.pk),
                number=site.name,
                action=f"verify {wording.agree(count, 'one contact', f'{count} contacts')}",
                url=reverse("sites:team", args=[site.slug], fragment="contacts"),
                why=keepers.why(site),
                site_id=site.pk,
            )


class SeatEmpty(Reminder):
    """A required seat has been vacant for ten business days: those who can fill it are notified."""

    slug = "seat-empty"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for each such seat: to those who keep the team for local seats, else to managers."""
        keepers = Keepers(now)
        for last in last_holders(now).select_related("site"):
            site = last.site
            since = first_day(last.ends_at or now, site.time_zone)
            limit = policies.limit_of(since, calendar_for(site.time_zone))
            if limit is None or now < limit:
                continue
            is_local = last.role in LOCAL
            yield Due(
                key=f"{last.pk}:{last.ends_at}",
                recipients=keepers.of(site) if is_local else keepers.managers,
                gate=gates.VACANT(last.pk),
                number=site.name,
                action=f"fill the vacant seat ({last.seat_title})",
                url=reverse("sites:invite", args=[site.slug]),
                why=keepers.why(site) if is_local else MANAGES,
                site_id=site.pk,
            )


class AgencyUncovered(Reminder):
    """A prosecutor in a coalition has had no contact for ten business days: those who keep the team are notified."""

    slug = "agency-without-contact"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for each such agency; the next time it has none is another notice."""
        keepers = Keepers(now)
        for agency in SiteAgency.objects.need_contact().select_related("site").order_by("pk"):
            site = agency.site
            limit = policies.limit_of(agency.uncovered_since, calendar_for(site.time_zone))
            if limit is None or now < limit:
                continue
            yield Due(
                key=f"{agency.pk}:{agency.uncovered_since}",
                recipients=keepers.of(site),
                gate=gates.UNCOVERED(agency.pk),
                number=site.name,
                action="name a contact at the prosecutor's office",
                url=reverse("sites:agency", args=[site.slug, agency.pk]),
                why=keepers.why(site),
                site_id=site.pk,
            )


class SeatEnds(Reminder):
    """A seat ends within 30 days: its holder and the site's points of contact are notified."""

    slug = "seat-ends"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for each planned end; another day is another notice."""
        seated = Keepers(now).seated
        soon = timedelta(days=max(ReminderDays.objects.of(SEAT_SOON)))
        for seat in Membership.objects.of_seat_holders().ending_by(now, now + soon + ZONE_SLACK):
            site = seat.site
            last = last_day(seat.ends_at or now, site.time_zone)
            if last > clock.today(site.time_zone) + soon:
                continue
            yield Due(
                key=f"{seat.pk}:{last}",
                recipients={seat.user_id} | seated.get(site.pk, set()),
                gate=gates.SEAT_ENDS(f"{seat.pk}|{seat.ends_at}"),
                number=site.name,
                action=f"plan who takes the seat ({seat.seat_title})",
                url=reverse("sites:team", args=[site.slug]),
                why=f"The seat ends {dates.day(last)}.",
                due_at=closing(last, ZoneInfo(site.time_zone)),
                tz=site.time_zone,
                site_id=site.pk,
            )


class InvitationOpen(Reminder):
    """An invitation is not accepted after seven days, or has expired: its sender is notified."""

    slug = "invitation-open"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each open invitation, for the latest step reached."""
        (days,) = ReminderDays.objects.of(UNACCEPTED)
        for invitation in Invitation.objects.open().for_notice():
            site = invitation.site
            sent = first_day(invitation.created_at, site.time_zone)
            is_over = invitation.expires_at <= now
            if invitation.invited_by_id is None or not (
                is_over or clock.today(site.time_zone) >= sent + timedelta(days=days)
            ):
                continue
            yield Due(
                key=str(invitation.pk),
                # One step, whatever its days are now: a change of them repeats nothing.
                step="expired" if is_over else str(UNACCEPTED.default[0]),
                recipients=[invitation.invited_by_id],
                gate=gates.UNACCEPTED(invitation.pk),
                number=site.name,
                action="send a new invitation; one expired"
                if is_over
                else "follow up on an invitation",
                url=reverse("sites:team", args=[site.slug]),
                why="You sent this invitation.",
                site_id=site.pk,
            )


class MembershipEnd(Reminder):
    """Ends of memberships that have no message of their own: their work is handed over as well."""

    slug = "membership-end"

    def due(self, now: datetime) -> Iterator[Due]:
        """Queue what comes with each of these ends; the notices are sent from there."""
        departure_notices.note_ends(now, turn=turn_at(now))
        return iter(())
