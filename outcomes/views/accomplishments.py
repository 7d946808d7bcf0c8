"""Lists of accomplishments, one accomplishment, and its draft."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui import asking
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from outcomes import policies
from outcomes.actions import accomplishments, evidence
from outcomes.errors import NotADraft
from outcomes.forms.accomplishments import (
    AccomplishmentFilterForm,
    AccomplishmentForm,
    begun_from,
    words_of,
)
from outcomes.models import Accomplishment, AccomplishmentStep
from outcomes.presenters import accomplishments as shown
from outcomes.presenters.accomplishment_page import page_of
from outcomes.querysets.accomplishments import (
    MAX_LINES,
    asked,
    bare_drafts,
    is_partner_seated,
    vacant_agencies,
)
from outcomes.querysets.evidence import evidence_of, files_of, recommendation_named
from sites.models import CoreArea, Principle, Site
from sites.policies import can_enter
from sites.presenters.tabs import tabs_of
from sites.views.team import enterable


@access(P.SITE_VIEW)
def of_site(request: PortalRequest, slug: str) -> HttpResponse:
    """List a site's accomplishments, with a filter by state."""
    site = enterable(request, slug, can_enter)
    form = AccomplishmentFilterForm(request.GET)
    filters = form.asked()
    found = asked(request.actor, {**filters, "site": site})
    counts = found.by_state()
    context = {
        "site": site,
        "tabs": tabs_of(site, request.actor, request.path),
        "form": form,
        "meta": shown.summary_of(counts, is_filtered=bool(filters)),
        "is_cut": sum(counts.values()) > MAX_LINES,
        "lines": shown.lines_of(
            found.for_list()[:MAX_LINES], bare=bare_drafts(found), with_site=False
        ),
        "may_write": policies.can_write_accomplishments(request.actor, site.pk),
    }
    return page(request, "outcomes/accomplishments.html", context)


@access(P.SITE_VIEW)
def board(request: PortalRequest) -> HttpResponse:
    """List the accomplishments of every site the reader may read, with filters."""
    sites = Site.objects.with_work_visible_to(request.actor).by_name()
    form = AccomplishmentFilterForm(request.GET, sites=sites)
    filters = form.asked()
    found = asked(request.actor, filters)
    counts = found.by_state()
    context = {
        "form": form,
        "meta": shown.summary_of(counts, is_filtered=bool(filters)),
        "is_cut": sum(counts.values()) > MAX_LINES,
        "lines": shown.lines_of(
            found.for_list()[:MAX_LINES], bare=bare_drafts(found), with_site=True
        ),
    }
    return page(request, "outcomes/accomplishment_board.html", context)


@access(P.SITE_VIEW)
def detail(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one accomplishment: its figures, what it rests on, whose turn it is, and its history."""
    found, actor = fetch(request, pk), request.actor
    lines = evidence_of(found, actor)
    context = {
        "accomplishment": found,
        "site": found.site,
        "shown": page_of(
            found,
            actor,
            evidence=lines,
            files=files_of(lines, actor),
            history=AccomplishmentStep.objects.visible_to(actor).of_accomplishment(pk),
            areas=CoreArea.objects.all() if found.core_areas else (),
            principles=Principle.objects.all() if found.principles else (),
            is_partner_seated=is_partner_seated(found, clock.now()),
        ),
    }
    return page(request, "outcomes/accomplishment.html", context)


@access(P.ACCOMPLISHMENT_WRITE)
@single_submit
def draft(request: PortalRequest, slug: str) -> HttpResponse:
    """Write the draft of an accomplishment, from a recommendation if the link names one."""
    site = enterable(
        request, slug, lambda actor, at: policies.can_write_accomplishments(actor, at.pk)
    )
    behind = recommendation_named(request.GET.get("recommendation"), request.actor, site)
    form = _form(request, site, begun_from(behind))
    return asking.ask(
        request,
        "outcomes/accomplishment_form.html",
        form,
        act=lambda _values, _version: evidence.draft_on(
            filter(None, [behind]), site=site, words=form.words, by=request.actor
        ),
        done="Draft saved. Add the evidence it rests on.",
        back=reverse("outcomes:accomplishments", args=[slug]),
        then=Accomplishment.get_absolute_url,
        context={
            "site": site,
            "heading": "Write accomplishment",
            "says": policies.warning_to_writer(request.actor, site.pk),
        },
    )


@access(P.ACCOMPLISHMENT_WRITE)
@single_submit
def edit(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change the words of one's own draft."""
    found = own_draft(request, pk)
    form = _form(request, found.site, words_of(found))
    return act_on(
        request,
        found,
        form,
        heading="Change draft",
        act=lambda version: accomplishments.edit(
            found, words=form.words, version=version, by=request.actor
        ),
        done="Draft changed. The site's executive leadership attests it next."
        if policies.has_evidence(request.actor, found)
        else "Draft changed. Add the evidence it rests on.",
    )


def fetch(request: PortalRequest, pk: UUID) -> Accomplishment:
    """Return an accomplishment of a site of the reader's, with the people who answer for it."""
    return get_object_or_404(Accomplishment.objects.at_sites_of(request.actor).for_page(), pk=pk)


def own_draft(request: PortalRequest, pk: UUID) -> Accomplishment:
    """Return what the reader wrote; ask nothing about what is no draft any more, but lose nothing that was typed."""
    found = fetch(request, pk)
    if not policies.may_edit(request.actor, found):
        raise PermissionDenied
    if request.method != "POST" and not policies.can_edit(request.actor, found):
        raise NotADraft
    return found


def act_on(
    request: PortalRequest,
    found: Accomplishment,
    form: forms.Form,
    *,
    heading: str,
    act: Callable[[str | None], object],
    done: str,
    says: str = "",
) -> HttpResponse:
    """Show the form of a step with an accomplishment, and take the step once the form is sent.

    What was typed stays on the page when the step is refused, such as after someone else changed the accomplishment.

    Arguments:
        act: takes the step on the version that the form names.
        done: the sentence afterward.
        says: what the step does, above the form.
    """
    return asking.ask(
        request,
        "outcomes/accomplishment_form.html",
        form,
        act=lambda _values, version: act(version),
        done=done,
        back=found.get_absolute_url(),
        version=found.version,
        context={"site": found.site, "part": found.headline, "heading": heading, "says": says},
    )


def _form(request: PortalRequest, site: Site, initial: dict[str, Any]) -> AccomplishmentForm:
    """Return the form of a draft, with the core areas in effect and the agencies without anyone in their seat."""
    return AccomplishmentForm(
        request.POST or None,
        areas=CoreArea.objects.in_force_on(clock.today(site.time_zone)),
        vacant=vacant_agencies(site, clock.now()),
        initial=initial,
    )
