"""What is published as sets of data: one declaration of the columns makes the files and their dictionary."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from dashboards.querysets.places import Place
from engagements.models import Engagement
from foundation.calendars.days import first_day
from foundation.files.cells import guard
from foundation.ui import dates
from outcomes.enums import AccomplishmentState
from outcomes.models import Accomplishment, PublicNotice
from sites.models import Site

Value = str | int | float | bool | None
Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the files, what it means, and its unit or form where it has one."""

    name: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A set of data. ``source`` says where its values come from, and from which day they are."""

    slug: str
    title: str
    source: str
    columns: Sequence[Column]
    rows: Sequence[Row]


DAY = "A date, such as 2026-03-14"
ADDRESS = Column("address", "The page about it on this site.", "Web address")
SITE_COLUMNS = (
    Column("site", "The site's short name, which every file uses."),
    Column("name", "The site's name."),
    Column("state", "The state.", "Two letters"),
    Column("kind", "What the site is: city, county, tribal, or multiple."),
    Column("county", "The county; empty where the sources don't name it."),
    Column("lead_agency", "The law enforcement agency that leads; empty where it isn't known."),
    Column("district", "The federal judicial district."),
    Column("ori", "The lead agency's ORI, its number in FBI data; empty where it isn't known."),
    Column("population", "The population; empty where it isn't known.", "People"),
    Column("population_year", "The year of the population.", "Year"),
    Column("latitude", "A point on the map; empty without a location.", "Degrees north"),
    Column("longitude", "A point on the map; empty without a location.", "Degrees east"),
    Column("source", "Where the site's facts were published."),
    ADDRESS,
)
ENGAGEMENT_COLUMNS = (
    Column("site", "The site, as in the file of sites."),
    Column("cohort", "The year the site joined.", "Year"),
    Column("track", "The kind of engagement, such as psp or vrn."),
    Column("starts_on", "The first day, in the site's time zone.", DAY),
    Column(
        "start_is_assumed",
        "True if no first day was published, so we use October 1 of the cohort's year.",
        "True or false",
    ),
    Column("ends_on", "The last day by the length of the track, in the site's time zone.", DAY),
    Column("source", "Where it was announced."),
)
ACCOMPLISHMENT_COLUMNS = (
    Column("id", "The accomplishment's identifier, which never changes.", "UUID"),
    Column("site", "The site, as in the file of sites."),
    Column("headline", "What changed, in one line."),
    Column("narrative", "What happened. It doesn't claim that the program alone caused it."),
    Column("core_areas", "The core areas it names.", "Short names with | between them"),
    Column(
        "origin",
        "reported: by the program, before this portal. portal: attested by the site, verified, and cleared by DOJ.",
    ),
    Column("published_on", "The day it was published here; empty if reported.", DAY),
    Column("corrected_on", "The day of the last correction; empty if there is none.", DAY),
    Column("source", "Where the program reported it; empty if it was written here."),
    ADDRESS,
)
FIGURE_COLUMNS = (
    Column("accomplishment", "The accomplishment's identifier.", "UUID"),
    Column("site", "The site, as in the file of sites."),
    Column("counts", "What the figure counts."),
    Column("before", "The number before, as reported; empty if there is none."),
    Column("after", "The number after, as reported, such as more than 255."),
    Column("unit", "The unit of both numbers; empty for a plain count."),
    Column("period", "The period, as reported."),
)
NOTICE_COLUMNS = (
    Column("accomplishment", "The accomplishment's identifier.", "UUID"),
    Column("site", "The site, as in the file of sites."),
    Column("kind", "corrected: its words were replaced. withdrawn: it isn't published anymore."),
    Column("told_on", "The day of the correction or withdrawal.", DAY),
    Column("notice", "What the public was told about it; empty if only the day."),
    ADDRESS,
)


def datasets_of(
    places: Iterable[Place],
    results: Iterable[Accomplishment],
    notices: Iterable[PublicNotice],
    *,
    as_of: date,
) -> list[Dataset]:
    """Return what is published as sets of data.

    Arguments:
        places: the real sites with their published engagements.
        results: the published accomplishments with their sites.
        notices: what the public is told of corrections and withdrawals, with their sites.
        as_of: the day we read what the program reported.
    """
    known, told = list(places), list(results)
    announced = "DOJ announcements; each row names its source."
    read_on = dates.full_day(as_of)
    reported = f"The sites, and the program's statement without a date, which we read on {read_on}."
    return [
        Dataset(
            slug="sites",
            title="Sites",
            source=announced,
            columns=SITE_COLUMNS,
            rows=[_site(each.site) for each in known],
        ),
        Dataset(
            slug="engagements",
            title="Engagements",
            source=announced,
            columns=ENGAGEMENT_COLUMNS,
            rows=[_engagement(each.site, term) for each in known for term in each.engagements],
        ),
        Dataset(
            slug="accomplishments",
            title="Accomplishments",
            source=reported,
            columns=ACCOMPLISHMENT_COLUMNS,
            rows=[_accomplishment(each) for each in told],
        ),
        Dataset(
            slug="figures",
            title="Figures of accomplishments",
            source=reported,
            columns=FIGURE_COLUMNS,
            rows=[_figure(each, figure) for each in told for figure in each.figures],
        ),
        Dataset(
            slug="notices",
            title="Corrections and withdrawals",
            source="The portal, when the accomplishment was corrected or withdrawn.",
            columns=NOTICE_COLUMNS,
            rows=[_notice(each) for each in notices],
        ),
    ]


def csv_of(dataset: Dataset) -> str:
    """Write a set of data as a spreadsheet: a line of names, then a line for each row; UTF-8 with its mark."""
    text = io.StringIO()
    text.write("\ufeff")
    names = [column.name for column in dataset.columns]
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in dataset.rows)
    return text.getvalue()


def json_of(dataset: Dataset, *, day: date) -> dict[str, Any]:
    """Return a set of data with the meaning of its columns, as of a day."""
    return {
        "title": dataset.title,
        "source": dataset.source,
        "as_of": day.isoformat(),
        "columns": [
            {"name": each.name, "meaning": each.meaning, "unit": each.unit}
            for each in dataset.columns
        ],
        "rows": list(dataset.rows),
    }


def _cell(value: Value) -> str:
    """Return a value as text; a number as it is, text so that no program takes it for a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return guard(value, separated=True) if isinstance(value, str) else str(value)


def _site(site: Site) -> Row:
    return {
        "site": site.slug,
        "name": site.name,
        "state": site.state_id,
        "kind": site.kind,
        "county": site.county,
        "lead_agency": site.lead_agency,
        "district": site.district.name if site.district else "",
        "ori": site.ori,
        "population": site.population,
        "population_year": site.population_year,
        "latitude": None if site.latitude is None else float(site.latitude),
        "longitude": None if site.longitude is None else float(site.longitude),
        "source": site.source,
        "address": _address("sites:profile", site.slug),
    }


def _engagement(site: Site, term: Engagement) -> Row:
    return {
        "site": site.slug,
        "cohort": term.cohort_id,
        "track": term.track,
        "starts_on": term.starts_on.isoformat(),
        "start_is_assumed": term.start_is_assumed,
        "ends_on": term.ends_on.isoformat(),
        "source": term.source,
    }


def _accomplishment(told: Accomplishment) -> Row:
    is_corrected = told.status == AccomplishmentState.CORRECTED
    return {
        "id": str(told.pk),
        "site": told.site.slug,
        "headline": told.headline,
        "narrative": told.narrative,
        "core_areas": "|".join(told.core_areas),
        "origin": "reported" if told.is_imported else "portal",
        "published_on": _day(told.published_at, told.site) if told.published_at else "",
        "corrected_on": _day(told.moved_at, told.site) if is_corrected else "",
        "source": told.source,
        "address": _address("dashboards:accomplishment", told.pk),
    }


def _day(at: datetime, site: Site) -> str:
    return first_day(at, site.time_zone).isoformat()


def _figure(told: Accomplishment, figure: Mapping[str, str]) -> Row:
    names = ("before", "after", "unit", "period")
    return {
        "accomplishment": str(told.pk),
        "site": told.site.slug,
        "counts": figure["label"],
        **{name: figure.get(name, "") for name in names},
    }


def _notice(told: PublicNotice) -> Row:
    return {
        "accomplishment": str(told.accomplishment_id),
        "site": told.site.slug,
        "kind": told.kind,
        "told_on": _day(told.told_at, told.site),
        "notice": told.words,
        "address": _address("dashboards:accomplishment", told.accomplishment_id),
    }


def _address(name: str, argument: object) -> str:
    return f"{settings.PUBLIC_BASE_URL}{reverse(name, args=[argument])}"
