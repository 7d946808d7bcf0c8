"""Refer requests to federal agencies: which agencies, through whom, and what they answer.

The site's seated contact comes first, then the agency's field office (PRODUCT section 6.4).
"""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.roles import FEDERAL_PARTNER, POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import InvalidInput, Refused
from sites.enums import FederalAgency
from sites.models import FieldOffice, Membership
from tta_requests.actions.transitions import entry, locked, move, person
from tta_requests.enums import BranchAgency, ReferralState, Status
from tta_requests.errors import NotYours
from tta_requests.models import FederalReferral, RoutingException, TTARequest
from tta_requests.policies import can_be_asked, can_lead_alone, can_refer, can_speak_for

PORTAL = Actor.system("offers")
MAX_WHY = 240
Seats = Mapping[tuple[str, str], Membership]
# The seat an agency has at a site: the U.S. Attorney's Office is a point of contact.
SEATS = {
    **{str(agency): (FEDERAL_PARTNER.slug, str(agency)) for agency in FederalAgency},
    str(BranchAgency.USAO): (POINT_OF_CONTACT.slug, "usao"),
}


def refer(tta_request: TTARequest, *, by: Actor) -> list[dict[str, Any]]:
    """Refer a locked request to the agencies of its core area; return the referrals as the run stores them.

    For a federal item, only agencies that may read it are asked.
    """
    agencies = tta_request.core_area.federal_branch if tta_request.core_area else []
    seats = _seats(tta_request)
    referrals = [
        _referral(tta_request, agency, f"{tta_request.core_area} requests go to {agency}", seats)
        for agency in agencies
        if can_be_asked(tta_request, agency)
    ]
    FederalReferral.objects.bulk_create(referrals, ignore_conflicts=True)
    for referral in referrals:
        _announce(tta_request, referral.agency, "0")
    return [_as_json(referral) for referral in referrals]


@atomic_savepoint
def ask(
    tta_request: TTARequest, *, agency: BranchAgency, to_lead: bool, note: str, by: Actor
) -> FederalReferral:
    """Ask an agency to help, or to lead with the provider or alone; also again after an earlier referral.

    Arguments:
        tta_request: visible to the actor, and open.
        agency: the agency to ask.
        to_lead: whether it is asked to lead.
        note: what it is asked for; the site and the agency read it.
        by: DOJ staff.

    Raises:
        NotYours: when the actor may not refer requests.
        Refused: when the request has ended, or the agency already agreed to the same or was asked the same.
        InvalidInput: when the agency may not read this federal item.
    """
    kept = locked(tta_request.pk)
    if not can_refer(by, kept):
        raise NotYours
    if not kept.is_open:
        raise Refused("This request has ended, so you can't refer it to an agency.")
    if not can_be_asked(kept, agency):
        raise InvalidInput(
            f"{agency} can't read this federal item. Add {agency} under “Who can read this” first.",
            field="agency",
        )
    before = FederalReferral.objects.of_request(kept.pk).to_agency(agency).first()
    helps = before if before and before.state == ReferralState.HELPS else None
    if helps and (agency in kept.co_leads) == to_lead and not _is_left(helps):
        raise Refused(f"{agency} already agreed to help. Its answer is on the request's page.")
    if before and (before.state, before.to_lead, before.note) == (
        ReferralState.ASKED,
        to_lead,
        note,
    ):
        raise Refused(f"{agency} was already asked this, and hasn't answered yet.")
    asked = _referral(kept, agency, f"{by.label} asked {agency}", _seats(kept))
    asked.pk = before.pk if before else asked.pk
    asked.to_lead, asked.note = to_lead, note
    asked.save(force_update=before is not None, force_insert=before is None)
    _set_lead(kept, agency, leads=False)
    said = f"Asked {agency} to {'lead' if to_lead else 'help'}"
    made = entry(kept, "refer", said, by=by, reason=note)
    _announce(kept, agency, str(made.pk))
    return asked


@atomic_savepoint
def answer(
    tta_request: TTARequest, *, agency: BranchAgency, helps: bool, text: str, by: Actor
) -> FederalReferral:
    """Record an agency's answer, that it will help or can't; an agency that wasn't asked can offer its help.

    Arguments:
        tta_request: visible to the actor, and open.
        agency: the agency that answers.
        helps: yes or no; a no after a yes ends its help.
        text: what it will do, or why it can't; the site reads it.
        by: the holder of its seat at the site, or DOJ staff for a field office, whose people have no account.

    Raises:
        NotYours: when the actor does not speak for the agency.
        Refused: when the request has ended, the agency already gave this answer, or it declines without having
            been asked.
    """
    kept = locked(tta_request.pk)
    rows = FederalReferral.objects.of_request(kept.pk).to_agency(agency)
    referral = next(iter(locks.hold_all(rows)), None)
    if not can_speak_for(by, kept, agency, referral):
        raise NotYours
    if not kept.is_open:
        raise Refused("This request has ended. Contact the coordinator if you can still help.")
    if referral is None:
        if not helps:
            raise Refused("Your agency hasn't been asked yet, so there's nothing to decline.")
        referral = _referral(kept, agency, f"{agency} offered its help", _seats(kept))
    state = ReferralState.HELPS if helps else ReferralState.DECLINED
    if (referral.state, referral.answer) == (state, text):
        raise Refused(f"{agency} already gave this answer. It's on the request's page.")
    referral.state = state
    referral.answer, referral.answered_at, referral.answered_by_id = text, clock.now(), person(by)
    referral.save()
    _set_lead(kept, agency, leads=helps and referral.to_lead)
    said = f"{agency} {_said(helps=helps, leads=referral.to_lead)}"
    leads_alone = helps and referral.to_lead and can_lead_alone(by, kept, agency)
    made = entry(kept, "referral", said, by=by, reason=text)
    payload = {"request": str(kept.pk), "entry": str(made.pk)}
    emit("tta_requests.announce_referral_answer", key=f"answered:{made.pk}", payload=payload)
    if leads_alone:
        _lead_alone(kept, agency, by=by)
    return referral


def holders(referral: FederalReferral) -> QuerySet[Membership]:
    """Find who holds the agency's seat at the site now, with an open account."""
    live = Membership.objects.filter(site_id=referral.site_id).live(clock.now())
    live = live.in_seat(*SEATS[referral.agency]).filter(user__is_active=True)
    return live.select_related("user").order_by("starts_at", "pk")


def pass_on(
    tta_request: TTARequest, referral: FederalReferral, *, to: int | None, left: str, by: Actor
) -> None:
    """Pass a referral that waits for an answer to another holder of the seat, or to the field office.

    Arguments:
        tta_request: its request, locked.
        referral: asked of somebody who has left.
        to: the id of another holder of the seat; None for the agency's office, whom a coordinator calls.
        left: the name of who has left.
        by: who ended the membership, or the outbox.
    """
    kept = next(iter(locks.hold_all(FederalReferral.objects.filter(pk=referral.pk))), None)
    if kept is None or kept.state != ReferralState.ASKED:
        return
    seat = holders(kept).filter(user_id=to).first() if to else None
    kept.membership = seat
    kept.field_office = None if seat else _office(tta_request, kept.agency)
    name = seat.user if seat else kept.field_office or f"{kept.agency}, by phone,"
    kept.why = f"{left}, who was asked first, has left; {name} is asked now."[:MAX_WHY]
    kept.save(update_fields=["membership", "field_office", "why"])
    made = entry(
        tta_request, "refer", f"Referral to {kept.agency} passed on, because {left} has left", by=by
    )
    _announce(tta_request, kept.agency, str(made.pk))


def _is_left(referral: FederalReferral) -> bool:
    """Return whether nobody holds the seat any more that agreed to it."""
    return referral.membership_id is not None and not holders(referral).exists()


def _said(*, helps: bool, leads: bool) -> str:
    if not helps:
        return "can't help"
    return "agrees to lead" if leads else "helps"


def _lead_alone(tta_request: TTARequest, agency: str, *, by: Actor) -> None:
    """Accept for an agency that leads without a provider; a coordinator still confirms it."""
    if tta_request.status == Status.TRIAGE:
        move(tta_request, "route", "Moved to matching: an agency leads", by=PORTAL)
    move(tta_request, "offer", f"Referred to {agency}, which was asked to lead", by=PORTAL)
    move(tta_request, "accept", f"{agency} accepted", by=by)
    open_ones = RoutingException.objects.open().filter(request_id=tta_request.pk)
    open_ones.update(closed_at=clock.now())


def _set_lead(tta_request: TTARequest, agency: str, *, leads: bool) -> None:
    if (agency in tta_request.co_leads) == leads:
        return
    others = [each for each in tta_request.co_leads if each != agency]
    tta_request.co_leads = [*others, agency] if leads else others
    tta_request.version += 1
    tta_request.save(update_fields=["co_leads", "version"])


def _announce(tta_request: TTARequest, agency: str, occasion: str) -> None:
    emit(
        "tta_requests.announce_referral",
        key=f"referral:{tta_request.pk}:{agency}:{occasion}",
        payload={"request": str(tta_request.pk), "agency": agency, "occasion": occasion},
    )


def _referral(tta_request: TTARequest, agency: str, cause: str, seats: Seats) -> FederalReferral:
    seat = seats.get(SEATS[agency])
    office = None if seat else _office(tta_request, agency)
    if seat:
        why = f"{cause}; {seat.user} holds its seat at this site."
    elif office:
        why = f"{cause}; its seat here is vacant, so {office} is asked."
    else:
        why = f"{cause}; its seat here is vacant and no field office is on file."
    return FederalReferral(
        site_id=tta_request.site_id,
        request=tta_request,
        agency=agency,
        membership=seat,
        field_office=office,
        why=why,
        created_at=clock.now(),
    )


def _seats(tta_request: TTARequest) -> Seats:
    """Find the people with a seat at the site now, by role and agency seat."""
    live = Membership.objects.at(tta_request.site).live(clock.now()).select_related("user")
    return {(seat.role, seat.seat): seat for seat in live}


def _office(tta_request: TTARequest, agency: str) -> FieldOffice | None:
    offices = FieldOffice.objects.of_agency(agency).open_on(clock.today(tta_request.site.time_zone))
    state = tta_request.site.state_id
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
