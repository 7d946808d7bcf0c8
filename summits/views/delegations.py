"""Delegations: the overview over sites, one site's page, nominations, invitations, and places."""

from typing import cast
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.accounts.access import access, signed_in
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui import asking
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from sites.models import PublicForm, Site
from summits import policies
from summits.actions import invitations, places
from summits.forms.registrations import InviteForm, NominateForm, PlacesForm, RemindForm
from summits.models import DelegationSeat, Needs, Places, Registration, Summit
from summits.presenters import delegations as shown
from summits.presenters.days import days_of, place_of
from summits.querysets.delegations import sites_of
from summits.querysets.invitations import answer_days
from summits.querysets.notices import not_offered
from summits.views.summits import fetch_organized, fetch_planned


@signed_in
def overview(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the delegations of the sites one may see; organizers also see who comes for no site."""
    summit, actor = fetch_planned(request, slug), request.actor
    may = policies.can_organize(actor, summit)
    found = list(Registration.objects.visible_to(actor).of_summit(summit.pk).holding().for_list())
    seats = DelegationSeat.objects.visible_to(actor).of_summit(summit.pk).count()
    counted = Places.objects.visible_to(actor).of_summit(summit.pk).first() if may else None
    context = {
        "summit": summit,
        "shown": shown.overview_of(
            summit,
            actor,
            sites=sites_of(actor, may_organize=may),
            seats=seats,
            found=found,
            facts=shown.places_facts(summit, counted) if may else [],
            answer_days=answer_days(),
        ),
        "may_organize": may and not summit.is_over,
        "reads_roster": policies.can_read_roster(actor, summit),
        "may_invite": policies.can_invite(actor, summit),
        "reads_needs": may and Needs.objects.visible_to(actor).of_summit(summit.pk).exists(),
        "not_offered": not_offered() if may else [],
    }
    return page(request, "summits/delegations.html", context)


@signed_in
def delegation(request: PortalRequest, slug: str, site: str) -> HttpResponse:
    """Show a site's delegation: its seats, who has them, and who waits."""
    summit, actor = fetch_planned(request, slug), request.actor
    of = _site(request, summit, site)
    seats = list(DelegationSeat.objects.visible_to(actor).of_summit(summit.pk))
    rows = Registration.objects.visible_to(actor).of_summit(summit.pk).at(of.pk)
    found = list(rows.for_list())
    may_list = policies.can_organize(actor, summit) or policies.can_choose_delegates(actor, of.pk)
    context = {
        "summit": summit,
        "site": of,
        "shown": shown.page_of(
            summit, of, seats=seats, found=found, actor=actor, answer_days=answer_days()
        ),
        "facts": [("When", days_of(summit)), ("Where", place_of(summit))],
        "has_places": bool(seats),
        "own": next((each for each in found if policies.can_say_needs(actor, each)), None),
        "reads_roster": may_list and any(each.is_holding for each in found),
        "is_registering": policies.is_registering(summit),
    }
    return page(request, "summits/delegation.html", context)


@access(P.DELEGATION_NOMINATE)
@single_submit
def nominate(request: PortalRequest, slug: str, site: str) -> HttpResponse:
    """Nominate a person for a seat of the site's delegation."""
    summit = fetch_planned(request, slug)
    of = _site(request, summit, site)
    if not policies.can_choose_delegates(request.actor, of.pk):
        raise PermissionDenied
    seats = DelegationSeat.objects.visible_to(request.actor).of_summit(summit.pk)
    wanted = seats.named(request.GET.get("seat", "")).first()
    return ask(
        request,
        summit,
        NominateForm(sent(request), seats=seats, initial={"seat": wanted}),
        heading="Nominate a delegate",
        says="We send this person an invitation. They register themselves. "
        "Travel isn't part of registration: your agency books and pays for it.",
        back=reverse("summits:site-delegation", args=[slug, site]),
        act=lambda values, _version: invitations.nominate(
            summit, site=of, **values, by=request.actor
        ),
        done="Nominated. We're sending the invitation.",
    )


@signed_in
@single_submit
def invite(request: PortalRequest, slug: str) -> HttpResponse:
    """Invite a person who is no delegate."""
    summit = fetch_organized(request, slug)
    return ask(
        request,
        summit,
        InviteForm(sent(request), sites=sites_of(request.actor, may_organize=True)),
        heading="Invite a person",
        says="Delegates are nominated by their sites. Invite everyone else here. "
        "We send this person an invitation. They register themselves.",
        back=reverse("summits:delegation", args=[slug]),
        act=lambda values, _version: invitations.invite(summit, **values, by=request.actor),
        done="Invited. We're sending the invitation.",
    )


@signed_in
@single_submit
def set_places(request: PortalRequest, slug: str) -> HttpResponse:
    """Set how many people the summit has room for."""
    summit = fetch_organized(request, slug)
    known = Places.objects.visible_to(request.actor).of_summit(summit.pk).first()
    return ask(
        request,
        summit,
        PlacesForm(sent(request), initial={"places": known.places if known else None}),
        heading="Set the number of places",
        says="If you raise the number, the first people on the wait-list are confirmed and notified.",
        back=reverse("summits:delegation", args=[slug]),
        act=lambda values, version: places.set_places(
            summit, **values, version=version, by=request.actor
        ),
        done="Number of places set.",
        version=known.version if known else 0,
    )


@signed_in
@single_submit
def remind(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remind a person to answer their invitation, after a question."""
    seen = Registration.objects.visible_to(request.actor).for_list()
    found = get_object_or_404(seen, pk=pk)
    if not policies.speaks_for(request.actor, found):
        raise PermissionDenied
    of = found.site
    return ask(
        request,
        found.summit,
        RemindForm(sent(request)),
        heading="Send a reminder",
        says=f"We'll ask {found.name} again to register or decline. You can send one reminder a day.",
        back=reverse("summits:site-delegation", args=[found.summit.slug, of.slug])
        if of
        else reverse("summits:delegation", args=[found.summit.slug]),
        act=lambda _values, _version: invitations.remind(found, by=request.actor),
        done=f"We're sending {found.name} a reminder.",
    )


@signed_in
def needs(request: PortalRequest, slug: str) -> HttpResponse:
    """List what people need, for the organizers by grant; nobody else has a page of it."""
    summit = fetch_organized(request, slug)
    found = Needs.objects.visible_to(request.actor).of_summit(summit.pk)
    return page(request, "summits/needs.html", {"summit": summit, "needs": found})


def ask(
    request: PortalRequest,
    summit: Summit,
    form: forms.Form,
    *,
    heading: str,
    act: asking.Act,
    back: str,
    done: str,
    says: str = "",
    version: int = 0,
    notice: PublicForm | None = None,
) -> HttpResponse:
    """Show a form about people at a summit; act once it is valid, and return to the page it came from."""
    return asking.ask(
        request,
        "summits/registration_form.html",
        form,
        act=act,
        done=done,
        back=back,
        version=version,
        stored=lambda stale: shown.stored_of(cast("Registration | Places", stale.current)),
        context={"summit": summit, "heading": heading, "says": says, "notice": notice},
    )


def _site(request: PortalRequest, summit: Summit, slug: str) -> Site:
    """Return a site whose delegation the reader may see: their own sites', or any as an organizer."""
    found = get_object_or_404(Site.objects.named(slug))
    actor = request.actor
    if not (actor.may(P.SITE_VIEW, at=found.pk) or policies.can_organize(actor, summit)):
        raise Http404
    return found
