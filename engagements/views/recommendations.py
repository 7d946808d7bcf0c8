"""Boards of recommendations, one recommendation, and what is added to it."""

from collections.abc import Collection
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from engagements import policies
from engagements.actions import recommendation_corrections, recommendation_owners, recommendations
from engagements.forms.recommendations import (
    ChangeOwnerForm,
    CheckForm,
    CorrectRecommendationForm,
    ProposeForm,
    RecommendationFilterForm,
)
from engagements.models import (
    Assessment,
    EngagementFile,
    Evidence,
    Finding,
    Recommendation,
    RecommendationStep,
    SharedRecommendation,
)
from engagements.presenters import recommendation_board as boards
from engagements.presenters import recommendations as words
from engagements.presenters.recommendation_page import page_of
from engagements.presenters.recommendation_parts import Reading, parts_of
from engagements.querysets import made_from
from engagements.querysets.owners import Duty, people_of
from engagements.querysets.recommendations import (
    MAX_CARDS,
    asked,
    by_site,
    pressing,
    quick_counts,
    with_checks,
)
from foundation.accounts.access import access
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import asking
from foundation.ui.pages import page
from foundation.ui.redirects import onward
from foundation.workflow.errors import Refused
from foundation.workflow.nonces import single_submit
from sites.models import CoreArea, Principle, Site
from sites.policies import can_enter
from sites.presenters.tabs import tabs_of
from sites.views.team import enterable


@access(P.SITE_VIEW)
def of_site(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a site's recommendations by state, with filters, and its assessments."""
    site = enterable(request, slug, can_enter)
    areas = CoreArea.objects.in_force_on(clock.today(site.time_zone))
    form = RecommendationFilterForm(request.GET, areas=areas)
    actor, now, chosen = request.actor, clock.now(), form.asked()
    rows = with_checks(asked(actor, {**chosen, "site": site}, now).for_board()[:MAX_CARDS])
    found = list(Assessment.objects.visible_to(actor).of_site(site.pk))
    counts = quick_counts(actor, {"site": site}, now)
    late = pressing(asked(actor, {"site": site}, now), now)
    shown = boards.Board(
        meta=words.summary_of(counts["all"], len(found)),
        pressing=boards.pressing_of(late, with_site=False),
        quick=boards.quick_of(counts, request.GET),
        parts=parts_of(rows, _reading(site, actor, found, is_narrowed=bool(chosen))),
        sites=boards.sites_of(by_site(actor, now), here=site),
        export=words.export_of(request.GET, counts["all"], actor, site=site.slug),
    )
    context = {
        "site": site,
        "tabs": tabs_of(site, actor, request.path),
        "form": form,
        "shown": shown,
        "export": shown.export,
        "may_write": policies.can_write_recommendations(actor, site.pk),
    }
    return page(request, "engagements/recommendations.html", context)


def _reading(
    site: Site, actor: Actor, assessments: Collection[Assessment], *, is_narrowed: bool
) -> Reading:
    """Load what else a site's board shows: what was made from its findings, and whether the reader may ask for more."""
    findings = [finding.pk for each in assessments for finding in each.findings.all()]
    return Reading(
        actor=actor,
        duty=Duty(actor.user_id, clock.now()),
        assessments=assessments,
        files=list(EngagementFile.objects.visible_to(actor).standing().of_assessments(site.pk))
        if assessments
        else [],
        today=clock.today(site.time_zone),
        is_narrowed=is_narrowed,
        made=made_from.find(actor, made_from.FINDING, *findings),
        may_ask=bool(findings) and policies.can_ask_for_help(actor, site.pk),
    )


@access(P.SITE_VIEW)
def board(request: PortalRequest) -> HttpResponse:
    """Show the recommendations of every site the reader may read, by state, with filters."""
    form = RecommendationFilterForm(
        request.GET,
        areas=CoreArea.objects.in_force_on(clock.today("UTC")),
        sites=Site.objects.with_work_visible_to(request.actor).by_name(),
    )
    actor, now = request.actor, clock.now()
    found = asked(actor, form.asked(), now)
    counts = found.by_state()
    total = sum(counts.values())
    shown = boards.Board(
        meta=words.summary_of(total),
        pressing=boards.pressing_of(pressing(asked(actor, {}, now), now), with_site=True),
        quick=boards.quick_of(quick_counts(actor, {}, now), request.GET),
        columns=words.columns_of(found.for_board()[:MAX_CARDS], counts),
        is_cut=total > MAX_CARDS,
        sites=boards.sites_of(by_site(actor, now)),
        export=words.export_of(request.GET, total, actor),
    )
    context = {"form": form, "shown": shown, "export": shown.export}
    return page(request, "engagements/recommendation_board.html", context)


@access(P.SITE_VIEW)
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one recommendation: evidence, what was made from it, the steps that are open, and its history."""
    found, actor = fetch(request, pk), request.actor
    shares = SharedRecommendation.objects.visible_to(actor).of_recommendation(pk).for_page()
    shared = shares.in_force(clock.now()).first() if policies.has_result(found) else None
    context = {
        "recommendation": found,
        "site": found.site,
        "shown": page_of(
            found,
            actor,
            principles=Principle.objects.all() if found.principles else (),
            evidence=Evidence.objects.visible_to(actor).of_recommendation(pk).with_files(),
            history=RecommendationStep.objects.visible_to(actor).of_recommendation(pk),
            offered=policies.recommendation_steps_open_to(actor, found),
            made=made_from.find(actor, made_from.RECOMMENDATION, pk),
            shared=shared,
            may_ask=policies.can_ask_for_help(actor, found.site_id),
        ),
        "share": shared,
    }
    return page(request, "engagements/recommendation.html", context)


@access(P.RECOMMENDATION_WRITE)
@single_submit
def propose(request: PortalRequest, slug: str) -> HttpResponse:
    """Write a recommendation to the site."""
    site = enterable(
        request, slug, lambda actor, at: policies.can_write_recommendations(actor, at.pk)
    )
    form = ProposeForm(
        request.POST or None,
        areas=CoreArea.objects.in_force_on(clock.today(site.time_zone)),
        findings=Finding.objects.visible_to(request.actor).to_choose(site.pk),
    )
    return asking.ask(
        request,
        "engagements/recommendation_form.html",
        form,
        act=lambda values, _version: recommendations.propose(site=site, **values, by=request.actor),
        done="Recommendation added. The site's points of contact can accept or decline it.",
        back=reverse("engagements:recommendations", args=[slug]),
        then=_address,
        context={"site": site, "heading": "Add recommendation"},
    )


@access(P.RECOMMENDATION_WRITE)
@single_submit
def correct(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Correct what was written wrong in a recommendation, with a reason."""
    found = fetch(request, pk)
    if not policies.may_correct_recommendation(request.actor, found):
        raise PermissionDenied
    form = CorrectRecommendationForm(
        request.POST or None,
        areas=CoreArea.objects.in_force_on(
            clock.today(found.site.time_zone), also=found.core_area_id
        ),
        findings=Finding.objects.visible_to(request.actor).to_choose(found.site_id),
        recommendation=found,
    )
    if not (form.is_bound or found.is_open):
        raise Refused(recommendation_corrections.NOT_NOW)
    return ask(
        request,
        found,
        form,
        heading="Correct recommendation",
        act=lambda values, version: recommendation_corrections.correct(
            found, **{"due_on": found.due_on, **values}, version=version, by=request.actor
        ),
        done="Recommendation corrected.",
    )


@access(P.SITE_VIEW)
@single_submit
def record_check(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Record a repeating check that was made, on a page of its own or in place on a board."""
    found = fetch(request, pk)
    if not policies.may_record_checks(request.actor, found):
        raise PermissionDenied
    form = CheckForm(request.POST or None, initial={"on": clock.today(found.site.time_zone)})
    return ask(
        request,
        found,
        form,
        heading="Log a check",
        act=lambda values, _version: recommendations.check(found, **values, by=request.actor),
        done=f"Check recorded for {found.reference}.",
        back=onward(request, request.POST.get("next", ""), _address(found)),
    )


@access(P.SITE_VIEW)
@single_submit
def change_owner(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change who owns a recommendation, or by when it is done, with a reason."""
    found = fetch(request, pk)
    if not policies.may_change_owner(request.actor, found.site_id):
        raise PermissionDenied
    form = ChangeOwnerForm(
        request.POST or None,
        owners=people_of(found.site, clock.now()),
        is_open=found.is_open,
        initial={
            "owner": found.owner,
            "owner_person": found.owner_person_id,
            "due_on": found.due_on,
        },
    )
    return ask(
        request,
        found,
        form,
        heading="Change owner or due date",
        act=lambda values, version: recommendation_owners.change(
            found, **{"due_on": found.due_on, **values}, version=version, by=request.actor
        ),
        done="Owner or due date changed.",
    )


def fetch(request: PortalRequest, pk: UUID) -> Recommendation:
    """Return a recommendation the reader may read, with its site."""
    return get_object_or_404(Recommendation.objects.visible_to(request.actor).for_page(), pk=pk)


def ask(
    request: PortalRequest,
    found: Recommendation,
    form: forms.Form,
    *,
    heading: str,
    act: asking.Act,
    done: asking.Done,
    says: str = "",
    back: str = "",
    refusal: str = "",
) -> HttpResponse:
    """Show the form of a step with a recommendation, as ``asking.ask`` does; ``back`` leads elsewhere than to its page."""
    return asking.ask(
        request,
        "engagements/recommendation_form.html",
        form,
        act=act,
        done=done,
        back=back or _address(found),
        version=found.version,
        refusal=refusal,
        context={
            "site": found.site,
            "part": f"{found.reference} {found.headline}",
            "heading": heading,
            "says": says,
            "next": back,
        },
    )


def _address(found: Recommendation) -> str:
    return reverse("engagements:recommendation", args=[found.pk])
