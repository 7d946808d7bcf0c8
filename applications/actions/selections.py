"""Select an application: its site, engagement, lead agency, and first invitation, all or nothing."""

from datetime import date

from applications import querysets
from applications.actions import reviews
from applications.errors import StateUnknown
from applications.models import Application
from engagements.actions import commitment_templates, engagements
from engagements.enums import Track
from engagements.models import CommitmentTemplate
from engagements.querysets.commitment_templates import planned, seated_at
from foundation.accounts.actors import Actor
from foundation.accounts.roles import POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from sites.actions import agencies, invitations, places
from sites.enums import AgencyKind, SiteKind
from sites.models import Membership, Site, SiteAgency, State

SEAT = "law-enforcement"
# The template of commitments for a new site.
FIRST_DAYS = "new-site"


@atomic_savepoint
def select(
    application: Application,
    *,
    name: str = "",
    kind: SiteKind = SiteKind.CITY,
    agency_kind: AgencyKind = AgencyKind.POLICE,
    time_zone: str = "",
    reason: str,
    version: int | str | None,
    by: Actor,
) -> Site:
    """Select an application, and make it a site of the round's cohort.

    An agency that has a site, by its ORI, returns to it for its next engagement; the site keeps its team, and a lead
    agency and an invitation are added only where there are none. At a new site, the agency leads the site's coalition, and its
    contact is invited as the point of contact for law enforcement. The other seats are vacant, and the commitments of
    the first 90 days are planned from the engagement's first day. The decision is mailed.

    Arguments:
        name: the site's name with its state, such as "Example Harbor, EX"; not needed where the agency has a site.
        kind, agency_kind: of a new site.
        time_zone: the IANA name of a new site's zone.
        reason: why; it isn't sent to the agency.

    Raises:
        StateUnknown: when the application names no state.
        NameTaken: when another site has this name.
        AlreadyEngaged: when the agency's site has an engagement in that period.
        DomainError: as ``reviews.take``.
    """
    # Two applications of one agency, selected at once, make one site.
    same = Application.objects.visible_to(by).of_agency(application.ori).order_by("pk")
    locks.hold_all(same)
    held = reviews.take(application, "select", reason=reason, version=version, by=by)
    site = querysets.site_of(held)
    is_new = site is None
    if site is None:
        site = _added(held, name=name, kind=kind, time_zone=time_zone, by=by)
    opened = engagements.open_new(site=site, year=held.round.cohort_year, track=Track.PSP, by=by)
    if is_new:
        _promise(site, opened.starts_on, by=by)
    if not SiteAgency.objects.at(site).current().exists():
        values = {"kind": agency_kind, "name": held.agency_name}
        agencies.add(site, values=values, is_lead=True, by=by)
    if not _is_filled(site):
        invitations.to_seat(
            site,
            email=held.contact_email,
            name=held.contact_name,
            role=POINT_OF_CONTACT.slug,
            seat=SEAT,
            by=by,
        )
    return site


def _added(held: Application, *, name: str, kind: SiteKind, time_zone: str, by: Actor) -> Site:
    state = State.objects.filter(usps=held.state).first()
    if state is None:
        raise StateUnknown
    return places.add(
        name=name,
        kind=kind,
        state=state,
        time_zone=time_zone,
        lead_agency=held.agency_name,
        ori=held.ori,
        source=f"application for the {held.round}",
        is_demo=held.round.is_demo,
        by=by,
    )


def _promise(site: Site, start: date, *, by: Actor) -> None:
    """Add the commitments of a new site's first 90 days, if an administrator hasn't removed their template."""
    template = CommitmentTemplate.objects.offered().filter(slug=FIRST_DAYS).first()
    if template is not None:
        steps = planned(template, site, start, seated_at(site))
        commitment_templates.use(site, template, steps=steps, by=by)


def _is_filled(site: Site) -> bool:
    seats = Membership.objects.at(site).in_seat(POINT_OF_CONTACT.slug, SEAT)
    return seats.meeting(clock.now(), None).exists()
