"""Milestones to record, and steps that wait for a manager, as columns of ``foundation.needs.columns``."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, DateField, Exists, F, Func, OuterRef, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from engagements.enums import MilestoneKind, Origin
from engagements.models import Engagement, Milestone
from engagements.querysets.plans import has_approved
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import day_at, end_of, needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within

Rows = QuerySet[Any, Any]
# A milestone is somebody's to do so many days before it is due, when its first reminder goes out.
AHEAD = 14


def rows_for(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find what engagements opened in the portal need of the actor."""
    yield from _milestones(actor, now, within)
    yield from _steps(actor, now, within)


def _milestones(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find milestones due soon or past due at the sites whose liaison the actor is, unless suspended."""
    sites = actor.sites_for(P.UPDATE_LOG)
    if not sites:
        return
    today = day_at(now)
    found = Milestone.objects.pending().filter(
        engagement__in=_opened().filter(onboarding_from__lte=today).exclude(_suspended(today)),
        due_on__lte=_days_after(today, AHEAD),
        site_id__in=sites,
    )
    found = found if within.site_id is None else found.filter(site_id=within.site_id)
    found = found.filter(engagement=UUID(within.thing)) if within.thing else found
    yield needing(
        found.order_by("due_on", "pk")[:MAX_ROWS],
        cause="record-milestone",
        thing=F("engagement_id"),
        due_at=end_of(F("due_on")),
        slug=F("site__slug"),
        kind=F("kind"),
        due_on=F("due_on"),
    )


def _steps(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find engagements that a manager can take a step further, and whose day for it has come."""
    sites = actor.sites_for(P.ENGAGEMENT_MANAGE)
    if sites is not None and not sites:
        return
    today = day_at(now)
    heard = Milestone.objects.filter(
        engagement=OuterRef("pk"), kind=MilestoneKind.LISTENING_SESSION, done_on__isnull=False
    )
    over = Q(onboarding_from__lte=today, active_from__lte=today, ends_on__lt=today)
    found = (
        _opened()
        .exclude(_suspended(today))
        .annotate(
            step=Case(
                When(onboarding_from=None, starts_on__lte=today, then=Value("begin-onboarding")),
                When(Exists(heard), active_from=None, then=Value("activate")),
                When(over & ~has_approved() & Q(plan_approved_on=None), then=Value("approve-plan")),
                When(over, then=Value("graduate")),
            )
        )
    )
    found = found.filter(step__isnull=False)
    found = found if sites is None else found.filter(site_id__in=sites)
    found = found if within.site_id is None else found.filter(site_id=within.site_id)
    found = found.filter(pk=UUID(within.thing)) if within.thing else found
    due_on = Case(
        When(step="begin-onboarding", then=F("starts_on")),
        When(step="activate", then=Value(None)),
        default=F("ends_on"),
        output_field=DateField(),
    )
    yield needing(
        found.order_by("starts_on", "pk")[:MAX_ROWS],
        cause=F("step"),
        thing=F("pk"),
        title="",
        due_at=end_of(due_on),
        slug=F("site__slug"),
    )


def _opened() -> QuerySet[Engagement]:
    """Find engagements opened in the portal that are neither withdrawn nor graduated."""
    return Engagement.objects.filter(
        origin=Origin.OPENED, withdrawn_on__isnull=True, graduated_on__isnull=True
    )


def _suspended(today: Combinable) -> Q:
    """Return the condition that clocks are paused on that day."""
    until = Q(suspended_until__isnull=True) | Q(suspended_until__gte=today)
    return Q(suspended_from__isnull=False, suspended_from__lte=today) & until


def _days_after(day: Combinable, days: int) -> Func:
    """So many days after a day; the database counts them."""
    return Func(
        day, Value(days), template="(%(expressions)s)", arg_joiner=" + ", output_field=DateField()
    )
