"""Select an application: its site, engagement, lead agency, and first invitation, all or nothing."""

from applications.actions import reviews
from applications.errors import StateUnknown
from applications.models import Application
from engagements.actions import begin
from engagements.enums import Track
from foundation.accounts.actors import Actor
from foundation.accounts.roles import POINT_OF_CONTACT
from foundation.tenancy.context import atomic_savepoint
from sites.actions import agencies, invite, places
from sites.enums import AgencyKind, SiteKind
from sites.models import Site, State


@atomic_savepoint
def select(
    application: Application,
    *,
    name: str,
    kind: SiteKind,
    agency_kind: AgencyKind,
    time_zone: str,
    reason: str,
    version: int | str | None,
    by: Actor,
) -> Site:
    """Select an application, and make it a site of the round's cohort.

    The agency leads the site's coalition, and its contact is invited as the point of contact for law enforcement. The
    other seats are vacant. The decision is mailed.

    Arguments:
        name: the site's name with its state, such as "Example Harbor, EX".
        time_zone: the IANA name of the site's zone.
        reason: why; it isn't sent to the agency.

    Raises:
        StateUnknown: when the application names no state.
        NameTaken: when another site has this name.
        DomainError: as ``reviews.take``.
    """
    held = reviews.take(application, "select", reason=reason, version=version, by=by)
    state = State.objects.filter(usps=held.state).first()
    if state is None:
        raise StateUnknown
    site = places.add(
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
    begin.engagement(site=site, year=held.round.cohort_year, track=Track.PSP, by=by)
    agencies.add(site, values={"kind": agency_kind, "name": held.agency_name}, is_lead=True, by=by)
    invite.to_seat(
        site,
        email=held.contact_email,
        name=held.contact_name,
        role=POINT_OF_CONTACT.slug,
        seat="law-enforcement",
        by=by,
    )
    return site
