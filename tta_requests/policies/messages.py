"""Decide who posts messages and attaches files."""

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from tta_requests.enums import (
    Status,
)
from tta_requests.models import Attachment, TTARequest
from tta_requests.policies.drafts import can_revise
from tta_requests.policies.participants import is_colleague


def can_write_message(actor: Actor, tta_request: TTARequest, *, works_on_it: bool = False) -> bool:
    """Return whether the actor may post: the site's people by permission, the provider once it works on it."""
    if tta_request.status in {Status.DRAFT, Status.CLOSED, Status.WITHDRAWN}:
        return False
    return works_on_it or actor.may(P.REQUEST_WRITE_MESSAGE, at=tta_request.site_id)


def can_follow(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor may follow a submitted request: who reads its site's, without breaking glass."""
    return (
        actor.user_id is not None
        and not tta_request.is_draft
        and P.GLASS_BREAK not in actor.everywhere
        and actor.may(P.REQUEST_VIEW, at=tta_request.site_id)
    )


def can_comment(actor: Actor, tta_request: TTARequest) -> bool:
    """Return whether the actor is an invited federal colleague, and the request is open."""
    return is_colleague(actor, tta_request) and tta_request.is_open


def can_attach(actor: Actor, tta_request: TTARequest, *, works_on_it: bool = False) -> bool:
    """Return whether the actor may attach files: to a draft who may change it, and then as for messages."""
    if tta_request.is_draft:
        return can_revise(actor, tta_request)
    return can_write_message(actor, tta_request, works_on_it=works_on_it)


def can_remove_file(actor: Actor, file: Attachment) -> bool:
    """Return whether the actor attached it, may change its draft, or is a coordinator.

    The action checks for a legal hold.
    """
    if can_revise(actor, file.request):
        return True
    own = actor.user_id is not None and actor.user_id == file.uploaded_by_id
    return own or actor.may(P.REQUEST_ASSIGN, at=file.site_id)


def can_write_internal(actor: Actor) -> bool:
    """Return whether the actor may write internal messages: DOJ staff only."""
    return P.REQUEST_READ_INTERNAL in actor.everywhere
