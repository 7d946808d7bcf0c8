"""The site team page, and the end of a membership."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts import holdings
from foundation.accounts.access import access
from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.accounts.takers import TakersForm, settled, singly
from foundation.calendars import clock
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import InvalidInput
from foundation.workflow.nonces import single_submit
from sites import policies
from sites.actions import departures, seats, verifications
from sites.forms import EndForm
from sites.models import Contact, Membership, Site
from sites.presenters.team import ended, page_of
from sites.querysets import proposals_of, site_to_enter, team_of, with_proposals

Rule = Callable[[Actor, Site], bool]


def enterable(
    request: PortalRequest, slug: str, rule: Rule, *, find: Compiled[Site] = site_to_enter
) -> Site:
    """Return the site if the rule allows it: 404 if the actor can't enter it, 403 otherwise.

    Arguments:
        find: finds it with what the page needs of it.
    """
    found = find(request.actor, slug=slug)
    if not found:
        raise Http404
    [site] = found
    if not rule(request.actor, site):
        raise PermissionDenied
    return site


@access(P.SITE_VIEW)
def team(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the six roles, their holders, vacant seats, and the site's contacts."""
    site = enterable(request, slug, policies.can_enter, find=with_proposals)
    members = team_of(request.actor, site_id=site.pk)
    shown = page_of(
        site,
        policies.roster(site, members, clock.now()),
        request.actor,
        here=request.path,
        coming=policies.to_come(members, clock.now()),
        past=policies.lately_ended(members, clock.now()),
        proposed=proposals_of(site),
        contacts=list(Contact.objects.visible_to(request.actor).at(site)),
    )
    return page(request, "sites/team.html", {"site": site, "shown": shown})


@access(P.TEAM_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@single_submit
def end_membership(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """End a membership now, or plan, move or cancel its end."""
    site = enterable(request, slug, policies.can_manage_team)
    membership = get_object_or_404(Membership.objects.at(site).for_team(), pk=pk)
    is_over = membership.has_ended(clock.now())
    is_left_vacant = not Membership.objects.beside(membership).live(clock.now()).exists()
    typed = sent(request)
    form = EndForm(typed, membership=membership)
    loss = departures.loss_of(membership)
    held = [] if is_over else holdings.held_by(loss, reader=request.actor)
    takers = TakersForm(typed, parcels=singly(held))
    if form.is_valid() and takers.is_valid():
        try:
            kept = _end(membership, form, takers, request.actor)
        except InvalidInput as refused:
            form.add_error("on", refused.message)
        else:
            said = ended(kept, clock.now(), was_over=is_over, is_left_vacant=is_left_vacant)
            return redirect_with_message(request, said, "sites:team", slug)
    context = {
        "site": site,
        "membership": membership,
        "form": form,
        "is_over": is_over,
        "is_left_vacant": is_left_vacant,
        "takers": takers,
        "settled": settled(held),
    }
    return page(request, "sites/end.html", context)


@access(P.TEAM_INVITE)
@require_POST
@single_submit
def verify_member(request: PortalRequest, slug: str, pk: str) -> HttpResponse:
    """Record that a member is in their seat and can be reached."""
    site = enterable(request, slug, policies.can_keep_contacts)
    membership = get_object_or_404(Membership.objects.at(site).for_team(), pk=pk)
    held = verifications.verify(membership, by=request.actor)
    return redirect_with_message(request, f"{held.user.name} verified today.", "sites:team", slug)


def _end(membership: Membership, form: EndForm, takers: TakersForm, by: Actor) -> Membership:
    if membership.has_ended(clock.now()):
        return seats.correct_end(membership, on=form.last_day, at=form.instant, by=by)
    if form.cleaned_data["when"] == "open":
        return seats.keep(membership, by=by)
    return departures.end(membership, on=form.last_day, at=form.instant, takes=takers.takes, by=by)
