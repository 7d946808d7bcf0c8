"""API resources of the federal branch: agencies that were asked, their answers, program offices' resources."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.resources import Resource
from tta_requests import policies
from tta_requests.actions import referrals
from tta_requests.api.fetching import fetch_whole
from tta_requests.enums import BranchAgency
from tta_requests.forms import ReferralAnswerForm
from tta_requests.forms.referrals import NO, YES
from tta_requests.models import FederalReferral, ProgramResource
from tta_requests.serializers.input import ReferralAnswer
from tta_requests.serializers.output import ReferralOut, ResourceOut


class Referrals(Resource):
    """The agencies that were asked."""

    access = P.REQUEST_VIEW
    outputs = {"GET": (200, page_of(ReferralOut))}

    def get(self, call: Call, number: str) -> Response:
        """List the agencies asked to help, and their answers; the provider does not see them."""
        tta_request = fetch_whole(call.actor, number)
        found = FederalReferral.objects.of_request(tta_request.pk).for_page()
        shown = [] if policies.works_on(call.actor, tta_request) else list(found)
        return unpaged(shown, ReferralOut)


class ReferralAnswers(Resource):
    """What an agency answers."""

    changes = P.REFERRAL_ANSWER
    inputs = {"POST": ReferralAnswer}
    outputs = {"POST": (200, ReferralOut)}

    @idempotent
    def post(self, call: Call, number: str, agency: str) -> Response:
        """Answer for your agency, or offer its help without being asked."""
        tta_request = fetch_whole(call.actor, number)
        if agency not in BranchAgency.values:
            raise Http404
        referral = FederalReferral.objects.of_request(tta_request.pk).to_agency(agency).first()
        if not policies.can_speak_for(call.actor, tta_request, agency, referral):
            raise PermissionDenied
        said = read(call, ReferralAnswer)
        form = ReferralAnswerForm(as_typed(said | {"helps": YES if said["helps"] else NO}))
        made = referrals.answer(
            tta_request, agency=BranchAgency(agency), **clean(form), by=call.actor
        )
        return Response(ReferralOut(made).data)


class Resources(Resource):
    """The shared resources."""

    access = P.REQUEST_VIEW
    outputs = {"GET": (200, page_of(ResourceOut))}

    def get(self, call: Call, number: str) -> Response:
        """List the resources DOJ's program offices shared for a request."""
        tta_request = fetch_whole(call.actor, number)
        found = ProgramResource.objects.of_request(tta_request.pk)
        return unpaged(found, ResourceOut)
