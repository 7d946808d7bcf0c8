"""The API of the files of assessments and plans."""

from uuid import UUID

from rest_framework.response import Response

from engagements import policies
from engagements.actions import files
from engagements.api.assessments import ASSESSMENT
from engagements.api.plans import PLAN
from engagements.forms.files import AttachForm, RemoveFileForm
from engagements.models import Assessment, EngagementFile, Plan
from engagements.serializers.files import (
    EngagementFileBody,
    EngagementFileOut,
    FileRemovalBody,
)
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, file_in, read
from foundation.api.outputs import created, page_of
from foundation.api.pages import unpaged
from foundation.api.parsers import OneFile
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.files.api import Download

ENGAGEMENT_FILE = Record(
    seen=lambda actor: EngagementFile.objects.visible_to(actor).standing().for_page(),
    output=EngagementFileOut,
    address="api:engagement-file",
)


class AssessmentFiles(Resource):
    """The files of an assessment."""

    access = P.SITE_VIEW
    changes = P.RECOMMENDATION_WRITE
    parser_classes = (OneFile,)
    inputs = {"POST": EngagementFileBody}
    outputs = {"GET": (200, page_of(EngagementFileOut)), "POST": (201, EngagementFileOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """List the files of an assessment, newest first."""
        found = EngagementFile.objects.visible_to(call.actor)
        return unpaged(
            found.of_assessment(ASSESSMENT.fetch(call, pk).pk).standing(), EngagementFileOut
        )

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Attach a file to an assessment, such as its report, as multipart/form-data."""
        return _attached(call, ASSESSMENT.allowed(call, pk, policies.can_keep_files))


class PlanFiles(Resource):
    """The files of a plan."""

    access = P.SITE_VIEW
    changes = P.PLAN_WRITE
    parser_classes = (OneFile,)
    inputs = {"POST": EngagementFileBody}
    outputs = {"GET": (200, page_of(EngagementFileOut)), "POST": (201, EngagementFileOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """List the files of a plan, newest first."""
        found = EngagementFile.objects.visible_to(call.actor)
        return unpaged(found.of_plan(PLAN.fetch(call, pk).pk).standing(), EngagementFileOut)

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Attach a file to a plan, such as the signed one, as multipart/form-data."""
        return _attached(call, PLAN.allowed(call, pk, policies.can_keep_files))


class OneEngagementFile(Download):
    """A file of an assessment or a plan."""

    access = P.SITE_VIEW
    record = ENGAGEMENT_FILE


class EngagementFileRemoval(Resource):
    """The removal of a file."""

    access = P.SITE_VIEW
    changes = P.SITE_VIEW  # those who write what it belongs to; the policy of the row says which
    inputs = {"POST": FileRemovalBody}
    outputs = {"POST": (200, EngagementFileOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Remove a file from every page, with a reason that stays with its row."""
        found = ENGAGEMENT_FILE.allowed(
            call, pk, lambda actor, row: policies.can_keep_files(actor, row.of)
        )
        values = clean(RemoveFileForm(as_typed(read(call, FileRemovalBody))))
        return Response(EngagementFileOut(files.remove(found, **values, by=call.actor)).data)


def _attached(call: Call, of: Assessment | Plan) -> Response:
    sent = read(call, EngagementFileBody)
    file = file_in(sent)
    form = AttachForm(as_typed(sent), file)
    made = files.attach(of, **clean(form), by=call.actor)
    return created(EngagementFileOut(made), "api:engagement-file", made.pk)
