"""What a goal can name, and engagements without an approved sustainability plan."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from engagements.models import Engagement, PlanVersion
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from sites.models import CoreArea, Principle


@dataclass(frozen=True, slots=True)
class Choices:
    """The core areas in effect today, and DOJ's principles."""

    areas: list[CoreArea]
    principles: list[Principle]


def choices(*, kept: CoreArea | None = None) -> Choices:
    """Read what a goal can name.

    Arguments:
        kept: the core area that a goal has, offered even if it is no longer in effect.
    """
    areas = list(CoreArea.objects.in_force_on(clock.today(OFFICIAL_ZONE)).order_by("name"))
    if kept and kept not in areas:
        areas.append(kept)
    return Choices(areas, list(Principle.objects.all()))


def has_approved(engagement: str = "pk") -> Exists:
    """Whether a version of the sustainability plan is approved, of the engagement that the field names."""
    return Exists(
        PlanVersion.objects.of_sustainability().filter(plan__engagement=OuterRef(engagement))
    )


def without_approved_plan(found: QuerySet[Engagement]) -> QuerySet[Engagement]:
    """Keep the engagements whose sustainability plan isn't approved, in the portal or before it kept plans."""
    return found.filter(~has_approved(), plan_approved_on=None)
