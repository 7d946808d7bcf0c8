"""A site's engagement: its page, and opening one."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse

from engagements import policies
from engagements.actions import engagements
from engagements.enums import PlanKind
from engagements.forms import OpenForm
from engagements.models import (
    Commitment,
    Comparison,
    Engagement,
    EngagementStep,
    Measurement,
    Plan,
)
from engagements.presenters.engagement_page import Known, page_of
from engagements.presenters.engagement_work import MAX_COMMITMENTS, Work, work_of
from engagements.presenters.steps import opened_of
from engagements.querysets.owners import Duty, in_role
from foundation.accounts.access import access
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import EXECUTIVE_LEADERSHIP
from foundation.calendars import clock
from foundation.needs.reading import needs_on
from foundation.needs.registry import Within
from foundation.ui.asking import ask
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from sites.models import Site
from sites.policies import can_enter
from sites.views.team import enterable


@access(P.SITE_VIEW)
def detail(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a site's engagement: its journey, milestones, steps, and history."""
    site = enterable(request, slug, can_enter)
    actor, now = request.actor, clock.now()
    found = list(Engagement.objects.with_work_visible_to(actor).of_site(site.pk).for_journey())
    newest = found[0] if found else None
    today = clock.today(site.time_zone)
    known = Known(
        engagements=found,
        steps=list(EngagementStep.objects.of_engagement(newest)) if newest else [],
        compared=list(Comparison.objects.visible_to(actor).of_engagement(newest)) if newest else [],
        offered=policies.steps_open_to(actor, newest, today) if newest else [],
        needs=needs_on(request, actor, Within(site_id=site.pk, thing=str(newest.pk)))
        if newest
        else [],
        late=_late(site, actor, today) if newest else [],
        plan_day=policies.plan_day(newest) if newest else None,
        leaders=list(in_role(site, EXECUTIVE_LEADERSHIP.slug, now)) if newest else [],
        may_open=policies.can_manage(actor, site.pk),
        may_reach=policies.can_reach(actor, site.pk),
    )
    context = {
        "site": site,
        "shown": page_of(site, actor, known, here=request.path, now=now),
        "work": _work(site, actor, newest, today) if newest else None,
        "may_ask": policies.can_ask_for_help(actor, site.pk),
    }
    return page(request, "engagements/engagement.html", context)


def _late(site: Site, actor: Actor, today: date) -> list[Commitment]:
    """Load the reader's own commitments without a request that are past due, the first few."""
    own = Commitment.objects.visible_to(actor).without_request().at(site.pk)
    late = own.owned_by(actor.user_id).due_by(today - timedelta(days=1))
    return list(late.by_day()[:MAX_COMMITMENTS])


def _work(site: Site, actor: Actor, engagement: Engagement, today: date) -> Work:
    """Load the strategic plan with its figures, and the commitments due next."""
    plan = Plan.objects.visible_to(actor).for_page().of_kind(engagement, PlanKind.STRATEGIC)
    figures = Measurement.objects.visible_to(actor)
    # The page is printed: no federal item is on paper.
    due = Commitment.objects.visible_to(actor).on_paper().open().for_site(site.pk)
    return work_of(
        plan,
        list(figures.of_plan(plan.pk)) if plan else [],
        list(due[: MAX_COMMITMENTS + 1]),
        actor,
        site=site,
        duty=Duty(actor.user_id, clock.now()),
        today=today,
    )


@access(P.ENGAGEMENT_MANAGE)
@single_submit
def opening(request: PortalRequest, slug: str) -> HttpResponse:
    """Open an engagement of the site: its first, or another one after the last."""
    site = enterable(request, slug, lambda actor, at: policies.can_manage(actor, at.pk))
    form = OpenForm(request.POST or None, initial={"year": clock.today(site.time_zone).year})
    return ask(
        request,
        "engagements/form.html",
        form,
        act=lambda values, _version: engagements.open_new(site=site, **values, by=request.actor),
        done=lambda opened: opened_of(opened, clock.today(site.time_zone)),
        back=reverse("engagements:detail", args=[slug]),
        context={
            "site": site,
            "crumb": "Engagement",
            "part": site.name,
            "heading": "Open engagement",
            "says": "The milestones are planned from the first day. A site has one engagement at a time.",
        },
    )
