"""What people propose for the library: read it, add it, or decline it."""

from uuid import UUID

from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, file_in, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.parsers import OneFile, PlainJSON
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from library import policies
from library.actions import proposals
from library.forms import DeclineForm, SharedResourceForm
from library.models import Proposal
from library.models.proposals import PROPOSALS
from library.querysets import areas_on
from library.serializers import (
    AcceptedProposal,
    DeclinedProposal,
    ProposalOut,
)

PROPOSAL = Record(
    seen=lambda actor: Proposal.objects.visible_to(actor).for_list(),
    output=ProposalOut,
    address="api:library-proposals",
)


class LibraryProposals(Resource):
    """What people proposed for the library."""

    access = SIGNED_IN
    paged = True
    outputs = {"GET": (200, page_of(ProposalOut))}

    def get(self, call: Call) -> Response:
        """List proposals, newest first: your own, and all of them for staff who decide."""
        found = Proposal.objects.visible_to(call.actor).for_list()
        return listed(call, found, PROPOSALS, ProposalOut)


class AcceptedLibraryProposal(Resource):
    """A proposal that becomes a resource."""

    access = P.RESOURCE_SHARE
    changes = P.RESOURCE_SHARE
    parser_classes = (PlainJSON, OneFile)
    inputs = {"POST": AcceptedProposal}
    outputs = {"POST": (200, ProposalOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Add what was proposed as a resource that you own; what you leave out is as it was proposed."""
        found, sent = _decided(call, pk), read(call, AcceptedProposal)
        known = {name: getattr(found, name) for name in ("title", "summary", "url")}
        file = file_in(sent)
        form = SharedResourceForm(
            as_typed(known | sent),
            file,
            areas=areas_on(clock.today(OFFICIAL_ZONE)),
            audiences=policies.audiences_beyond_sites(call.actor),
        )
        proposals.accept(found, **clean(form), by=call.actor)
        return Response(ProposalOut(PROPOSAL.fetch(call, pk)).data)


class DeclinedLibraryProposal(Resource):
    """A proposal that is declined."""

    access = P.RESOURCE_SHARE
    changes = P.RESOURCE_SHARE
    inputs = {"POST": DeclinedProposal}
    outputs = {"POST": (200, ProposalOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Decline what was proposed, with a reason."""
        found, form = _decided(call, pk), DeclineForm(as_typed(read(call, DeclinedProposal)))
        proposals.decline(found, **clean(form), by=call.actor)
        return Response(ProposalOut(PROPOSAL.fetch(call, pk)).data)


def _decided(call: Call, pk: UUID) -> Proposal:
    """Return a proposal on which the caller decides."""
    return PROPOSAL.allowed(call, pk, lambda actor, _found: policies.can_decide(actor))
