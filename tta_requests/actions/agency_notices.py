"""Tell agencies, and those who wait for them, of referrals."""

from tta_requests.actions import gates
from tta_requests.actions.notifications import tell
from tta_requests.actions.recipients import contacts, coordinators, liaisons, of_referral
from tta_requests.enums import ReferralState
from tta_requests.models import Entry, FederalReferral, TTARequest


def ask(tta_request: TTARequest, *, agency: str, occasion: str) -> None:
    """Ask the holder of the agency's seat to answer; a field office is called by the coordinator."""
    referrals = FederalReferral.objects.of_request(tta_request.pk).to_agency(agency)
    asked = referrals.select_related("request__site").first()
    if asked is None or asked.state != ReferralState.ASKED:
        return
    key = f"referral:{asked.pk}:{occasion}"
    action = "answer the referral" if asked.membership_id else f"ask {agency} by phone"
    tell(tta_request, "referral", key, of_referral(asked), action, gates.ASKED(asked.pk))


def announce_answer(taken: Entry) -> None:
    """Notify the coordinators, the site's contacts, and its liaison of an agency's answer."""
    tta_request = taken.request
    told = coordinators(tta_request) | contacts(tta_request.site) | liaisons(tta_request.site)
    key = f"referral-answer:{taken.pk}"
    tell(tta_request, "referral-answer", key, told - {taken.author_id}, "read the agency's answer")


def ask_to_replace_contact(agreed: FederalReferral) -> None:
    """Ask the coordinators to replace an agency's contact, because no one holds its seat any more."""
    tta_request = agreed.request
    key = f"agency-left:{agreed.pk}:{agreed.membership_id}"
    gate = gates.WITHOUT_CONTACT(agreed.pk)
    told = coordinators(tta_request)
    tell(tta_request, "abandoned", key, told, f"find someone at {agreed.agency}", gate)
