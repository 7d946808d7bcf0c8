"""Apply the directory's filters to the sites."""

from collections.abc import Iterable, Mapping

from dashboards.querysets.places import Place
from foundation.workflow.folds import found_by, has_words


def narrowed(places: Iterable[Place], asked: Mapping[str, str]) -> list[Place]:
    """Return the sites that match every filter; an empty filter matches all."""
    return [place for place in places if _agrees(place, asked)]


def _agrees(place: Place, asked: Mapping[str, str]) -> bool:
    cohort = asked.get("cohort")
    return (
        asked.get("state", "") in {"", place.site.state_id}
        and asked.get("kind", "") in {"", place.site.kind}
        and (not cohort or int(cohort) in place.cohorts)
        and (not asked.get("q") or has_words(_words(place), asked["q"]))
    )


def _words(place: Place) -> str:
    site = place.site
    district = site.district.name if site.district else ""
    parts = (site.name, site.state.name, site.county, site.lead_agency, district)
    return found_by(" ".join(parts))
