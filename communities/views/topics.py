"""Suggested topics: suggest one, read those of a community, and decide on one."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from communities import policies
from communities.actions import topics
from communities.forms.communities import PostForm, ReasonForm
from communities.forms.topics import TopicForm
from communities.models import Topic
from communities.models.topics import TOPICS
from communities.presenters import topics as shown
from communities.querysets.topics import page_for
from communities.views.communities import ask, fetch
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest, place_or_404
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit


@signed_in
def index(request: PortalRequest, slug: str) -> HttpResponse:
    """Show suggested topics, the latest first: all to those who facilitate the community, their own to members."""
    community, actor = fetch(request, slug), request.actor
    may_decide = policies.can_facilitate(actor, community)
    if not (may_decide or policies.can_read_posts(actor, community)):
        raise PermissionDenied
    found, has_older = page_for(
        actor, community, place_or_404(TOPICS, request.GET.get("before", ""))
    )
    context = {
        "community": community,
        "topics": shown.lines_of(
            found, actor, may_decide=may_decide, may_accept=policies.is_granted(community)
        ),
        "older": f"?before={TOPICS.write(found[-1])}" if has_older else "",
        "may_suggest": policies.can_write(actor, community),
        "must_facilitate": may_decide and not policies.is_granted(community),
    }
    return page(request, "communities/topics.html", context)


@signed_in
@single_submit
def suggest(request: PortalRequest, slug: str) -> HttpResponse:
    """Suggest a topic."""
    community = fetch(request, slug)
    if not policies.can_write(request.actor, community):
        raise PermissionDenied
    return ask(
        request,
        community,
        TopicForm(request.POST or None),
        heading="Suggest a topic",
        says="A facilitator starts a thread on it, or tells you why not.",
        act=lambda values, _version: topics.suggest(community, **values, by=request.actor),
        done="Topic suggested. We'll notify you when a facilitator decides.",
        then=reverse("communities:topics", args=[slug]),
    )


@signed_in
@single_submit
def accept(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Start a thread on a suggested topic."""
    topic = _fetch(request, pk)
    community = fetch(request, topic.community.slug)
    if not policies.is_granted(community):
        raise PermissionDenied
    return ask(
        request,
        community,
        PostForm(request.POST or None, initial={"text": shown.first_post_of(topic)}),
        heading="Start a thread",
        says="Members read this as the first post. Change it as you like.",
        act=lambda values, _version: topics.accept(topic, **values, by=request.actor),
        done="Thread started.",
        then=reverse("communities:topics", args=[community.slug]),
    )


@signed_in
@single_submit
def decline(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Decline a suggested topic."""
    topic = _fetch(request, pk)
    return ask(
        request,
        topic.community,
        ReasonForm(request.POST or None),
        heading="Decline topic",
        says=f"{topic.suggested_by.name} can read the reason.",
        act=lambda values, _version: topics.decline(topic, **values, by=request.actor),
        done="Topic declined.",
        then=reverse("communities:topics", args=[topic.community.slug]),
    )


def _fetch(request: PortalRequest, pk: UUID) -> Topic:
    seen = Topic.objects.visible_to(request.actor).select_related("community", "suggested_by")
    topic = get_object_or_404(seen, pk=pk)
    if not policies.can_facilitate(request.actor, topic.community):
        raise PermissionDenied
    return topic
