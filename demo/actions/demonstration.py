"""Build a demonstration: invented sites, people, providers, and work, through the apps' own actions.

Nothing refers to a real organization. Dates are counted back from today, so the demonstration is
always fresh; a second run leaves existing rows alone.
"""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from demo.actions import (
    accomplishments,
    agencies,
    applications,
    commitments,
    communities,
    contacts,
    exchanges,
    grants,
    leave,
    library,
    measures,
    people,
    plans,
    recommendations,
    reports,
    requests,
    summits,
    updates,
)
from engagements.actions import comparisons, engagements, milestones, transitions
from engagements.enums import MilestoneKind, Track
from engagements.models import Engagement
from engagements.policies import longer_by
from foundation.accounts.actors import Actor
from foundation.accounts.models import Organization
from foundation.accounts.roles import COLLEAGUE
from foundation.calendars import clock
from foundation.calendars.months import months_after
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from sites.models import CoreArea, Site, State
from tta_requests.enums import CapabilityLevel, Kind
from tta_requests.models import Capability, Provider

DATA = json.loads((Path(__file__).resolve().parents[1] / "data" / "demo.json").read_text("utf-8"))
JOB = Actor.system("demo")


def seed() -> bool:
    """Build the demonstration in one transaction; return whether it did not exist before."""
    with acting_atomic("system:demo"):
        if Site.objects.demo().exists():
            return False
        state, _ = State.objects.get_or_create(**DATA["state"])
        sites = [_site(row, state) for row in DATA["sites"]]
        for row in DATA["providers"]:
            _provider(row, state)
        for row in DATA["offices"]:
            Organization.objects.create(**row, role=COLLEAGUE.slug, is_demo=True)
        people.seat(sites, {row["slug"]: row["empty"] for row in DATA["sites"]})
        for row, site in zip(DATA["sites"], sites, strict=True):
            _engage(row, site)
        for row in DATA["contacts"]:
            contacts.keep_row(row)
        agencies.fill(DATA["agencies"])
        for row in DATA["requests"]:
            requests.walk_row(row)
        commitments.fill(DATA["commitments"], DATA["commitment_templates"])
        for row in DATA["plans"]:
            plans.write_row(row)
        recommendations.fill(DATA["assessments"], DATA["recommendations"])
        accomplishments.fill(DATA["accomplishments"])
        measures.fill(sites[0])
        updates.set_monthly_hours()
        summits.hold(sites[0], sites[1])
        communities.fill(sites[0], sites[1])
        library.fill(sites[0])
        exchanges.fill(sites[0], sites[1])
        grants.fill(sites[0])
        applications.fill()
        for row in DATA["updates"]:
            updates.log_row(row)
        people.hand_over(sites[0])
        leave.plan(sites[0], sites[1])
        updates.plan_visit(sites[0], ahead=6)
        people.propose({site.slug: site for site in sites})
        reports.send_summary(sites[0])
        comparisons.count()
        drain(limit=2000)
        reports.freeze_last()
        return True


def _site(row: dict[str, Any], state: State) -> Site:
    site = Site.objects.create(
        slug=row["slug"],
        name=row["name"],
        kind=row["kind"],
        state=state,
        time_zone=row["time_zone"],
        population=row["population"],
        population_year=clock.today("UTC").year - 1,
        lead_agency=row["lead"],
        is_demo=True,
        source="made up for the demonstration",
    )
    agencies.lead(site, row["lead"])
    return site


def _provider(row: dict[str, Any], state: State) -> None:
    organization = Organization.objects.create(slug=row["slug"], name=row["name"], is_demo=True)
    provider = Provider.objects.create(
        organization=organization,
        kind="invented",
        is_active=True,
        home_state=state if row["home"] else None,
        places=row["places"],
        hours_a_month=row["hours"],
        federal_clearance=row["cleared"],
    )
    Capability.objects.bulk_create(
        Capability(
            provider=provider, core_area=area, kind=kind, level=CapabilityLevel(row["level"])
        )
        for area in CoreArea.objects.with_slugs(row["areas"])
        for kind in Kind.values
    )


def _engage(row: dict[str, Any], site: Site) -> None:
    """Open a site's engagement and walk it to its state; milestones were reached on the day they were due."""
    today = clock.today(site.time_zone)
    starts = months_after(today.replace(day=1), -row["months_ago"])
    opened: Engagement = engagements.open_new(
        site=site, year=starts.year, track=Track(row["track"]), starts_on=starts, by=JOB
    )
    if not row["reached"]:
        return  # proposed: its onboarding waits for a manager
    engagements.begin_onboarding(opened, on=starts, accepted_gap="Demonstration data.", by=JOB)
    due = dict(opened.milestones.values_list("kind", "due_on"))
    for kind in row["reached"]:
        on = min(due[kind], today)
        milestones.reach(opened, MilestoneKind(kind), on=on, by=JOB)
        if kind == MilestoneKind.LISTENING_SESSION:
            engagements.activate(opened, on=on, accepted_gap="Demonstration data.", by=JOB)
    for step in row.get("steps", ()):
        _take(opened, step)


def _take(engagement: Engagement, row: dict[str, Any]) -> None:
    """Take a step of a row: so many days ago, until so many months later, or what it takes back."""
    if row["step"] == "approve-plan":
        plans.approve(engagement, days_ago=row["days_ago"], by=JOB)
        return
    values = {name: row[name] for name in ("reason",) if name in row}
    if "months" in row:
        values["until"] = longer_by(engagement.ends_on, row["months"])
    elif "days_ago" in row:
        values["on"] = clock.today(engagement.site.time_zone) - timedelta(days=row["days_ago"])
    transitions.take(engagement, row["step"], values=values, by=JOB)
