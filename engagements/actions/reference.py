"""Load the room's reference files; run again, it changes only what a person has not touched."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from engagements.enums import Origin
from engagements.models import Cohort, Engagement, MilestoneRule, TrackLength
from foundation.calendars.months import last_day_of
from sites.models import Site

Row = Mapping[str, str]
FACTS = ("cohort", "track", "announced_on", "start_is_assumed", "source", "notes", "follows")


@transaction.atomic
def load_track_lengths(rows: Iterable[Row]) -> int:
    """Settings: written once, then an administrator's."""
    return sum(
        1
        for row in rows
        if TrackLength.objects.get_or_create(
            track=row["track"], defaults={"months": int(row["months"]), "source": row["source"]}
        )
    )


@transaction.atomic
def load_milestone_rules(rows: Iterable[Row]) -> int:
    """Settings: written once, then an administrator's."""
    return sum(
        1
        for row in rows
        if MilestoneRule.objects.get_or_create(
            kind=row["kind"],
            defaults={"days_after_start": int(row["days_after_start"]), "source": row["source"]},
        )
    )


@transaction.atomic
def load_engagements(rows: Iterable[Row]) -> int:
    """Published engagements with every date, so no guard is asked; sites must be loaded before."""
    sites = {site.slug: site for site in Site.objects.real()}
    lengths = {length.track: length for length in TrackLength.objects.all()}
    before: dict[str, Engagement] = {}
    count = 0
    for row in sorted(rows, key=lambda row: row["starts_on"]):
        site = sites[row["site"]]
        values = _values(row, lengths[row["track"]]) | {"follows": before.get(site.slug)}
        before[site.slug] = _put(site, date.fromisoformat(row["starts_on"]), values)
        count += 1
    return count


def _put(site: Site, starts_on: date, values: dict[str, Any]) -> Engagement:
    """Make it, or bring its facts up to date; the dates it has run by stay as they are."""
    engagement, made = Engagement.objects.get_or_create(
        site=site, starts_on=starts_on, defaults=values
    )
    differs = [name for name in FACTS if getattr(engagement, name) != values[name]]
    if differs and not made and engagement.origin == Origin.IMPORTED:
        for name in differs:
            setattr(engagement, name, values[name])
        engagement.save(update_fields=differs)
    return engagement


def _values(row: Row, length: TrackLength) -> dict[str, Any]:
    starts = date.fromisoformat(row["starts_on"])
    ends = _date(row["ended_on"]) or last_day_of(starts, length.months)
    year = int(row["cohort_year"])
    cohort, _made = Cohort.objects.get_or_create(year=year, defaults={"name": f"{year} cohort"})
    over = ends + timedelta(days=1)
    return {
        "cohort": cohort,
        "track": row["track"],
        "origin": Origin.IMPORTED,
        "announced_on": _date(row["announced_on"]),
        "start_is_assumed": row["start_assumed"] == "yes",
        "ends_on": ends,
        "onboarding_from": starts,
        "active_from": starts + timedelta(days=length.onboarding_days),
        "closing_from": ends - timedelta(days=length.closing_days),
        "graduated_on": over,
        "alumni_from": over + timedelta(days=length.alumni_after_days),
        "is_published": True,
        "source": row["source"],
        "notes": row["notes"],
    }


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
