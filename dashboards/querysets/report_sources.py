"""The records that a report's figures were counted from, and what is due in the next period; no federal item is among them."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.enums import Period
from dashboards.querysets.deliveries import deliveries_of
from engagements.enums import RecommendationStepKind
from engagements.models import RecommendationStep
from foundation.accounts.actors import Actor
from foundation.agenda.reading import Entry as Date
from foundation.agenda.reading import entries_of
from foundation.agenda.registry import Span
from foundation.calendars.days import OFFICIAL_ZONE, end_of, start_of
from liaisons.models import EngagementUpdate
from tta_requests.models import Entry

# Of each kind; the page says so, and the export of the room has all of them.
MAX_LINES = 100
COMING = {"milestones", "engagements", "summits", "community meetings", "peer exchanges"}


@dataclass(frozen=True, slots=True)
class Sources:
    """What the reader sees behind a report; of each kind one more than is shown.

    Attributes:
        updates: the updates about the period, newest first.
        deliveries: the confirmations of deliveries, newest first.
        verified: the recommendations that were verified, newest first.
        coming: what has a date in the next period, in order.
    """

    updates: Sequence[EngagementUpdate]
    deliveries: Sequence[Entry]
    verified: Sequence[RecommendationStep]
    coming: Sequence[Date]


def sources_of(period: Period, actor: Actor) -> Sources:
    """Find what is behind the report of a period, in four statements."""
    logged = EngagementUpdate.objects.visible_to(actor).submitted().on_paper()
    logged = logged.filter(occurred_on__gte=period.first, occurred_on__lte=period.last)
    begins, ends = start_of(period.first, OFFICIAL_ZONE), end_of(period.last, OFFICIAL_ZONE)
    confirmed = deliveries_of(actor).filter(created_at__gte=begins, created_at__lt=ends)
    steps = RecommendationStep.objects.visible_to(actor).filter(
        step=RecommendationStepKind.VERIFIED
    )
    verified = steps.filter(on__gte=period.first, on__lte=period.last)
    span = Span.of(period.after.first, period.after.last, OFFICIAL_ZONE)
    deliveries = confirmed.select_related("request__site").order_by("-created_at", "-pk")
    recommendations = verified.select_related("recommendation__site").order_by("-on", "-pk")
    return Sources(
        updates=list(logged.for_list()[: MAX_LINES + 1]),
        deliveries=list(deliveries[: MAX_LINES + 1]),
        verified=list(recommendations[: MAX_LINES + 1]),
        coming=entries_of(actor, span, OFFICIAL_ZONE, only=COMING)[: MAX_LINES + 1],
    )
