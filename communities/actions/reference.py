"""Load the communities that the program published; a second run changes only what follows the file."""

from collections.abc import Iterable, Mapping
from datetime import date

from communities.enums import Origin
from communities.models import Community
from foundation.tenancy.context import atomic
from sites.actions.reference import bring_up_to_date
from sites.models import CoreArea, Site

Row = Mapping[str, str]


@atomic
def load_communities(rows: Iterable[Row]) -> int:
    """Load communities as they were published: forming in the portal, without members or meetings."""
    rows = list(rows)
    areas = {area.slug: area for area in CoreArea.objects.all()}
    sites = {site.slug: site for site in Site.objects.all()}
    for row in rows:
        facts = {
            "name": row["name"],
            "audience": row["audience"],
            "core_area": areas.get(row["core_area"]),
            "model_site": sites.get(row["model_site"]),
            "origin": Origin.IMPORTED,
            "published_cadence": row["cadence"],
            "evidenced_from": int(row["evidenced_from"]),
            "evidenced_until": int(row["evidenced_until"]),
            "source": row["source"],
            "source_as_of": date.fromisoformat(row["as_of"]),
        }
        found, is_new = Community.objects.get_or_create(slug=row["slug"], defaults=facts)
        if not is_new and found.is_imported:
            bring_up_to_date(found, facts)
    return len(rows)
