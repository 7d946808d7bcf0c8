"""The API of templates of commitments: list them, add their commitments to a site, and undo that."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from engagements.actions import commitment_templates
from engagements.api.commitments import asked_origin, site_of
from engagements.forms.commitment_templates import TemplateChoiceForm
from engagements.models import Commitment, CommitmentTemplate
from engagements.querysets.commitment_templates import planned, seated_at
from engagements.serializers.commitments import CommitmentOut, TemplateOut, TemplateUse, UndoneOut
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import NoBody, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.resources import Resource
from foundation.calendars import clock


class Templates(Resource):
    """Templates of commitments."""

    access = P.COMMITMENT_KEEP
    outputs = {"GET": (200, page_of(TemplateOut))}

    def get(self, call: Call) -> Response:
        """List the templates that can be used, by title."""
        found = CommitmentTemplate.objects.offered()
        return unpaged(found, TemplateOut)


class TemplateUses(Resource):
    """The use of a template."""

    access = P.COMMITMENT_KEEP
    changes = P.COMMITMENT_KEEP
    inputs = {"POST": TemplateUse}
    outputs = {"POST": (201, page_of(CommitmentOut))}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add the commitments of a template to a site, all or none; seats' holders own them."""
        template = get_object_or_404(CommitmentTemplate.objects.offered(), slug=slug)
        sent = read(call, TemplateUse)
        site, origin = site_of(call, sent["site"]), asked_origin(call, sent.get("origin", ""))
        asked = {"template": slug, "start": str(sent["start"])}
        start = clean(TemplateChoiceForm(asked, templates=[template], site=site))["start"]
        if start < clock.today(site.time_zone):
            raise ValidationError({"start": "Enter today or a later day."})
        steps = planned(template, site, start, seated_at(site))
        batch = commitment_templates.use(site, template, steps=steps, origin=origin, by=call.actor)
        made = Commitment.objects.visible_to(call.actor).of_batch(batch).for_notice().by_day()
        return unpaged(made, CommitmentOut, status=201)


class TemplateUndoing(Resource):
    """The undoing of a template's use."""

    access = P.COMMITMENT_KEEP
    changes = P.COMMITMENT_KEEP
    inputs = {"POST": NoBody}
    outputs = {"POST": (200, UndoneOut)}

    @idempotent
    def post(self, call: Call, batch: UUID) -> Response:
        """Cancel what you added from a template, except what was changed since."""
        read(call, NoBody)
        return Response({"canceled": commitment_templates.undo(batch, by=call.actor)})
