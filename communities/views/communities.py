"""The list of communities, one community, its calendar file, and how it is set up."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from communities import policies
from communities.actions import communities
from communities.forms.communities import SetUpForm, ThreadForm
from communities.models import Community, Meeting
from communities.models.meetings import MEETINGS
from communities.models.posts import THREADS
from communities.models.steps import STEPS
from communities.presenters import calendar, meetings, posts
from communities.presenters import communities as shown
from communities.presenters.rsvps import Coming
from communities.querysets import columns
from communities.querysets.communities import (
    behind_for,
    for_list,
    named,
    next_of_each,
    steps_for,
    threads_of,
)
from foundation.accounts.access import access, signed_in
from foundation.accounts.http import PortalRequest, first_or_404, place_or_404
from foundation.accounts.permissions import Permission as P
from foundation.ui import asking
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from sites.models import CoreArea, Site


@signed_in
def index(request: PortalRequest) -> HttpResponse:
    """Show every community, with its next meeting and how the reader belongs to it."""
    context = {
        "lines": shown.lines_of(for_list(request.actor), next_of_each(request.actor)),
        "may_manage": policies.can_manage(request.actor),
    }
    return page(request, "communities/index.html", context)


@signed_in
def detail(request: PortalRequest, slug: str) -> HttpResponse:
    """Show one community: its meetings to everyone who signed in, its posts to members."""
    community, actor = first_or_404(columns.for_page(request.actor, slug=slug)), request.actor
    may_facilitate = policies.can_facilitate(actor, community)
    may_read = policies.can_read_posts(actor, community)
    known = shown.Known(
        facilitators=columns.facilitators_of(community),
        latest=columns.own_of(community),
        steps=columns.steps_of(community),
        offered=policies.steps_open_to(actor, community),
        may_manage=policies.can_manage(actor),
        may_facilitate=may_facilitate,
        may_read=may_read,
        members=columns.members_of(community) if may_read else None,
        waiting=columns.waiting_in(community) if may_facilitate else 0,
        reported=columns.reported_in(community) if may_facilitate else 0,
        topics=columns.topics_in(community),
    )
    context = {
        "community": community,
        "shown": shown.page_of(community, known),
        "meetings": meetings.schedule_of(
            community,
            ahead=columns.ahead_of(community),
            behind=columns.behind_of(community),
            series=columns.series_of(community),
            zone=actor.time_zone,
            may_change=may_facilitate,
            coming=_coming(community) if may_read else None,
        ),
        "may_read": may_read,
        "form": ThreadForm() if policies.can_write(actor, community) else None,
        **(_threads(request, community) if may_read else {}),
    }
    return page(request, "communities/community.html", context)


@signed_in
def past(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the meetings that are over, the latest first, with their recordings and where the reader was."""
    community, actor = fetch(request, slug), request.actor
    place = place_or_404(MEETINGS, request.GET.get("before", ""))
    found, has_older = behind_for(actor, community, place)
    context = {
        "community": community,
        "meetings": meetings.lines_of(found, actor.time_zone),
        "older": f"?before={MEETINGS.write(found[-1])}" if has_older else "",
    }
    return page(request, "communities/past.html", context)


@signed_in
def history(request: PortalRequest, slug: str) -> HttpResponse:
    """Show what was done with a community, the latest first."""
    community = fetch(request, slug)
    place = place_or_404(STEPS, request.GET.get("before", ""))
    found, has_older = steps_for(request.actor, community, place)
    context = {
        "community": community,
        "history": shown.history_of(found),
        "older": f"?before={STEPS.write(found[-1])}" if has_older else "",
    }
    return page(request, "communities/history.html", context)


@signed_in
def calendar_file(request: PortalRequest, slug: str) -> HttpResponse:
    """Download the meetings that take place, as a calendar file."""
    community = fetch(request, slug)
    found = Meeting.objects.visible_to(request.actor).of_community(community.pk).taking_place()
    answer = HttpResponse(calendar.file_of(community, found), content_type=calendar.CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{community.slug}.ics"'
    return answer


@access(P.COMMUNITY_MANAGE)
@single_submit
def set_up(request: PortalRequest) -> HttpResponse:
    """Set up a community."""
    form = SetUpForm(
        request.POST or None, areas=CoreArea.objects.all(), sites=Site.objects.by_name()
    )
    return ask(
        request,
        None,
        form,
        heading="Set up a community",
        says="Add a facilitator next, and then activate it.",
        act=lambda values, _version: communities.set_up(**values, by=request.actor),
        done="Community set up. Add a facilitator next.",
    )


def fetch(request: PortalRequest, slug: str) -> Community:
    """Return a community that the reader sees, with how they belong to it."""
    return first_or_404(named(request.actor, slug=slug))


def fetch_facilitated(request: PortalRequest, slug: str) -> Community:
    """Return a community that the reader facilitates or manages and that isn't retired."""
    community = fetch(request, slug)
    if not policies.can_facilitate(request.actor, community):
        raise PermissionDenied
    return community


def ask(
    request: PortalRequest,
    community: Community | None,
    form: forms.Form,
    *,
    heading: str,
    act: asking.Act,
    done: str,
    says: str = "",
    then: str = "",
    version: int = 0,
) -> HttpResponse:
    """Show a form about a community; act once it is valid, and go on to a page that shows the result.

    Arguments:
        act: what is done with the clean values and the version the form was based on.
        then: the address to go on to; the community's page by default.
        version: the present version of the row that the form changes.
    """
    back = then or (
        reverse("communities:detail", args=[community.slug])
        if community
        else reverse("communities:list")
    )
    return asking.ask(
        request,
        "communities/form.html",
        form,
        act=act,
        done=done,
        back=back,
        version=version,
        context={"community": community, "heading": heading, "says": says},
    )


def _coming(community: Community) -> Coming:
    """Return who comes to the meetings ahead, for people who belong to the community."""
    return Coming(
        rsvps=columns.rsvps_of(community),
        members=columns.members_of(community)[0],
        may_answer=policies.can_say_yes(community),
    )


def _threads(request: PortalRequest, community: Community) -> dict[str, Any]:
    """Return a page of threads, newest first, and the address of the older ones."""
    place = place_or_404(THREADS, request.GET.get("before", ""))
    found, has_older = threads_of(request.actor, community, place)
    older = f"?before={THREADS.write(found[-1])}#posts" if has_older else ""
    return {
        "threads": posts.lines_of(found, community, request.actor, is_list=True),
        "older": older,
        "is_first": place is None,
        "is_following": getattr(community, "follows", False),
    }
