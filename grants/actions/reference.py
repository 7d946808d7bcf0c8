"""Load what the program reported of sites' grants; a second run changes only what follows the file."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import QuerySet

from foundation.tenancy.context import atomic
from grants.enums import Origin, State
from grants.models import Committee, CommitteeMember, GrantApplication, LandscapeReview
from sites.actions.reference import bring_up_to_date
from sites.models import Site

Row = Mapping[str, str]
PURPOSE = "Discusses funding needs and potential opportunities."


@atomic
def load_reported_grants(rows: Iterable[Row]) -> int:
    """Load reviews, awards, and committees as they were published: without people, amounts, or days nobody wrote down."""
    rows = list(rows)
    sites = {site.slug: site for site in Site.objects.all()}
    for row in rows:
        LOADERS[row["kind"]](sites[row["site"]], row)
    return len(rows)


def _review(site: Site, row: Row) -> None:
    month = date(int(row["year"]), int(row["month"]), 1)
    facts = {"is_month_only": True, "done_by": row["agency"], **_published(row)}
    _put(
        LandscapeReview.objects.all(),
        {"site": site, "origin": Origin.IMPORTED, "done_on": month},
        facts,
    )


def _award(site: Site, row: Row) -> None:
    facts = {
        "funder": row["funder"],
        "status": State.AWARDED,
        "award_year": int(row["year"]),
        **_published(row),
    }
    key = {"site": site, "origin": Origin.IMPORTED, "name": row["name"]}
    _put(GrantApplication.objects.all(), key, facts)


def _committee(site: Site, row: Row) -> None:
    key = {"site": site, "origin": Origin.IMPORTED}
    _put(Committee.objects.all(), key, {"purpose": PURPOSE, **_published(row)})


def _member(site: Site, row: Row) -> None:
    committee = Committee.objects.of_site(site.pk).get(origin=Origin.IMPORTED)
    CommitteeMember.objects.get_or_create(site=site, committee=committee, agency=row["agency"])


LOADERS: Mapping[str, Callable[[Site, Row], None]] = {
    "review": _review,
    "award": _award,
    "committee": _committee,
    "member": _member,
}


def _published(row: Row) -> dict[str, object]:
    return {"source": row["source"], "source_as_of": date.fromisoformat(row["as_of"])}


def _put(rows: QuerySet[Any], key: Mapping[str, object], facts: Mapping[str, object]) -> None:
    found, is_new = rows.get_or_create(**key, defaults=facts)
    if not is_new:
        bring_up_to_date(found, facts)
