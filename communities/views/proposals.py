"""Propose a post for the library."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from communities import policies
from communities.actions import proposals
from communities.models import Post
from communities.views.communities import ask, fetch
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.workflow.nonces import single_submit
from library.forms import MAX_SUMMARY, ProposalForm


@signed_in
@single_submit
def propose(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Propose what a post shares for the library."""
    seen = Post.objects.visible_to(request.actor).select_related("community")
    post = get_object_or_404(seen, pk=pk)
    if not policies.can_propose(request.actor, post):
        raise PermissionDenied
    return ask(
        request,
        fetch(request, post.community.slug),
        ProposalForm(request.POST or None, initial={"summary": post.text[:MAX_SUMMARY]}),
        heading="Propose for the library",
        says="DOJ staff read what you enter here, and may share it with everyone.",
        act=lambda values, _version: proposals.propose(post, **values, by=request.actor),
        done="Proposed. We'll notify you of the decision.",
        then=reverse("library:proposals"),
    )
