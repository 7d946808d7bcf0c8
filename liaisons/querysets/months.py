"""The sites, dates, engagements and leave that a liaison's month plan shows, each in one query."""

from datetime import date

from django.db.models import Q, QuerySet

from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import LIAISON
from foundation.agenda.reading import Entry, entries_of
from foundation.agenda.registry import Span
from foundation.calendars import clock
from foundation.calendars.days import end_of, start_of
from liaisons.querysets.places import sites_where
from sites.models import Membership, Site

# Of what has a date at a site; the calendar has the rest.
SHOWN = {
    "contacts",
    "planned contacts",
    "commitments",
    "site-commitments",
    "milestones",
    "engagements",
}


def sites_of(actor: Actor, liaison: int) -> QuerySet[Site]:
    """Return the sites where a person works as liaison now, stand-ins too, as far as the actor sees them."""
    held = Membership.objects.live(clock.now()).of_user(liaison).with_role(LIAISON.slug)
    return sites_where(actor, P.CASELOAD_VIEW).filter(pk__in=held.values("site_id"))


def dates_in(actor: Actor, sites: list[Site], first: date, last: date) -> list[Entry]:
    """Return the contacts, commitments and milestones of the sites between two days, in order."""
    span = Span.of(first, last, actor.time_zone, [site.pk for site in sites])
    return entries_of(actor, span, actor.time_zone, only=SHOWN)


def engagements_of(actor: Actor, sites: list[Site]) -> dict[int, Engagement]:
    """Return the newest engagement of each site."""
    rows = Engagement.objects.visible_to(actor).filter(site__in=[site.pk for site in sites])
    return {row.site_id: row for row in rows.order_by("starts_on", "pk")}


def leave_in(actor: Actor, liaison: int, first: date, last: date, tz: str) -> list[Membership]:
    """Return a person's leave and what they cover between two days, as far as the actor sees it."""
    theirs = Q(covers__user=liaison) | Q(user=liaison)
    found = Membership.objects.standing_in().meeting(start_of(first, tz), end_of(last, tz))
    return list(found.filter(theirs))
