"""The members of a community: who they are, who asked to join, and how one joins and leaves."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from communities import policies
from communities.actions import members
from communities.enums import MemberState
from communities.forms.communities import JoinForm, ReasonForm
from communities.models import Community, Member
from communities.querysets.communities import seat_in
from communities.views.communities import ask, fetch
from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.calendars import clock
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit

# The heading, what happens, and the sentence afterward.
LEAVING = (
    "Leave community",
    "You won't see its posts anymore. What you wrote stays. You can ask to join again.",
    "You left the community.",
)
TAKING_BACK = (
    "Withdraw your request",
    "The facilitators won't see your request anymore. You can ask again.",
    "Request withdrawn.",
)


@signed_in
def index(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the members to each other, and to those who facilitate also the requests to join."""
    community, actor = fetch(request, slug), request.actor
    may_facilitate = policies.can_facilitate(actor, community)
    if not (may_facilitate or policies.can_read_posts(actor, community)):
        raise PermissionDenied
    seen = Member.objects.visible_to(actor).of_community(community.pk)
    context = {
        "community": community,
        "members": seen.live(),
        "waiting": seen.waiting() if may_facilitate else (),
        "may_facilitate": may_facilitate,
    }
    return page(request, "communities/members.html", context)


@signed_in
@single_submit
def join(request: PortalRequest, slug: str) -> HttpResponse:
    """Join a community, or ask to."""
    community = fetch(request, slug)
    is_open = seat_in(request.actor, community, clock.now()) is not None
    return ask(
        request,
        community,
        JoinForm(sent(request)),
        heading="Join community" if is_open else "Ask to join",
        says="You can join right away because of your role."
        if is_open
        else "A facilitator decides on your request.",
        act=lambda values, _version: members.join(community, **values, by=request.actor),
        done="You're a member now." if is_open else "Request sent. A facilitator will answer it.",
    )


@signed_in
@single_submit
def leave(request: PortalRequest, slug: str) -> HttpResponse:
    """Leave a community, or take back a request to join it."""
    community = fetch(request, slug)
    mine = Member.objects.visible_to(request.actor).of_community(community.pk)
    member = get_object_or_404(mine.of_person(request.actor.user_id).select_related("community"))
    heading, says, done = LEAVING if member.status == MemberState.MEMBER else TAKING_BACK
    return ask(
        request,
        community,
        ButtonForm(sent(request)),
        heading=heading,
        says=says,
        act=lambda _values, _version: members.leave(member, by=request.actor),
        done=done,
    )


@signed_in
@single_submit
def admit(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Admit a person who asked to join."""
    member = _fetch(request, pk)
    return ask(
        request,
        member.community,
        ButtonForm(sent(request)),
        heading="Admit member",
        says=f"{member.person.name} can read and write posts.",
        act=lambda _values, version: members.answer(
            member, is_admitted=True, version=version, by=request.actor
        ),
        done="Member admitted.",
        then=_list_of(member.community),
        version=member.version,
    )


@signed_in
@single_submit
def decline(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Decline a request to join."""
    member = _fetch(request, pk)
    return ask(
        request,
        member.community,
        ReasonForm(request.POST or None),
        heading="Decline request",
        says=f"{member.person.name} can ask again.",
        act=lambda values, version: members.answer(
            member, is_admitted=False, version=version, **values, by=request.actor
        ),
        done="Request declined.",
        then=_list_of(member.community),
        version=member.version,
    )


@signed_in
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a member."""
    member = _fetch(request, pk)
    return ask(
        request,
        member.community,
        ReasonForm(request.POST or None),
        heading="Remove member",
        says=f"{member.person.name} won't see posts anymore. What they wrote stays.",
        act=lambda values, version: members.remove(
            member, version=version, **values, by=request.actor
        ),
        done="Member removed.",
        then=_list_of(member.community),
        version=member.version,
    )


def _fetch(request: PortalRequest, pk: UUID) -> Member:
    """Return a membership of a community that the reader facilitates."""
    seen = Member.objects.visible_to(request.actor).select_related("community", "person")
    member = get_object_or_404(seen, pk=pk)
    if not policies.can_facilitate(request.actor, member.community):
        raise PermissionDenied
    return member


def _list_of(community: Community) -> str:
    return reverse("communities:members", args=[community.slug])
