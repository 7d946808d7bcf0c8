"""Load the exchanges that the program reported; a second run changes only what follows the file."""

from collections.abc import Iterable, Mapping
from datetime import date

from exchanges.models import ReportedExchange
from foundation.tenancy.context import atomic
from sites.actions.reference import bring_up_to_date
from sites.models import Site

Row = Mapping[str, str]


@atomic
def load_reported(rows: Iterable[Row]) -> int:
    """Load exchanges as they were published: two sites, what is known of the days, and what was planned."""
    rows = list(rows)
    sites = {site.slug: site for site in Site.objects.all()}
    for row in rows:
        facts = {
            "visitor": sites[row["visitor"]],
            "host": sites[row["host"]],
            "starts_on": _day(row["starts_on"]),
            "ends_on": _day(row["ends_on"]),
            "day_is_known": row["day_is_known"] == "yes",
            "topic": row["topic"],
            "planned": row["planned"],
            "source": row["source"],
            "source_as_of": date.fromisoformat(row["as_of"]),
        }
        found, is_new = ReportedExchange.objects.get_or_create(slug=row["slug"], defaults=facts)
        if not is_new:
            bring_up_to_date(found, facts)
    return len(rows)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
