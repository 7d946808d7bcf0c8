"""The records behind the one-page summary of a site; no federal item is among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Q, QuerySet, Subquery, Sum, prefetch_related_objects
from django.db.models.expressions import Combinable
from django.db.models.functions import JSONObject

from dashboards.models import SentSummary
from dashboards.querysets.deliveries import ONCE, deliveries_at, on_paper
from engagements.models import Commitment, Engagement
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.workflow import embedded
from foundation.workflow.embedded import Embedded
from liaisons.enums import UpdateKind
from liaisons.models import EngagementUpdate
from liaisons.querysets import case_columns
from outcomes.enums import Measure
from outcomes.models import Indicator, SiteMeasure, SiteMeasurement, Trend
from sites.enums import Handling
from sites.models import Membership, Site
from tta_requests.enums import OPEN_STATUSES
from tta_requests.models import HoursEntry, TTARequest
from tta_requests.querysets import requests

MAX_ROWS = 5
# Three years of quarters of eight measures.
MAX_MEASURED = 96
REQUEST = ("id", "title", "status", "submitted_at", "created_at")
COMMITMENT = ("id", "text", "owed_by", "due_on", "owner_id")
MEASUREMENT = (
    "id",
    "measure_id",
    "starts_on",
    "ends_on",
    "period",
    "is_reported",
    "value",
    "numerator",
    "denominator",
    "qualifier",
    "reported_order",
)
MEASURES = (Measure.HOMICIDE, Measure.AGGRAVATED_ASSAULT)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the page shows of a site, as its reader may see it.

    Attributes:
        engagement: the newest engagement with its milestones; None without one.
        members: every membership of the site.
        asked: requests sent, ever.
        delivered: those whose delivery was confirmed in the portal, as reports count them.
        trained: people trained with those, as their providers reported.
        open: the newest open ones; one more than is shown.
        hours: the time worked on its requests.
        updates: contacts logged since the day asked for.
        visits: those among them that were visits.
        commitments: open commitments, due first; one more than is shown.
        trends: of the measures that the page shows, from public figures.
        measured: what the site measured and someone verified, the newest period first.
        sent: that the page was sent to leadership last, with who sent it; None before anyone did.
    """

    engagement: Engagement | None
    members: Sequence[Membership]
    asked: int
    delivered: int
    trained: int
    open: Sequence[TTARequest]
    hours: timedelta
    updates: int
    visits: int
    commitments: Sequence[Commitment]
    trends: Sequence[Trend]
    measured: Sequence[SiteMeasurement]
    sent: SentSummary | None

    @property
    def max_rows(self) -> int:
        """How many rows of a table leave room for the rest of the page."""
        return MAX_ROWS - 2 * bool(self.trends) - bool(self.measured)


def summary_of(site: Site, actor: Actor, *, since: date) -> Summary:
    """Find what the page shows of a site, in three statements: its work, the milestones of its engagement, its trends.

    Arguments:
        site: the site.
        actor: the reader, who may enter it.
        since: the first day of the contacts that are counted.
    """
    found = _told(site.pk, actor.only_at(site.pk), since).get()
    engagement = case_columns.engagement_of(found)
    prefetch_related_objects([engagement] if engagement else [], "milestones")
    told = vars(found)
    return Summary(
        engagement=engagement,
        members=case_columns.people_of(found),
        asked=told["asked"] or 0,
        delivered=told["delivered"] or 0,
        trained=told["trained"] or 0,
        open=[embedded.made(TTARequest, each) for each in told["newest"]],
        hours=told["spent"] or timedelta(),
        **(told["contacts"] or {"updates": 0, "visits": 0}),
        commitments=[_commitment(each) for each in told["steps"]],
        trends=list(Trend.objects.of_site(site).filter(measure__in=MEASURES)),
        measured=[_measurement(each) for each in told["measured"]],
        sent=_sent(told["sent"]) if told["sent"] else None,
    )


def _told(site_id: int, actor: Actor, since: date) -> QuerySet[Site]:
    """Return the site with every part of its summary as a column."""
    sent = requests.visible_to(actor).at(site_id).submitted().exclude(handling=Handling.FEDERAL)
    newest = sent.filter(status__in=OPEN_STATUSES).order_by("-created_at", "-id")
    delivered = deliveries_at(site_id, actor)
    taught = sent.filter(people_trained__isnull=False, pk__in=delivered.values("request"))
    logged = EngagementUpdate.objects.visible_to(actor).submitted().at(site_id).since(since)
    steps = Commitment.objects.visible_to(actor).for_paper(site_id)
    visits = Count("pk", filter=Q(kind=UpdateKind.VISIT))
    owner = embedded.fields(("id", "name"), "owner__")
    owed = JSONObject(**{name: name for name in COMMITMENT}, owner=owner)
    told = SentSummary.objects.visible_to(actor).of_site(site_id)
    sender = embedded.fields(("id", "name"), "sent_by__")
    last = JSONObject(id="id", sent_at="sent_at", sent_by_id="sent_by_id", sender=sender)
    measured = SiteMeasurement.objects.visible_to(actor).of_site(site_id).verified()
    measured = measured.order_by("-starts_on", "measure__indicator__order", "pk")
    numbers = JSONObject(
        **{name: name for name in MEASUREMENT},
        measure=embedded.fields(("id", "sub_area", "indicator_id"), "measure__"),
        indicator=embedded.fields(("id", "name", "unit"), "measure__indicator__"),
    )
    return Site.objects.filter(pk=site_id).annotate(
        told_engagement=case_columns.engagement(actor),
        told_people=case_columns.people(actor),
        asked=_one(sent, Count("pk")),
        delivered=_one(delivered, ONCE),
        trained=_one(taught, Sum("people_trained")),
        newest=ArraySubquery(newest.values(row=embedded.fields(REQUEST))[: MAX_ROWS + 1]),
        spent=_one(HoursEntry.objects.standing().filter(on_paper(site_id, actor)), Sum("spent")),
        contacts=_one(logged.on_paper(), JSONObject(updates=Count("pk"), visits=visits)),
        sent=Subquery(told.values(row=last)[:1]),
        measured=ArraySubquery(measured.values(row=numbers)[:MAX_MEASURED]),
        steps=ArraySubquery(steps.values(row=owed)[: MAX_ROWS + 1]),
    )


def _one(rows: QuerySet[Any], figure: Combinable) -> Subquery:
    """Return a figure of a site's rows; null without any row."""
    return Subquery(rows.order_by().values("site_id").annotate(figure=figure).values("figure"))


def _commitment(row: Embedded) -> Commitment:
    made = embedded.made(Commitment, row)
    made.owner = embedded.made(User, row["owner"]) if made.owner_id else None
    return made


def _measurement(row: Embedded) -> SiteMeasurement:
    made = embedded.made(SiteMeasurement, row)
    made.measure = embedded.made(SiteMeasure, row["measure"])
    made.measure.indicator = embedded.made(Indicator, row["indicator"])
    return made


def _sent(row: Embedded) -> SentSummary:
    made = embedded.made(SentSummary, row)
    made.sent_by = embedded.made(User, row["sender"])
    return made
