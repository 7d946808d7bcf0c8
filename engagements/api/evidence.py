"""The API of what shows that a recommendation was carried out, and of sharing its result."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.utils.datastructures import MultiValueDict
from rest_framework.response import Response

from engagements import policies
from engagements.actions import evidence, shared_recommendations
from engagements.api.recommendations import RECOMMENDATION
from engagements.forms.recommendations import EvidenceForm, RemoveEvidenceForm
from engagements.forms.shared_recommendations import ShareForm
from engagements.models import EvidenceFile, Recommendation, SharedRecommendation
from engagements.serializers.files import FileRemovalBody
from engagements.serializers.recommendations import (
    EvidenceFileOut,
    NewEvidence,
    NewShare,
    RecommendationWhole,
    ShareOut,
)
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import FILE
from foundation.api.parsers import OneFile, PlainJSON
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.files import serve


def _may_answer(actor: Actor, found: Recommendation) -> bool:
    return policies.can_answer_recommendations(actor, found.site_id)


EVIDENCE_FILE = Record(
    seen=lambda actor: EvidenceFile.objects.visible_to(actor).standing().for_page(),
    output=EvidenceFileOut,
    address="api:evidence-file",
)


class RecommendationEvidence(Resource):
    """The evidence of a recommendation."""

    access = P.SITE_VIEW
    changes = P.SITE_VIEW  # its owner's, and the contacts'
    parser_classes = (PlainJSON, OneFile)
    inputs = {"POST": NewEvidence}
    outputs = {"POST": (200, RecommendationWhole)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Add a line of evidence, with a file that shows it if sent as multipart/form-data."""
        found, version = RECOMMENDATION.based(call, pk, policies.can_give_evidence)
        sent = read(call, NewEvidence)
        sent_file = sent.pop("file", None)
        files = MultiValueDict({"new_files": [sent_file] if sent_file else []})
        values = clean(EvidenceForm(as_typed(sent), files))
        evidence.add(
            found, text=values["text"], files=values["new_files"], version=version, by=call.actor
        )
        return RECOMMENDATION.shown(call, pk)


class OneEvidenceFile(Resource):
    """A file of evidence."""

    access = P.SITE_VIEW
    outputs = {"GET": (200, FILE)}

    def get(self, call: Call, pk: UUID) -> HttpResponseBase:
        """Download a file of evidence."""
        return serve.attachment(EVIDENCE_FILE.fetch(call, pk))


class EvidenceFileRemoval(Resource):
    """The removal of a file of evidence."""

    access = P.SITE_VIEW
    changes = (
        P.SITE_VIEW
    )  # who uploaded it, a contact, or a manager; the policy of the row says which
    inputs = {"POST": FileRemovalBody}
    outputs = {"POST": (200, EvidenceFileOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Remove a file of evidence from every page, with a reason that stays in the history."""
        found = EVIDENCE_FILE.allowed(call, pk, policies.can_remove_evidence)
        values = clean(RemoveEvidenceForm(as_typed(read(call, FileRemovalBody))))
        return Response(EvidenceFileOut(evidence.remove_file(found, **values, by=call.actor)).data)


class RecommendationShares(Resource):
    """What a site shares of a recommendation with all sites."""

    access = P.SITE_VIEW
    changes = P.RECOMMENDATION_ANSWER
    inputs = {"POST": NewShare}
    outputs = {"POST": (201, ShareOut), "DELETE": (200, ShareOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Share a headline and the result of a recommendation that was carried out."""
        found = RECOMMENDATION.allowed(call, pk, _may_answer)
        values = clean(ShareForm(as_typed(read(call, NewShare))))
        made = shared_recommendations.share(found, **values, by=call.actor)
        return Response(ShareOut(made).data, status=201)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Stop sharing; what was shared stays in the history."""
        found = RECOMMENDATION.allowed(call, pk, _may_answer)
        shares = SharedRecommendation.objects.visible_to(call.actor).of_recommendation(found.pk)
        shared = shares.in_force(clock.now()).first()
        if shared is None:
            raise Http404
        return Response(ShareOut(shared_recommendations.revoke(shared, by=call.actor)).data)
