"""How much a host takes on, for staff and for the host itself."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from exchanges.enums import State
from exchanges.models import HostingLimit, PeerExchange
from exchanges.models.exchanges import busiest_year
from exchanges.querysets.exchanges import days_hosted
from foundation.calendars import clock


def load_around(exchange: PeerExchange) -> tuple[int, int]:
    """Return the most visits of the host in 12 months with this one in them, and the limit."""
    limit = getattr(exchange, "told_limit", None) or HostingLimit.objects.current().visits
    return busiest_year(days_hosted(exchange), exchange.day), limit


def waiting_over_limit(rows: Iterable[PeerExchange]) -> set[UUID]:
    """Return the keys of requests that their host can't accept, as staff read all of its visits.

    Arguments:
        rows: exchanges with their hosts; one query for all of them.
    """
    waiting = [row for row in rows if row.status == State.ASKED and not row.over_limit_reason]
    hosts = {row.host_id: row.host.time_zone for row in waiting}
    hosted: dict[int, list[date]] = defaultdict(list)
    for host_id, day in PeerExchange.objects.hosted_by_any(hosts).values_list(
        "host_id", "starts_on"
    ):
        hosted[host_id].append(day or clock.today(hosts[host_id]))
    limit = HostingLimit.objects.current().visits
    return {row.pk for row in waiting if busiest_year(hosted[row.host_id], row.day) > limit}
