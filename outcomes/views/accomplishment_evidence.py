"""What an accomplishment rests on: adding to it and removing from it while it is a draft."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.workflow.nonces import single_submit
from outcomes import policies
from outcomes.actions import evidence
from outcomes.forms.evidence import AccomplishmentEvidenceForm
from outcomes.models import AccomplishmentEvidence
from outcomes.querysets.evidence import choices_for
from outcomes.views.accomplishments import act_on, own_draft

SAYS = "Choose what shows that this happened and what PSP's help contributed. The public never sees it."


@access(P.ACCOMPLISHMENT_WRITE)
@single_submit
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add what one's own draft rests on."""
    found = own_draft(request, pk)
    form = AccomplishmentEvidenceForm(
        request.POST or None, choices=choices_for(request.actor, found.site)
    )
    return act_on(
        request,
        found,
        form,
        heading="Add evidence",
        says=SAYS,
        act=lambda version: evidence.add(found, form.things, version=version, by=request.actor),
        done="Evidence added.",
    )


@access(P.ACCOMPLISHMENT_WRITE)
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove one thing from what one's own draft rests on."""
    line = get_object_or_404(
        AccomplishmentEvidence.objects.visible_to(request.actor).with_accomplishment(), pk=pk
    )
    found = line.accomplishment
    if not policies.may_edit(request.actor, found):
        raise PermissionDenied
    return act_on(
        request,
        found,
        ButtonForm(sent(request)),
        heading="Remove evidence",
        says="It no longer counts as evidence here. Nothing else changes.",
        act=lambda version: evidence.remove(line, version=version, by=request.actor),
        done="Evidence removed. You can add it again.",
    )
