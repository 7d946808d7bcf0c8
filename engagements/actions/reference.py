"""Load the app's reference files; a second run changes only what a person has not edited."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from engagements.actions.recommendations import next_number
from engagements.enums import Origin, RecommendationState, ReportedOrigin
from engagements.models import (
    Assessment,
    Cohort,
    CommitmentTemplate,
    Engagement,
    MilestoneRule,
    PopulationBand,
    Recommendation,
    TrackLength,
)
from foundation.calendars import clock
from foundation.calendars.months import last_day_of
from foundation.tenancy.context import atomic
from sites.actions.reference import bring_up_to_date, put_all
from sites.models import CoreArea, Site

Row = Mapping[str, str]
FACTS = ("cohort_id", "track", "announced_on", "start_is_assumed", "source", "notes")


@atomic
def load_track_lengths(rows: Iterable[Row]) -> int:
    """Load the lengths of tracks once; administrators then edit them."""
    lengths = [
        {"track": row["track"], "months": int(row["months"]), "source": row["source"]}
        for row in rows
    ]
    return put_all(TrackLength, ("track",), lengths, update=False)


@atomic
def load_milestone_rules(rows: Iterable[Row]) -> int:
    """Load the rules for milestones once; administrators then edit them."""
    rules = [
        {
            "kind": row["kind"],
            "days_after_start": int(row["days_after_start"]),
            "source": row["source"],
        }
        for row in rows
    ]
    return put_all(MilestoneRule, ("kind",), rules, update=False)


@atomic
def load_commitment_templates(rows: Iterable[Row]) -> int:
    """Load the templates of commitments with their steps once; administrators then edit them."""
    rows = list(rows)
    if CommitmentTemplate.objects.exists():  # one that an administrator removed doesn't come back
        return len(rows)
    for row in rows:
        facts = {name: row[name] for name in ("title", "help_text", "source")}
        template, _ = CommitmentTemplate.objects.get_or_create(slug=row["template"], defaults=facts)
        template.steps.create(
            place=int(row["place"]),
            text=row["text"],
            owed_by=row["owed_by"],
            role=row["role"],
            business_days=int(row["business_days"]),
        )
    return len(rows)


@atomic
def load_population_bands(rows: Iterable[Row]) -> int:
    """Load the bands of population once; administrators then edit them."""
    bands = [{"at_least": int(row["at_least"]), "source": row["source"]} for row in rows]
    if PopulationBand.objects.exists():  # one that an administrator removed doesn't come back
        return len(bands)
    return put_all(PopulationBand, ("at_least",), bands, update=False)


@atomic
def load_engagements(rows: Iterable[Row]) -> int:
    """Load published engagements with every date, without guards; sites must be loaded first.

    Of an existing engagement only the published facts follow the file: its dates are kept, whatever
    the settings or a person have changed since.
    """
    rows = sorted(rows, key=lambda row: row["starts_on"])
    _load_cohorts({int(row["cohort_year"]) for row in rows})
    sites = dict(Site.objects.real().values_list("slug", "pk"))
    lengths = {length.track: length for length in TrackLength.objects.all()}
    known = {(row.site_id, row.starts_on): row for row in Engagement.objects.published()}
    before: dict[int, UUID] = {}
    missing = []
    for row in rows:
        loaded = _engagement(row, sites[row["site"]], lengths[row["track"]])
        loaded.follows_id = before.get(loaded.site_id)
        found = known.get((loaded.site_id, loaded.starts_on))
        if found is None:
            missing.append(loaded)
        elif found.origin == Origin.IMPORTED:
            bring_up_to_date(found, {name: getattr(loaded, name) for name in FACTS})
        before[loaded.site_id] = (found or loaded).pk
    Engagement.objects.bulk_create(missing)
    return len(rows)


@atomic
def load_recommendations(rows: Iterable[Row]) -> int:
    """Load recommendations that the program reported, with their assessments; sites must be loaded first.

    They name no people and take no steps: only what was published is known of them.
    """
    rows = list(rows)
    sites = dict(Site.objects.real().values_list("slug", "pk"))
    areas = dict(CoreArea.objects.values_list("slug", "pk"))
    now = clock.now()
    for row in rows:
        common = {"core_area_id": areas[row["core_area"]], "source": row["source"]}
        assessment, _made = Assessment.objects.get_or_create(
            site_id=sites[row["site"]],
            title=row["assessment"],
            done_on=date.fromisoformat(f"{row['assessed_in']}-01"),
            origin=ReportedOrigin.IMPORTED,
            defaults={
                **common,
                "kind": row["kind"],
                "is_month_only": True,
                "written_at": now,
            },
        )
        facts = {
            **common,
            "assessment_id": assessment.pk,
            "text": row["text"],
            "status": RecommendationState.IMPLEMENTED,
            "repeats_every_days": int(row["repeats_every_days"] or 0) or None,
        }
        number = partial(next_number, sites[row["site"]])
        new: dict[str, Any] = {**facts, "number": number, "written_at": now}
        found, made = Recommendation.objects.get_or_create(
            site_id=sites[row["site"]],
            headline=row["headline"],
            origin=ReportedOrigin.IMPORTED,
            defaults=new,
        )
        if not made:
            bring_up_to_date(found, facts)
    return len(rows)


def _load_cohorts(years: set[int]) -> None:
    cohorts = [{"year": year, "name": f"{year} cohort"} for year in sorted(years)]
    put_all(Cohort, ("year",), cohorts, update=False)


def _engagement(row: Row, site_id: int, length: TrackLength) -> Engagement:
    starts = date.fromisoformat(row["starts_on"])
    ends = _date(row["ended_on"]) or last_day_of(starts, length.months)
    over = ends + timedelta(days=1)
    return Engagement(
        site_id=site_id,
        cohort_id=int(row["cohort_year"]),
        track=row["track"],
        origin=Origin.IMPORTED,
        announced_on=_date(row["announced_on"]),
        starts_on=starts,
        start_is_assumed=row["start_assumed"] == "yes",
        ends_on=ends,
        onboarding_from=starts,
        active_from=starts + timedelta(days=length.onboarding_days),
        closing_from=ends - timedelta(days=length.closing_days),
        graduated_on=over,
        alumni_from=over + timedelta(days=length.alumni_after_days),
        is_published=True,
        source=row["source"],
        notes=row["notes"],
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
