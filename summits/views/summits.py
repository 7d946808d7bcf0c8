"""The list of summits, one summit, and what is changed of it."""

from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.accounts.access import access, public, signed_in
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.ui import asking
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.ui.stored import stored_of
from foundation.workflow.nonces import single_submit
from summits import policies
from summits.actions import gates, grants, summits
from summits.enums import GateKind
from summits.forms import (
    DetailsForm,
    EndRoleForm,
    FiledForm,
    PassedForm,
    PlanSummitForm,
    PublishForm,
    RedateGateForm,
    RoleForm,
)
from summits.models import Gate, Grant, Registration, Summit, SummitStep
from summits.presenters import summits as shown
from summits.presenters.feedback import links_of as feedback_links
from summits.presenters.materials import group_of
from summits.querysets.agenda import with_role_of
from summits.querysets.materials import of_whole


@public
def index(request: PortalRequest) -> HttpResponse:
    """Show the summits: those ahead, among them canceled ones until their days are past, and past ones."""
    seen, today = Summit.objects.visible_to(request.actor), clock.today(OFFICIAL_ZONE)
    context = {
        "ahead": shown.lines_of(seen.ahead(today)),
        "over": shown.lines_of(seen.past(today)),
        "may_plan": policies.can_plan(request.actor),
    }
    return page(request, "summits/index.html", context)


@public
def detail(request: PortalRequest, slug: str) -> HttpResponse:
    """Show one summit; its gates, steps, and history only to people who signed in."""
    summit, actor = fetch(request, slug), request.actor
    may_manage = policies.can_manage(actor)
    seen = Registration.objects.visible_to(actor).of_summit(summit.pk)
    known = shown.Known(
        gates=Gate.objects.visible_to(actor).of_summit(summit.pk)
        if policies.can_compare_sites(actor, summit)
        else None,
        registrations=seen.of_person(actor.user_id).holding(),
        grants=Grant.objects.of_summit(summit.pk) if may_manage else (),
        steps=SummitStep.objects.visible_to(actor).of_summit(summit.pk),
        offered=policies.steps_open_to(actor, summit),
        may_organize=policies.can_organize(actor, summit),
        may_manage=may_manage,
        is_speaker=policies.is_speaker(actor, summit),
        may_read_report=policies.can_read_report(actor, summit),
    )
    may = policies.material_powers(actor, summit, ())
    context = {
        "summit": summit,
        "shown": shown.page_of(summit, actor, known),
        "materials": group_of(summit, None, of_whole(actor, summit), actor, may),
        "feedback": feedback_links(
            summit,
            None,
            is_asked=policies.is_asked(actor, summit),
            may_read=policies.can_read_results(actor, summit),
        ),
    }
    return page(request, "summits/summit.html", context)


@access(P.SUMMIT_MANAGE)
@single_submit
def plan(request: PortalRequest) -> HttpResponse:
    """Plan a summit."""
    form = PlanSummitForm(request.POST or None)
    return asking.ask(
        request,
        "summits/form.html",
        form,
        act=lambda values, _version: summits.plan(**values, by=request.actor),
        done="Summit planned. Record its approvals on this page.",
        back=reverse("summits:list"),
        then=lambda planned: reverse("summits:detail", args=[planned.slug]),
        context={
            "heading": "Plan a summit",
            "says": "The approvals and other deadlines are set from the first day.",
        },
    )


@signed_in
@single_submit
def change(request: PortalRequest, slug: str) -> HttpResponse:
    """Change a summit's details."""
    summit = fetch_organized(request, slug)
    known = {name: getattr(summit, name) for name in DetailsForm.base_fields}
    return ask(
        request,
        summit,
        DetailsForm(request.POST or None, initial=known),
        heading="Change details",
        says="Deadlines that haven't passed move with the first day.",
        act=lambda values, version: summits.change(
            summit, version=version, values=values, by=request.actor
        ),
        done="Details changed.",
        is_edit=True,
    )


@access(P.SUMMIT_MANAGE)
@single_submit
def publish(request: PortalRequest, slug: str) -> HttpResponse:
    """Choose what of a summit the public sees."""
    summit = fetch(request, slug)
    known = {"is_published": summit.is_published, "is_agenda_public": summit.is_agenda_public}
    return ask(
        request,
        summit,
        PublishForm(sent(request), initial=known),
        heading="Choose what's public",
        act=lambda values, version: summits.publish(
            summit, **values, version=version, by=request.actor
        ),
        done="Saved.",
        is_edit=True,
    )


@access(P.SUMMIT_MANAGE)
@single_submit
def file_gate(request: PortalRequest, slug: str, kind: str) -> HttpResponse:
    """Record the day an approval was asked for."""
    summit, gate = _gate(request, slug, kind)
    today = clock.today(summit.time_zone)
    return ask(
        request,
        summit,
        FiledForm(request.POST or None, initial={"on": today}),
        heading=f"Record filing: {gate.label}",
        act=lambda values, version: gates.file(
            summit, gate, **values, version=version, by=request.actor
        ),
        done="Filing recorded.",
    )


@access(P.SUMMIT_MANAGE)
@single_submit
def pass_gate(request: PortalRequest, slug: str, kind: str) -> HttpResponse:
    """Record that an approval was given."""
    summit, gate = _gate(request, slug, kind)
    today = clock.today(summit.time_zone)
    return ask(
        request,
        summit,
        PassedForm(request.POST or None, initial={"on": today}),
        heading=f"Record approval: {gate.label}",
        act=lambda values, version: gates.passed(
            summit, gate, **values, version=version, by=request.actor
        ),
        done="Approval recorded.",
    )


@access(P.SUMMIT_MANAGE)
@single_submit
def redate_gate(request: PortalRequest, slug: str, kind: str) -> HttpResponse:
    """Give a gate another due day."""
    summit, gate = _gate(request, slug, kind)
    return ask(
        request,
        summit,
        RedateGateForm(request.POST or None),
        heading=f"Change due date: {gate.label}",
        act=lambda values, version: gates.redate(
            summit, gate, **values, version=version, by=request.actor
        ),
        done="Due date changed.",
    )


@access(P.SUMMIT_MANAGE)
@single_submit
def give_role(request: PortalRequest, slug: str) -> HttpResponse:
    """Give a person a role at this summit."""
    summit = fetch(request, slug)
    return ask(
        request,
        summit,
        RoleForm(request.POST or None),
        heading="Give access",
        says="An organizer can change this summit's details and agenda. "
        "A speaker can change their own biography and sessions until the agenda is locked, and attach files and "
        "add links to them. Neither role counts anywhere else.",
        act=lambda values, _version: grants.give(summit, **values, by=request.actor),
        done="Access given.",
    )


@access(P.SUMMIT_MANAGE)
@single_submit
def end_role(request: PortalRequest, pk: UUID) -> HttpResponse:
    """End a person's role at a summit."""
    seen = Grant.objects.visible_to(request.actor).select_related("summit", "person")
    grant = get_object_or_404(seen, pk=pk)
    return ask(
        request,
        grant.summit,
        EndRoleForm(sent(request)),
        heading="End access",
        says=f"{grant.person.name} is no longer {grant.get_role_display().lower()} of this summit.",
        act=lambda _values, _version: grants.end(grant, by=request.actor),
        done="Access ended.",
    )


def fetch(request: PortalRequest, slug: str) -> Summit:
    """Return a summit the reader may read."""
    seen = Summit.objects.visible_to(request.actor).named(slug)
    return get_object_or_404(with_role_of(request.actor, seen, clock.now()))


def fetch_planned(request: PortalRequest, slug: str) -> Summit:
    """Return a summit of the portal that the reader may read: an imported one has nothing but its page."""
    summit = fetch(request, slug)
    if summit.is_imported:
        raise Http404
    return summit


def fetch_organized(request: PortalRequest, slug: str) -> Summit:
    """Return a summit that the reader organizes or manages."""
    summit = fetch(request, slug)
    if not policies.can_organize(request.actor, summit):
        raise PermissionDenied
    return summit


def ask(
    request: PortalRequest,
    summit: Summit,
    form: forms.Form,
    *,
    heading: str,
    act: asking.Act,
    done: str,
    says: str = "",
    fragment: str = "",
    is_edit: bool = False,
) -> HttpResponse:
    """Show a form about a summit; act once it is valid, and return to the summit's page.

    A form that is shown again keeps the version it was based on; only after a stale edit it has the present one,
    and then an ``is_edit`` form also says what is stored.
    """
    page_of_summit = reverse("summits:detail", args=[summit.slug])
    return asking.ask(
        request,
        "summits/form.html",
        form,
        act=act,
        done=done,
        back=f"{page_of_summit}#{fragment}" if fragment else page_of_summit,
        version=summit.version,
        stored=lambda _stale: stored_of(form) if is_edit else [],
        context={"summit": summit, "heading": heading, "says": says},
    )


def _gate(request: PortalRequest, slug: str, kind: str) -> tuple[Summit, GateKind]:
    summit = fetch(request, slug)
    if not Gate.objects.visible_to(request.actor).of_summit(summit.pk).of_kind(kind).exists():
        raise Http404
    return summit, GateKind(kind)
