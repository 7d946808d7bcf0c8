"""A site's plans: their page, their versions, and their steps."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from engagements import policies
from engagements.actions import plans
from engagements.actions.plans import PLAN_ACTS
from engagements.enums import PLAN_LIFECYCLE, PlanKind
from engagements.forms import PLAN_STEP_FORMS
from engagements.models import Engagement, EngagementFile, Measurement, Plan, PlanStep
from engagements.models.plans import PlanQuerySet
from engagements.presenters.plan_goals import PlanWork, goals_of
from engagements.presenters.plan_steps import PLAN_WORDS
from engagements.presenters.plan_versions import versions_of
from engagements.presenters.plans import page_of
from engagements.presenters.steps import refusal_of
from engagements.querysets import made_from
from foundation.accounts.access import access
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import ask, sent
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.errors import InvalidInput, Refused
from foundation.workflow.nonces import single_submit
from sites.policies import can_enter
from sites.views.team import enterable

View = Callable[..., HttpResponseBase]
NO_ENGAGEMENT = "This site has no engagement yet. A Program Manager opens one first."
WHICH_ENGAGEMENT = (
    "This site has more than one engagement. Open the page of the plan, and start it there."
)
NO_KIND = "Choose the strategic or the sustainability plan."


@access(P.SITE_VIEW)
def detail(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a site's strategic or sustainability plan: goals, actions, steps, and history."""
    site = enterable(request, slug, can_enter)
    actor = request.actor
    kind = _kind(request.GET.get("kind", "")) or PlanKind.STRATEGIC
    engagement = _asked_engagement(request, site.pk) or _engagement(request, site.pk)
    plan = _visible(request).of_kind(engagement, kind) if engagement else None
    shown = page_of(
        site,
        actor,
        kind,
        engagement=engagement,
        plan=plan,
        work=_work_of(plan, actor),
        others=_others(request, engagement),
        files=list(EngagementFile.objects.visible_to(actor).standing().of_plan(plan.pk))
        if plan
        else [],
        today=clock.today(site.time_zone),
    )
    return page(request, "engagements/plan.html", {"site": site, "shown": shown})


@access(P.PLAN_WRITE)
@require_POST
@single_submit
def start(request: PortalRequest, slug: str) -> HttpResponse:
    """Start a plan of the engagement whose page the form was on."""
    site = enterable(request, slug, lambda actor, at: policies.can_write_plan(actor, at.pk))
    kind = _kind(request.POST.get("kind", ""))
    if kind is None:
        raise InvalidInput(NO_KIND)
    plan = plans.start(_meant(request, site.pk), kind, by=request.actor)
    return redirect_with_message(request, f"{kind.label} started. Add its goals.", address(plan))


@access(P.SITE_VIEW)
def versions(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show the approved versions of a plan and what changed from one to the next."""
    plan = get_object_or_404(_visible(request), pk=pk)
    context = {
        "site": plan.site,
        "plan": plan,
        "address": address(plan),
        "versions": versions_of(plan),
    }
    return page(request, "engagements/plan_versions.html", context)


def address(plan: Plan) -> str:
    """Return the address of a plan's page."""
    query = {"kind": plan.kind, "engagement": plan.engagement_id}
    return reverse("engagements:plan", args=[plan.site.slug], query=query)


def view_of(step: str) -> View:
    """Return the view for a step's address: a page with the plan's text and a form."""
    [permission] = {row.permission for row in PLAN_LIFECYCLE.rows if row.name == step}

    def view(request: PortalRequest, pk: UUID) -> HttpResponse:
        plan = get_object_or_404(_visible(request), pk=pk)
        if not policies.can_take_plan_step(request.actor, plan, step):
            raise PermissionDenied
        return _ask(request, plan, step)

    view.__doc__ = PLAN_WORDS[step].heading
    guarded = access(P(permission))(single_submit(view))
    guarded.__doc__ = view.__doc__
    return guarded


def _ask(request: PortalRequest, plan: Plan, step: str) -> HttpResponse:
    form = PLAN_STEP_FORMS[step](sent(request))
    work = PlanWork(measured=_measured(plan, request.actor))
    return ask(
        request,
        "engagements/plan_step.html",
        form,
        act=lambda values, version: PLAN_ACTS[step](
            plan, **values, version=version, by=request.actor
        ),
        done=PLAN_WORDS[step].done,
        back=address(plan),
        version=plan.version,
        refusal=_refusal(request, plan, step),
        context={
            "site": plan.site,
            "crumb": plan.get_kind_display(),
            "part": f"{plan.get_kind_display()}, {plan.site.name}",
            "heading": PLAN_WORDS[step].heading,
            "says": PLAN_WORDS[step].says,
            "goals": goals_of(plan, request.actor, work, clock.today(plan.site.time_zone)),
        },
    )


def _refusal(request: PortalRequest, plan: Plan, step: str) -> str:
    """Return why the step can't be taken now; empty if it can."""
    return refusal_of(
        step,
        policies.plan_steps_open_to(request.actor, plan),
        state=str(plan.get_status_display()),
        taken=PlanStep.objects.of_plan(plan),
        tz=plan.site.time_zone,
    )


def _visible(request: PortalRequest) -> PlanQuerySet:
    return Plan.objects.visible_to(request.actor).for_page()


def _engagement(request: PortalRequest, site_id: int) -> Engagement | None:
    return Engagement.objects.with_work_visible_to(request.actor).newest_of(site_id)


def _asked_engagement(request: PortalRequest, site_id: int) -> Engagement | None:
    """Return the engagement that ``?engagement=`` names, or whose plan has the ``?action=``; None for no such one."""
    seen = Engagement.objects.with_work_visible_to(request.actor)
    for name, find in (("engagement", seen.one_of), ("action", seen.with_action)):
        try:
            pk = UUID(request.GET.get(name, ""))
        except ValueError:
            continue
        return find(site_id, pk)
    return None


def _meant(request: PortalRequest, site_id: int) -> Engagement:
    """Return the engagement that a form names, or the site's only one: never one of several by guess."""
    seen = Engagement.objects.with_work_visible_to(request.actor)
    try:
        found = seen.one_of(site_id, UUID(request.POST.get("engagement", "")))
    except ValueError:
        newest = seen.newest_of(site_id)
        if newest is None:
            raise Refused(NO_ENGAGEMENT) from None
        if seen.others_of(newest):
            raise Refused(WHICH_ENGAGEMENT) from None
        return newest
    if found is None:
        raise Http404
    return found


def _others(request: PortalRequest, engagement: Engagement | None) -> Sequence[Engagement]:
    """Return the site's other engagements, newest first."""
    if engagement is None:
        return ()
    return Engagement.objects.with_work_visible_to(request.actor).others_of(engagement)


def _work_of(plan: Plan | None, actor: Actor) -> PlanWork:
    """Load what was done with a plan: its steps, the figures measured, and what was made from it."""
    if plan is None:
        return PlanWork()
    return PlanWork(
        steps=list(PlanStep.objects.of_plan(plan)),
        measured=_measured(plan, actor),
        made=made_from.find(actor, made_from.PLAN, plan.pk),
        may_ask=policies.can_ask_for_help(actor, plan.site_id),
    )


def _measured(plan: Plan, actor: Actor) -> list[Measurement]:
    return list(Measurement.objects.visible_to(actor).of_plan(plan.pk))


def _kind(asked: str) -> PlanKind | None:
    return PlanKind(asked) if asked in PlanKind.values else None


PLAN_STEPS: dict[str, View] = {step: view_of(step) for step in PLAN_ACTS}
