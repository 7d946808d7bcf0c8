"""Load the app's reference files: real providers, as far as public sources show them, and settings."""

from collections.abc import Iterable, Mapping

from foundation.accounts.models import Organization
from foundation.tenancy.context import atomic
from sites.actions.reference import put_all
from sites.models import CoreArea
from tta_requests.models import (
    ClockStandard,
    EscalationRung,
    Offering,
    Provider,
    ReasonCode,
    TimeLimit,
    Weights,
)

Row = Mapping[str, str]
FIRST_VERSION = 1


@atomic
def load_providers(rows: Iterable[Row]) -> int:
    """Load real providers; each joins routing only after an administrator activates it.

    No source says what a provider can do, for whom, and how much, so none of that is loaded.
    """
    rows = list(rows)
    organizations = [{"slug": row["slug"], "name": row["name"]} for row in rows]
    put_all(Organization, ("slug",), organizations, update=False)
    keys = dict(Organization.objects.values_list("slug", "pk"))
    providers = [
        {
            "organization_id": keys[row["slug"]],
            "kind": row["kind"],
            "role": row["role"],
            "source": row["source"],
        }
        for row in rows
    ]
    return put_all(Provider, ("organization_id",), providers, update=False)


@atomic
def load_clock_standards(rows: Iterable[Row]) -> int:
    """Load the clock standards that are missing; an administrator's changes stay."""
    standards = [
        {
            "kind": row["kind"],
            "urgency": row["urgency"],
            "amount": int(row["amount"]),
            "unit": row["unit"],
        }
        for row in rows
    ]
    return put_all(ClockStandard, ("kind", "urgency"), standards, update=False)


@atomic
def load_time_limits(rows: Iterable[Row]) -> int:
    """Load the time limits that are missing; an administrator's changes stay."""
    limits = [
        {"kind": row["kind"], "amount": int(row["amount"]), "unit": row["unit"]} for row in rows
    ]
    return put_all(TimeLimit, ("kind",), limits, update=False)


@atomic
def load_escalation_rungs(rows: Iterable[Row]) -> int:
    """Load the escalation steps that are missing; an administrator's changes stay."""
    rungs = [{"rung": row["rung"], "tells": row["tells"].split()} for row in rows]
    return put_all(EscalationRung, ("rung",), rungs, update=False)


@atomic
def load_reason_codes(rows: Iterable[Row]) -> int:
    """Load the reason codes that are missing; an administrator's changes stay."""
    codes = [
        {
            "slug": row["slug"],
            "step": row["step"],
            "order": int(row["order"]),
            "label": row["label"],
            "paragraph": row["paragraph"],
        }
        for row in rows
    ]
    return put_all(ReasonCode, ("slug",), codes, update=False)


@atomic
def load_offerings(rows: Iterable[Row]) -> int:
    """Load the catalog's offerings that are missing; an administrator's changes stay."""
    areas = dict(CoreArea.objects.values_list("slug", "pk"))
    names = ("slug", "name", "kind", "urgency", "summary", "prerequisites", "source")
    offerings = [
        {name: row[name] for name in names}
        | {"core_area_id": areas[row["core_area"]], "hours": int(row["hours"])}
        for row in rows
    ]
    return put_all(Offering, ("slug",), offerings, update=False)


@atomic
def load_weights() -> int:
    """Create the first version of the routing weights if there is none; return how many versions exist."""
    if not Weights.objects.exists():
        Weights.objects.create(version=FIRST_VERSION, note="The portal's default weights.")
    return Weights.objects.count()
