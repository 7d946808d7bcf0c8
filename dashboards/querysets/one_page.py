"""The records behind the one-page summary of a site; no federal item is among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from django.db.models import Count, Exists, OuterRef, Q, Sum

from dashboards.querysets.deliveries import deliveries_of
from engagements.models import Commitment
from foundation.accounts.actors import Actor
from liaisons.enums import UpdateKind
from liaisons.models import EngagementUpdate
from outcomes.enums import Measure
from outcomes.models import Trend
from sites.enums import Handling
from sites.models import Membership, Site
from tta_requests.enums import OPEN_STATUSES
from tta_requests.models import HoursEntry
from tta_requests.querysets import requests

if TYPE_CHECKING:
    from tta_requests.querysets.columns import ListedRequest

MAX_ROWS = 5
MAX_ROWS_WITH_CHARTS = 3
MEASURES = (Measure.HOMICIDE, Measure.AGGRAVATED_ASSAULT)


@dataclass(frozen=True, slots=True)
class Summary:
    """What the page shows of a site, as its reader may see it.

    Attributes:
        members: every membership of the site.
        asked: requests sent, ever.
        delivered: those whose delivery was confirmed in the portal, as reports count them.
        open: the newest open ones; one more than is shown.
        hours: the time worked on its requests.
        updates: contacts logged since the day asked for.
        visits: those among them that were visits.
        commitments: open commitments, due first; one more than is shown.
        trends: of the measures that the page shows, from public figures.
    """

    members: Sequence[Membership]
    asked: int
    delivered: int
    open: Sequence["ListedRequest"]
    hours: timedelta
    updates: int
    visits: int
    commitments: Sequence[Commitment]
    trends: Sequence[Trend]

    @property
    def max_rows(self) -> int:
        """How many rows of a table leave room for the rest of the page."""
        return MAX_ROWS_WITH_CHARTS if self.trends else MAX_ROWS


def summary_of(site: Site, actor: Actor, *, since: date) -> Summary:
    """Find what the page shows of a site, in seven statements.

    Arguments:
        site: the site.
        actor: the reader, who may enter it.
        since: the first day of the contacts that are counted.
    """
    sent = requests.visible_to(actor).at(site.pk).submitted().exclude(handling=Handling.FEDERAL)
    confirmed = Exists(deliveries_of(actor).filter(request=OuterRef("pk")))
    counts = sent.order_by().annotate(is_delivered=confirmed)
    newest = requests.for_list(sent.filter(status__in=OPEN_STATUSES)).order_by("-created_at", "-id")
    spent = HoursEntry.objects.visible_to(actor).filter(site_id=site.pk)
    spent = spent.exclude(request__handling=Handling.FEDERAL)
    logged = EngagementUpdate.objects.visible_to(actor).submitted().at(site.pk).since(since)
    contacts = (
        logged.on_paper()
        .order_by()
        .aggregate(updates=Count("pk"), visits=Count("pk", filter=Q(kind=UpdateKind.VISIT)))
    )
    return Summary(
        members=list(Membership.objects.at(site).for_team()),
        open=cast("list[ListedRequest]", list(newest[: MAX_ROWS + 1])),
        hours=spent.aggregate(total=Sum("spent"))["total"] or timedelta(),
        commitments=list(Commitment.objects.visible_to(actor).for_paper(site.pk)[: MAX_ROWS + 1]),
        trends=list(Trend.objects.of_site(site).filter(measure__in=MEASURES)),
        **counts.aggregate(asked=Count("pk"), delivered=Count("pk", filter=Q(is_delivered=True))),
        **contacts,
    )
