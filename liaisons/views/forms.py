"""What a page with the log's form reads of its request: the update's id, its version, the form's nonce."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.crypto import salted_hmac

from foundation.accounts.http import PortalRequest
from foundation.workflow.nonces import FIELD, is_one
from liaisons.actions import log
from liaisons.models import EngagementUpdate


def edit_of(request: HttpRequest) -> log.Edit:
    """Return what a save is based on: the form's version and nonce."""
    form = request.POST.get(FIELD, "")
    return log.Edit(version=request.POST.get("version"), form=form if is_one(form) else "")


def version_after_refusal(request: HttpRequest, known: EngagementUpdate | None) -> object:
    """Return the current version if this form saved itself before, else the posted version."""
    if known and known.edited_in and known.edited_in == request.POST.get(FIELD):
        return known.version
    return request.POST.get("version")


def posted_pk(request: HttpRequest) -> UUID:
    """Return the id of the form's update, from its address.

    Raises:
        Http404: when it is none.
    """
    try:
        return UUID(request.GET.get("draft", ""))
    except ValueError:
        raise Http404 from None


def fresh_pk(request: PortalRequest) -> UUID:
    """Return the id of the reader's next update.

    It is the same until that update is saved, so that a text that never reached the portal finds
    its form again.
    """
    last = EngagementUpdate.objects.last_id_of(request.actor.user_id)
    digest = salted_hmac("liaisons.update", f"{request.actor.user_id}:{last}").digest()
    return UUID(bytes=digest[:16], version=4)
