"""Dates of engagements on the calendar: milestones, the last day, and commitments without a request."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from engagements.enums import CommitmentKind, MilestoneKind
from engagements.models import Commitment, Engagement, Milestone
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.agenda.columns import Row, changes_of, dated
from foundation.agenda.enums import EntryState
from foundation.agenda.reading import MAX_ROWS
from foundation.agenda.registry import Kind, Source, Span, declare
from foundation.calendars import clock

# An engagement that ended before a milestone was due.
OVER = Q(engagement__withdrawn_on__lte=F("due_on")) | Q(engagement__graduated_on__lte=F("due_on"))


def _milestones(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find milestones: on the day one was reached, else on the day it is due."""
    if actor.sites_for(P.SITE_VIEW) == frozenset():
        return
    found = Milestone.objects.visible_to(actor).annotate(on=Coalesce("done_on", "due_on"))
    found = span.here(found.filter(**span.of_days("on")))
    yield dated(
        found.order_by("on", "pk")[:MAX_ROWS],
        kind="milestone",
        day=F("on"),
        state=Case(
            When(done_on__isnull=False, then=Value(EntryState.DONE.value)),
            When(OVER, then=Value(EntryState.CANCELED.value)),
            default=Value(EntryState.OPEN.value),
        ),
        kind_of_it=F("kind"),
        slug=F("site__slug"),
        **changes_of(Milestone),
    )


def _ends(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find the last days of the engagements of the actor's sites."""
    sites = actor.sites_for(P.SITE_VIEW)
    if sites == frozenset():
        return
    found = Engagement.objects.filter(**span.of_days("ends_on"))
    found = span.here(found if sites is None else found.filter(site_id__in=sites))
    yield dated(
        found.order_by("ends_on", "pk")[:MAX_ROWS],
        kind="engagement-end",
        day=F("ends_on"),
        state=Case(
            When(withdrawn_on__lte=F("ends_on"), then=Value(EntryState.CANCELED.value)),
            # The day after its last is set for an engagement from published data before it comes.
            When(
                graduated_on__isnull=False,
                ends_on__lt=clock.today("UTC"),
                then=Value(EntryState.DONE.value),
            ),
            default=Value(EntryState.OPEN.value),
        ),
        slug=F("site__slug"),
        **changes_of(Engagement),
    )


def _commitments(actor: Actor, span: Span) -> Iterator[QuerySet[Any, Any]]:
    """Find deliverables, milestones and commitments without a request on the day they are due."""
    sites = actor.sites_for(P.SITE_VIEW)
    if sites == frozenset():
        return
    found = Commitment.objects.without_request().filter(**span.of_days("due_on"))
    found = span.here(found if sites is None else found.filter(site_id__in=sites))
    yield dated(
        found.order_by("due_on", "pk")[:MAX_ROWS],
        kind="site-commitment",
        day=F("due_on"),
        title=F("text"),
        state=Case(
            When(done_at__isnull=False, then=Value(EntryState.DONE.value)),
            When(~Q(dropped_reason=""), then=Value(EntryState.CANCELED.value)),
            default=Value(EntryState.OPEN.value),
        ),
        commitment=F("kind"),
        **changes_of(Commitment),
    )


def _workspace(row: Row) -> str:
    return reverse("sites:workspace", args=[row.detail["slug"]])


def _commitment_page(row: Row) -> str:
    return reverse("engagements:commitment", args=[row.subject])


def _commitment(row: Row) -> str:
    return f"{CommitmentKind(row.detail['commitment']).label} due"


def _milestone(row: Row) -> str:
    return f"{MilestoneKind(row.detail['kind_of_it']).label} (engagement)"


declare(
    Source(
        name="milestones",
        rows=_milestones,
        kinds=(Kind(slug="milestone", what=_milestone, href=_workspace),),
    )
)
declare(
    Source(
        name="engagements",
        rows=_ends,
        kinds=(Kind(slug="engagement-end", what="Engagement ends", href=_workspace),),
    )
)
declare(
    Source(
        name="site-commitments",
        rows=_commitments,
        kinds=(Kind(slug="site-commitment", what=_commitment, href=_commitment_page),),
    )
)
