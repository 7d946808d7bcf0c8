"""The note that the holder of a seat leaves for the next one."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from sites import policies
from sites.actions import handovers
from sites.errors import NotYours
from sites.forms import HandoverNoteForm
from sites.models import HandoverNote, Membership
from sites.views.team import enterable


@access(P.SITE_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
@single_submit
def write_note(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Leave a note for the successor in the reader's own seat; 403 for any other seat."""
    site = enterable(request, slug, policies.can_enter)
    membership = get_object_or_404(Membership.objects.at(site).for_team(), pk=pk)
    if not policies.can_leave_note(request.actor, membership):
        raise NotYours
    note = HandoverNote.objects.of_seat(membership).first()
    form = HandoverNoteForm(request.POST or None, initial={"text": note.text if note else ""})
    if form.is_valid():
        saved = handovers.write(membership, text=form.cleaned_data["text"], by=request.actor)
        said = "Your note is on your successor's brief." if saved else "Note removed."
        return redirect_with_message(request, said, "sites:handover", slug)
    context = {"site": site, "membership": membership, "form": form}
    return page(request, "sites/handover_note.html", context)
