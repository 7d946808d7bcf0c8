"""Load every app's reference files; a second run brings them up to date."""

import csv
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from applications.actions.reference import load_criteria, load_requirements
from communities.actions.reference import load_communities
from engagements.actions.reference import (
    load_commitment_templates,
    load_engagements,
    load_milestone_rules,
    load_population_bands,
    load_recommendations,
    load_track_lengths,
)
from exchanges.actions.reference import load_reported
from foundation.audit.administration import was_edited
from foundation.calendars import reference as calendars
from foundation.notifications.reference import load_reminder_days
from foundation.tenancy.context import acting_atomic
from grants.actions.reference import load_reported_grants
from outcomes.actions import trends
from outcomes.actions.indicators import load_indicators, load_measurements
from outcomes.actions.reference import (
    load_accomplishments,
    load_agencies,
    load_figures,
    load_sources,
)
from sites.actions.reference import (
    load_core_areas,
    load_districts,
    load_field_offices,
    load_principles,
    load_public_forms,
    load_sites,
    load_states,
)
from summits.actions.reference import load_lead_times, load_seat_rules, load_summits
from tta_requests.actions.reference import (
    load_clock_standards,
    load_escalation_rungs,
    load_offerings,
    load_providers,
    load_reason_codes,
    load_time_limits,
    load_weights,
)

Row = dict[str, str]
Loader = Callable[..., int]

# In order of dependency between tables: the label, the function that loads it, and its files.
TABLES: tuple[tuple[str, Loader, tuple[str, ...]], ...] = (
    ("states", load_states, ("sites/data/states.csv",)),
    ("districts", load_districts, ("sites/data/districts.csv",)),
    ("field offices", load_field_offices, ("sites/data/field_offices.csv",)),
    (
        "core areas",
        load_core_areas,
        ("sites/data/core_areas.csv", "sites/data/core_area_topics.csv"),
    ),
    ("principles", load_principles, ("sites/data/principles.csv",)),
    ("public forms", load_public_forms, ("sites/data/public_forms.csv",)),
    ("sites", load_sites, ("sites/data/sites.csv",)),
    (
        "track lengths",
        load_track_lengths,
        ("engagements/data/track_lengths.csv",),
    ),
    (
        "milestone rules",
        load_milestone_rules,
        ("engagements/data/milestone_rules.csv",),
    ),
    (
        "population bands",
        load_population_bands,
        ("engagements/data/population_bands.csv",),
    ),
    (
        "commitment templates",
        load_commitment_templates,
        ("engagements/data/commitment_templates.csv",),
    ),
    ("engagements", load_engagements, ("engagements/data/engagements.csv",)),
    ("recommendations", load_recommendations, ("engagements/data/recommendations.csv",)),
    ("summit lead times", load_lead_times, ("summits/data/lead_times.csv",)),
    ("seats of delegations", load_seat_rules, ("summits/data/seat_rules.csv",)),
    ("summits", load_summits, ("summits/data/summits.csv",)),
    ("requirements to apply", load_requirements, ("applications/data/requirements.csv",)),
    ("criteria of reviewers", load_criteria, ("applications/data/criteria.csv",)),
    ("communities", load_communities, ("communities/data/communities.csv",)),
    ("reported exchanges", load_reported, ("exchanges/data/reported_exchanges.csv",)),
    ("reported grants", load_reported_grants, ("grants/data/reported_grants.csv",)),
    ("sources of figures", load_sources, ("outcomes/data/sources.csv",)),
    ("agencies", load_agencies, ("outcomes/data/agencies.csv",)),
    ("figures", load_figures, ("outcomes/data/figures.csv",)),
    ("accomplishments", load_accomplishments, ("outcomes/data/accomplishments.csv",)),
    ("indicators", load_indicators, ("outcomes/data/indicators.csv",)),
    ("measurements", load_measurements, ("outcomes/data/measurements.csv",)),
    ("trends", trends.compute, ()),
    ("providers", load_providers, ("tta_requests/data/providers.csv",)),
    (
        "clock standards",
        load_clock_standards,
        ("tta_requests/data/clock_standards.csv",),
    ),
    ("offerings", load_offerings, ("tta_requests/data/offerings.csv",)),
    ("time limits", load_time_limits, ("tta_requests/data/time_limits.csv",)),
    (
        "escalation rungs",
        load_escalation_rungs,
        ("tta_requests/data/escalation_rungs.csv",),
    ),
    ("reason codes", load_reason_codes, ("tta_requests/data/reason_codes.csv",)),
    ("routing weights", load_weights, ()),
    ("days of reminders", load_reminder_days, ()),
    ("closed days", lambda: calendars.load(was_edited)["shipped"], ()),
)


def load_all() -> dict[str, int]:
    """Load one table after another in one transaction; return how many rows each has."""
    with acting_atomic("system:reference"):
        return {name: loader(*map(read, paths)) for name, loader, paths in TABLES}


def read(path: str) -> list[Row]:
    """Return the rows of a reference file in the project."""
    with (Path(settings.ROOT) / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="Print no output.")

    def handle(self, *args: Any, quiet: bool = False, **options: Any) -> None:
        for name, count in load_all().items():
            if not quiet:
                self.stdout.write(f"{name}: {count}")
