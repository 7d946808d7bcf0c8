"""The federal branch: which agencies are asked beside the provider, and through whom.

The site's seated contact comes first, then the agency's field office (PRODUCT section 6.4).
"""

from typing import Any

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from sites.enums import FederalAgency
from sites.models import FieldOffice, Membership
from tta_requests.enums import BranchAgency
from tta_requests.models import FederalReferral, TTARequest

# Where an agency sits at a site: the U.S. Attorney's Office is a point of contact.
SEATS = {
    **{("federal-law-enforcement", agency): agency for agency in FederalAgency.values},
    ("point-of-contact", "usao"): BranchAgency.USAO,
}


def refer(request: TTARequest, *, by: Actor) -> list[dict[str, Any]]:
    """Refer a locked request to the agencies of its core area; returns them as the run stores them."""
    agencies = request.core_area.federal_branch if request.core_area else []
    if not agencies:
        return []
    now = clock.now()
    live = Membership.objects.at(request.site).live(now).select_related("user")
    seats = {SEATS[seat.role, seat.seat]: seat for seat in live if (seat.role, seat.seat) in SEATS}
    referrals = [_referral(request, agency, seats.get(agency)) for agency in agencies]
    FederalReferral.objects.bulk_create(referrals, ignore_conflicts=True)
    return [_as_json(referral) for referral in referrals]


def _referral(request: TTARequest, agency: str, seat: Membership | None) -> FederalReferral:
    office = None if seat else _office(request, agency)
    area = request.core_area
    if seat:
        why = f"{area} requests go to {agency}; {seat.user} holds its seat at this site."
    elif office:
        why = f"{area} requests go to {agency}; its seat here is empty, so {office} is asked."
    else:
        why = (
            f"{area} requests go to {agency}; its seat here is empty and no field office is known."
        )
    return FederalReferral(
        site_id=request.site_id,
        request=request,
        agency=agency,
        membership=seat,
        field_office=office,
        why=why,
        created_at=clock.now(),
    )


def _office(request: TTARequest, agency: str) -> FieldOffice | None:
    offices = FieldOffice.objects.of_agency(agency).open_on(clock.today(request.site.time_zone))
    state = request.site.state_id
    at_home = offices.filter(state_id=state).order_by("name").first()
    return at_home or offices.filter(states_covered__contains=[state]).order_by("name").first()


def _as_json(referral: FederalReferral) -> dict[str, Any]:
    seat, office = referral.membership, referral.field_office
    return {
        "agency": referral.agency,
        "agency_name": BranchAgency(referral.agency).label,
        "kind": "seat" if seat else "field-office" if office else "none",
        "name": str(seat.user) if seat else str(office or ""),
        "why": referral.why,
    }
