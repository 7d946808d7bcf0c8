"""What a step or a correction changed, in words: each field as it was and as it is now."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from engagements.models import Assessment
from foundation.ui import dates
from foundation.ui.types import TimelineEntry

LABELS: Mapping[str, str] = {
    "owner": "Owner",
    "owner_person": "Person",
    "due_on": "Due date",
    "file": "File",
    "title": "Title",
    "kind": "What it looked into",
    "core_area": "Core area",
    "done_on": "Last day at the site",
    "done_by": "Organization",
    "headline": "What the site should do",
    "text": "Details",
    "finding": "Finding it follows from",
    "repeats_every_days": "Days between repeating checks",
    "principles": "DOJ principles",
}
DAYS = frozenset({"due_on", "done_on"})


def changes_of(changes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Say of each field what it was and is now; a finding is named with its number."""
    for name, both in changes.items():
        before, after = (_value(name, each) for each in both)
        yield f"{LABELS.get(name, name.capitalize())}: {before} → {after}"


def corrections_of(assessment: Assessment) -> list[TimelineEntry]:
    """Return the corrections of an assessment, newest first, loaded with ``for_page``."""
    return [
        TimelineEntry(
            glyph="dot",
            what="Corrected",
            rest=". ".join(said.removesuffix(".") for said in changes_of(each.changes)),
            reason=each.reason,
            when=dates.when(each.made_at, assessment.site.time_zone),
            who=f"by {each.made_by.name}" if each.made_by else "by the portal",
        )
        for each in assessment.corrections.all()
    ]


def _value(name: str, value: str) -> str:
    if not value:
        return "none"
    return dates.full_day(date.fromisoformat(value)) if name in DAYS else value
