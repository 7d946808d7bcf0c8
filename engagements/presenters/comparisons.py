"""What comparable sites had reached by the engagement's month, next to what this site has."""

from collections.abc import Sequence
from dataclasses import dataclass

from engagements.enums import MilestoneKind, Origin
from engagements.models import MIN_SITES, Comparison, Engagement
from engagements.presenters.journey import Journey
from foundation.ui import dates

NOTE = "Counted each night from what the sites recorded. A milestone counts once it was reached within as many months."


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonLine:
    """A milestone: whether this site reached it, and how many comparable sites had."""

    label: str
    glyph: str
    here: str
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonPart:
    """What is said of comparable sites, by the end of which month; without rows it says why there are none."""

    heading: str = "Comparable sites"
    says: str
    rows: Sequence[ComparisonLine]
    note: str = NOTE


def comparison_of(
    engagement: Engagement, journey: Journey, compared: Sequence[Comparison]
) -> ComparisonPart | None:
    """Return what comparable sites had reached; None where nothing is compared.

    Imported engagements have no recorded milestones, and those that are over need no comparison.
    """
    if engagement.origin == Origin.IMPORTED or journey.is_over:
        return None
    if not compared:
        return ComparisonPart(says=_why_none(engagement), rows=[])
    first = compared[0]
    done = {row.kind: row.done_on for row in engagement.milestones.all() if row.done_on}
    return ComparisonPart(
        heading=f"Comparable sites by the end of month {first.month}",
        says=f"{first.sites} other sites of this track and size got this far. They aren't named or ranked.",
        rows=[
            ComparisonLine(
                label=MilestoneKind(row.kind).label,
                glyph="met" if row.kind in done else "not-started",
                here=dates.full_day(done[row.kind]) if row.kind in done else "Not reached yet",
                others=f"{row.reached} of {row.sites}",
            )
            for row in sorted(compared, key=lambda row: MilestoneKind.values.index(row.kind))
        ],
    )


def _why_none(engagement: Engagement) -> str:
    if engagement.site.population is None:
        return "Sites are compared by population, and this site's isn't recorded. An administrator can add it."
    return f"No comparison yet: it needs {MIN_SITES} other sites of this track and size that got this far."
