"""Recommendations that wait for a person, as columns of ``foundation.needs.columns``."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When

from engagements.enums import RecommendationState, RecommendationStepKind, ReportedOrigin
from engagements.models import Recommendation, RecommendationStep
from engagements.models.recommendations import CHECKED_STATES
from engagements.querysets.recommendation_givers import own_work
from engagements.querysets.recommendation_owners import OWNED_STATES, owner_has_left
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import day_at, end_of, needing
from foundation.needs.reading import MAX_ROWS
from foundation.needs.registry import Within

Rows = QuerySet[Any, Any]
S = RecommendationState


def rows_for(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find the recommendations that the actor has to answer, carry out, check, or verify."""
    if actor.user_id is None:
        return
    yield from _of_contacts(actor, now, within)
    yield from _without_owner(actor, now, within)
    yield from _of_owner(actor, now, within)
    yield from _of_verifiers(actor, now, within)


def _of_contacts(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find what a site's points of contact answer, finish late, or check."""
    late, check, due_at = _due(now)
    found = _at_sites_of(actor, P.RECOMMENDATION_ANSWER, within)
    if found is None:
        return
    yield needing(
        found.filter(Q(status=S.PROPOSED) | late | check).order_by("written_at", "pk")[:MAX_ROWS],
        cause=Case(
            When(status=S.PROPOSED, then=Value("answer-recommendation")),
            When(late, then=Value("finish-recommendation")),
            default=Value("check-recommendation"),
        ),
        thing=F("pk"),
        title=F("headline"),
        since=F("written_at"),
        due_at=due_at,
    )


def _without_owner(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find those whose owner has left the site, for the points of contact, who choose the next one."""
    found = _at_sites_of(actor, P.RECOMMENDATION_ANSWER, within)
    if found is None:
        return
    left = found.filter(status__in=OWNED_STATES, owner_person__isnull=False)
    yield needing(
        left.filter(owner_has_left(now)).order_by("written_at", "pk")[:MAX_ROWS],
        cause="reassign-recommendation",
        thing=F("pk"),
        title=F("headline"),
        since=F("written_at"),
    )


def _of_owner(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find what is late or to be checked of what the actor owns, where the actor is no point of contact."""
    found = _at_sites_of(actor, P.SITE_VIEW, within)
    contact_at = actor.sites_for(P.RECOMMENDATION_ANSWER)
    if found is None or contact_at is None:
        return
    late, check, due_at = _due(now)
    own = found.filter(owner_person_id=actor.user_id).exclude(site_id__in=contact_at)
    yield needing(
        own.filter(late | check).order_by("written_at", "pk")[:MAX_ROWS],
        cause=Case(
            When(late, then=Value("finish-recommendation")), default=Value("check-recommendation")
        ),
        thing=F("pk"),
        title=F("headline"),
        since=F("written_at"),
        due_at=due_at,
    )


def _due(now: datetime) -> tuple[Q, Q, Case]:
    """Return what tells that one is late, that it is to be checked, and by when either was due."""
    today = day_at(now)
    late = Q(status__in=(S.ACCEPTED, S.IN_PROGRESS), due_on__lt=today)
    check = Q(status__in=CHECKED_STATES, next_check_on__lte=today)
    by_when = Case(
        When(late, then=end_of(F("due_on"))), When(check, then=end_of(F("next_check_on")))
    )
    return late, check, by_when


def _of_verifiers(actor: Actor, now: datetime, within: Within) -> Iterator[Rows]:
    """Find what a liaison or manager verifies or confirms, who had no part in it."""
    verify = Q(status=S.IMPLEMENTED)
    sustain = Q(status=S.VERIFIED, sustained_check_on__lte=day_at(now))
    found = _at_sites_of(actor, P.RECOMMENDATION_VERIFY, within)
    if found is None:
        return
    found = found.exclude(own_work(actor.user_id))
    implemented = RecommendationStep.objects.filter(
        recommendation=OuterRef("pk"), step=RecommendationStepKind.IMPLEMENTED
    )
    yield needing(
        found.filter(verify | sustain).order_by("written_at", "pk")[:MAX_ROWS],
        cause=Case(
            When(verify, then=Value("verify-recommendation")),
            default=Value("sustain-recommendation"),
        ),
        thing=F("pk"),
        title=F("headline"),
        since=Subquery(implemented.order_by("-made_at").values("made_at")[:1]),
        due_at=Case(When(sustain, then=end_of(F("sustained_check_on")))),
    )


def _at_sites_of(actor: Actor, permission: P, within: Within) -> QuerySet[Recommendation] | None:
    """Return those written in the portal at the sites of a permission; None without any site."""
    sites = actor.sites_for(permission)
    if sites is not None and not sites:
        return None
    found: QuerySet[Recommendation] = Recommendation.objects.filter(origin=ReportedOrigin.PORTAL)
    found = found if sites is None else found.filter(site_id__in=sites)
    found = found if within.site_id is None else found.filter(site_id=within.site_id)
    return found.filter(pk=UUID(within.thing)) if within.thing else found
