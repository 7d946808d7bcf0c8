"""Federal colleagues in a conversation: invited and removed by DOJ staff, and the page they see."""

from uuid import UUID

from django.contrib.messages import success
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.pages import page
from foundation.ui.redirects import see_other
from foundation.workflow.nonces import single_submit
from tta_requests import policies
from tta_requests.actions import guests, messages
from tta_requests.forms import GuestForm, MessageForm
from tta_requests.models import Entry, Share, TTARequest
from tta_requests.presenters.guests import guest_page
from tta_requests.views.fetching import ask, fetch


@access(P.REFERRAL_ASK)
@single_submit
def invite(request: PortalRequest, number: str) -> HttpResponse:
    """List the offices that comment, with their last days, and invite another one."""
    tta_request = fetch(request, number)
    if not policies.can_refer(request.actor, tta_request):
        raise PermissionDenied
    form = GuestForm(request.POST or None, tz=tta_request.site.time_zone)
    return ask(
        request,
        tta_request,
        form,
        template="guest_form",
        heading="Invite a federal colleague",
        button="Send invitation",
        act=lambda values, _version: guests.invite(tta_request, **values, by=request.actor),
        done=lambda _made: (
            f"{form.cleaned_data['office']} invited. They'll see your question in the conversation."
        ),
        fragment="conversation",
    )


@access(P.REFERRAL_ASK)
@require_POST
@single_submit
def remove(request: PortalRequest, number: str, pk: UUID) -> HttpResponse:
    """Remove an office from the conversation."""
    tta_request = fetch(request, number)
    if not policies.can_refer(request.actor, tta_request):
        raise PermissionDenied
    live = Share.objects.of_request(tta_request.pk).for_talk().live(clock.now()).with_office()
    share = guests.remove(get_object_or_404(live, pk=pk), by=request.actor)
    success(request, f"{share.organization} no longer has access to this conversation.")
    return see_other("tta_requests:detail", number, fragment="conversation")


@access(P.REQUEST_COMMENT)
@single_submit
def comment(request: PortalRequest, number: str) -> HttpResponse:
    """Post a comment as an invited office."""
    if request.method != "POST":
        return redirect("tta_requests:detail", number)
    tta_request = fetch(request, number)
    if not policies.can_comment(request.actor, tta_request):
        raise PermissionDenied
    form = MessageForm(request.POST, may_be_internal=False)
    if form.is_valid():
        messages.post(tta_request, text=form.cleaned_data["text"], by=request.actor)
        success(request, "Message sent.")
        return see_other("tta_requests:detail", number, fragment="conversation")
    return conversation(request, tta_request, form)


def conversation(
    request: PortalRequest, tta_request: TTARequest, form: MessageForm | None = None
) -> HttpResponse:
    """Show a federal colleague all they can see of a request: the site's question, and the conversation."""
    said = Entry.objects.of_request(tta_request.pk).messages().readable_by(request.actor)
    own = Share.objects.of_request(tta_request.pk).for_talk().live(clock.now())
    share = own.to(request.actor.organizations).first()
    shown = guest_page(
        tta_request,
        said,
        share,
        may_write=policies.can_comment(request.actor, tta_request),
    )
    context = {
        "tta_request": tta_request,
        "shown": shown,
        "form": form or MessageForm(may_be_internal=False),
    }
    return page(request, "tta_requests/guest_request.html", context)
