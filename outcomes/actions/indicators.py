"""Load the program's indicators, and the measurements it has published itself."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from foundation.tenancy.context import atomic
from outcomes.models import Indicator, SiteMeasure, SiteMeasurement
from sites.actions.reference import put_all
from sites.models import CoreArea, Site

Row = Mapping[str, str]
FACTS = ("slug", "name", "unit", "better", "numerator", "denominator", "definition", "source")


@atomic
def load_indicators(rows: Iterable[Row]) -> int:
    """Load the indicators; core areas must be loaded first."""
    areas = dict(CoreArea.objects.values_list("slug", "pk"))
    found = [
        {name: row[name] for name in FACTS}
        | {
            "core_area_id": areas[row["core_area"]],
            "order": int(row["order"]),
            "is_offered": row["offered"] == "yes",
        }
        for row in rows
    ]
    return put_all(Indicator, ("slug",), found)


@atomic
def load_measurements(rows: Iterable[Row]) -> int:
    """Load what the program reported of its sites, which names no person; indicators and sites must be loaded first."""
    rows = list(rows)
    sites = dict(Site.objects.real().values_list("slug", "pk"))
    indicators = dict(Indicator.objects.values_list("slug", "pk"))
    key = ("site_id", "indicator_id", "is_imported")
    # One for each site and indicator: the first row says since when, and where it's from.
    wanted = {
        (row["site"], row["indicator"]): {
            "site_id": sites[row["site"]],
            "indicator_id": indicators[row["indicator"]],
            "is_imported": True,
            "source": row["source"],
            "since": date.fromisoformat(row["starts_on"]),
        }
        for row in reversed(rows)
    }
    put_all(SiteMeasure, key, list(wanted.values()))
    measures = {
        (each.site_id, each.indicator_id): each.pk
        for each in SiteMeasure.objects.filter(is_imported=True)
    }
    found = [
        {
            "reported_order": int(row["order"]),
            "site_id": sites[row["site"]],
            "measure_id": measures[sites[row["site"]], indicators[row["indicator"]]],
            "starts_on": date.fromisoformat(row["starts_on"]),
            "ends_on": date.fromisoformat(row["ends_on"]) if row["ends_on"] else None,
            "period": row["period"],
            "qualifier": row["qualifier"],
            "value": Decimal(row["value"]),
        }
        for row in rows
    ]
    return put_all(SiteMeasurement, ("reported_order",), found)
