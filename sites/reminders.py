"""Reminders of the sites app."""

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from django.urls import reverse

from foundation.accounts.roles import POINT_OF_CONTACT
from foundation.notifications.notices import Due
from foundation.notifications.reminders import Reminder, turn_at
from foundation.ui import wording
from sites.actions import departure_notices, gates
from sites.models import Contact, Membership
from sites.querysets import UNVERIFIED


class ContactUnverified(Reminder):
    """Contacts not verified for 180 days: the site's points of contact are notified monthly."""

    slug = "contact-unverified"

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield one notice for each site with such contacts."""
        stale = Contact.objects.unverified_since((now - UNVERIFIED).date())
        seated: dict[int, set[int]] = {}
        for seat in Membership.objects.with_role(POINT_OF_CONTACT.slug).live(now):
            seated.setdefault(seat.site_id, set()).add(seat.user_id)
        for site, contacts in groupby(stale, key=lambda contact: contact.site):
            count = len(list(contacts))
            if site.pk in seated:
                yield Due(
                    key=f"site:{site.pk}:{now:%Y-%m}",
                    recipients=seated[site.pk],
                    gate=gates.UNVERIFIED_CONTACTS(site.pk),
                    number=site.name,
                    action=f"verify {wording.agree(count, 'one contact', f'{count} contacts')}",
                    url=reverse("sites:team", args=[site.slug], fragment="contacts"),
                    why=f"You are a point of contact for {site.name}.",
                    site_id=site.pk,
                )


class MembershipEnd(Reminder):
    """Ends of memberships that have no message of their own: their work is handed over as well."""

    slug = "membership-end"

    def due(self, now: datetime) -> Iterator[Due]:
        """Queue what comes with each of these ends; the notices are sent from there."""
        departure_notices.note_ends(now, turn=turn_at(now))
        return iter(())
