"""What changed at the sites in a period: of each measure, the newest verified number, and the newest before the period."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby
from typing import Any

from dashboards.enums import Period
from foundation.accounts.actors import Actor
from outcomes.enums import Qualifier
from outcomes.models import SiteMeasurement

# An older number says little about the change in a period.
LOOKS_BACK = timedelta(days=366)
MAX_CHANGES = 40
Change = dict[str, Any]


def changes_of(period: Period, actor: Actor) -> list[Change]:
    """Find the measures of the actor's sites that changed, in one statement; by site and measure.

    Only exact numbers that a site entered and someone else verified are compared. The result is kept with a frozen
    report: the site's name, whether it is made up, the measure with its unit, and both numbers with their days.
    """
    seen = SiteMeasurement.objects.visible_to(actor).current().verified()
    known = seen.filter(
        qualifier=Qualifier.EXACT,
        ends_on__gte=period.first - LOOKS_BACK,
        ends_on__lte=period.last,
    )
    loaded = known.select_related("measure__indicator", "measure__site")
    ordered = loaded.order_by(
        "measure__site__name", "measure__indicator__order", "measure", "ends_on"
    )
    grouped = groupby(ordered, key=lambda each: each.measure_id)
    found = [_change(list(rows), period) for _, rows in grouped]
    return [each for each in found if each][:MAX_CHANGES]


def _change(rows: Iterable[SiteMeasurement], period: Period) -> Change | None:
    """Return how a measure changed, from its numbers in the order of time; None if it didn't."""
    then = now = None
    for each in rows:
        if each.number is None or each.ends_on is None:
            continue
        if each.ends_on < period.first:
            then = each
        else:
            now = each
    if then is None or now is None or then.number == now.number:
        return None
    return {
        "site": now.measure.site.name,
        "is_demo": now.measure.site.is_demo,
        "measure": str(now.measure),
        "unit": now.measure.indicator.unit,
        "then": str(then.number),
        "then_days": [str(then.starts_on), str(then.ends_on)],
        "now": str(now.number),
        "now_days": [str(now.starts_on), str(now.ends_on)],
    }
