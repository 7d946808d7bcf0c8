"""Imports of figures of the matrix: program rows, one for each site, though they belong to none."""

import uuid
from typing import Any

from foundation.calendars import clock
from outcomes.enums import ImportState, Match
from outcomes.models import Agency, FigureImport, Source
from sites.models import State


def plant(site: str) -> dict[str, Any]:
    """Create an import that is ready, and an agency to review."""
    source = Source.objects.create(slug=f"source-{site}", name=f"Counts {site}")
    state = State.objects.order_by("pk").first()
    agency = Agency.objects.create(
        name="Example PD", key="example pd", state=state, found_in=source, match=Match.TO_REVIEW
    )
    kept = FigureImport.objects.create(
        source=source,
        name="counts.csv",
        media_type="text/csv",
        content=uuid.uuid4().hex,
        sha256="0" * 64,
        state=ImportState.READY,
        report=REPORT,
        created_at=clock.now(),
    )
    return {"figure-import": kept, "reporting-agency": agency}


REPORT: dict[str, Any] = {
    "rows": 3,
    "accepted": 1,
    "unchanged": 0,
    "new_figures": 1,
    "restated_figures": 0,
    "rejected_rows": 2,
    "repeated_rows": 0,
    "rejected": [
        {
            "line": line,
            "lines": [3, 4],
            "said": "Example PD, 2025-04",
            "reason": "The same period appears more than once with different counts. Choose one line.",
        }
        for line in (3, 4)
    ],
    "flagged": [{"line": 2, "lines": [2], "said": "Example PD", "reason": "7 of 12 months"}],
    "skipped": [],
    "measures": {
        "homicide": {
            "sum": 3,
            "reported": 1,
            "not_reported": 0,
            "suppressed": 0,
            "errors": 0,
            "part_year_sum": 0,
            "by_year": {"2025": 3},
            "new": 1,
            "restated": 0,
        }
    },
    "columns": [
        {"name": "Agency", "holds": "agency"},
        {"name": "Murder", "holds": "homicide", "sum": 3, "not_reported": 0},
    ],
    "header_line": 1,
    "agencies_to_review": ["Example PD, EX"],
}
