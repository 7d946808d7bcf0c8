"""The boards of recommendations as their filters ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.db.models.functions import Coalesce

from engagements.enums import RecommendationState, RecommendationStepKind, ReportedOrigin
from engagements.models import EvidenceFile, Recommendation, RecommendationStep
from engagements.models.recommendations import CHECKED_STATES, OPEN_STATES, RecommendationQuerySet
from engagements.querysets.recommendation_givers import own_work
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.needs.columns import day_at
from foundation.workflow.cursors import Cursors, Position

PLACES = Cursors("recommendations", lambda row: Position(row.written_at, row.pk))
MAX_CARDS = 200
SOON = timedelta(days=14)
# Of what is past due, and of checks due within the week, the boards name the first few.
MAX_PRESSING, A_WEEK = 5, timedelta(days=7)
MAX_SITES = 10
DONE_STATES = (RecommendationState.VERIFIED, RecommendationState.SUSTAINED)
# The quick filters of the boards, as their query has them.
QUICK: Mapping[str, Mapping[str, str]] = {
    "open": {"state": "open"},
    "late": {"due": "late"},
    "verify": {"who": "verify"},
    "repeats": {"due": "repeats"},
    "all": {},
}


@dataclass(frozen=True, slots=True)
class SiteCounts:
    """How many recommendations of a site are past due, open, and done."""

    slug: str
    name: str
    late: int
    open: int
    done: int


def asked(actor: Actor, filters: Mapping[str, Any], now: datetime) -> RecommendationQuerySet:
    """Return the recommendations of the actor's sites that the filters name."""
    found = Recommendation.objects.visible_to(actor)
    state = filters.get("state")
    if state:
        found = found.open() if state == "open" else found.in_state(state)
    if filters.get("area"):
        found = found.in_area(filters["area"].slug)
    if filters.get("principle"):
        found = found.serving(filters["principle"].slug)
    if filters.get("site"):
        found = found.of_site(filters["site"].pk)
    return _for(actor, _due(found, str(filters.get("due", "")), now), str(filters.get("who", "")))


def quick_counts(actor: Actor, scope: Mapping[str, Any], now: datetime) -> dict[str, int]:
    """Count what each quick filter finds for the actor, in one statement.

    Arguments:
        actor: the reader.
        scope: the filters that every count has, such as a board's site.
        now: the instant.
    """
    counts = {
        name: Count("pk", filter=Q(pk__in=asked(actor, {**scope, **chosen}, now).values("pk")))
        for name, chosen in QUICK.items()
    }
    found: dict[str, int] = asked(actor, scope, now).order_by().aggregate(**counts)
    return found


def pressing(found: RecommendationQuerySet, now: datetime) -> list[Recommendation]:
    """Find what is past due, and checks due within a week, first due first; one more than is shown."""
    check = Q(status__in=CHECKED_STATES, next_check_on__lte=day_at(now + A_WEEK))
    rows = found.filter(_late(now) | check).select_related("site", "owner_person")
    # Open work has no check yet, and what is checked is no longer due by its day.
    return list(rows.order_by(Coalesce("next_check_on", "due_on"), "pk")[: MAX_PRESSING + 1])


def by_site(actor: Actor, now: datetime) -> list[SiteCounts]:
    """Count the recommendations of the actor's sites, those with most past due first; one more than is shown."""
    sites = Recommendation.objects.visible_to(actor).values_list("site__slug", "site__name")
    counted = sites.annotate(
        late=Count("pk", filter=_late(now)),
        open=Count("pk", filter=Q(status__in=OPEN_STATES)),
        done=Count("pk", filter=Q(status__in=DONE_STATES)),
    )
    found = counted.order_by("-late", "-open", "site__name", "site__slug")
    return [SiteCounts(*row) for row in found[: MAX_SITES + 1]]


def with_checks(found: RecommendationQuerySet) -> RecommendationQuerySet:
    """Load recommendations with the checks that were recorded as their ``steps``, oldest first."""
    made = RecommendationStep.objects.filter(step=RecommendationStepKind.CHECKED).order_by("on")
    return found.prefetch_related(Prefetch("steps", made))


def with_evidence(found: RecommendationQuerySet) -> RecommendationQuerySet:
    """Load recommendations with their evidence, and the files that weren't removed."""
    files = Prefetch("evidence__files", EvidenceFile.objects.standing())
    return found.prefetch_related("evidence__made_by", files)


def _due(found: RecommendationQuerySet, due: str, now: datetime) -> RecommendationQuerySet:
    if due == "late":
        return found.filter(_late(now))
    if due == "soon":
        return found.open().filter(due_on__gte=day_at(now), due_on__lte=day_at(now + SOON))
    return found.filter(repeats_every_days__isnull=False) if due == "repeats" else found


def _late(now: datetime) -> Q:
    return Q(status__in=OPEN_STATES, due_on__lt=day_at(now))


def _for(actor: Actor, found: RecommendationQuerySet, who: str) -> RecommendationQuerySet:
    if who == "me":
        return found.filter(owner_person_id=actor.user_id or 0)
    if who != "verify":
        return found
    sites = actor.sites_for(P.RECOMMENDATION_VERIFY)
    found = found if sites is None else found.filter(site_id__in=sites)
    mine = found.filter(status=RecommendationState.IMPLEMENTED, origin=ReportedOrigin.PORTAL)
    return mine.exclude(own_work(actor.user_id))
