"""Imports of figures of the matrix, one for each site, though they belong to none; accomplishments in each state."""

import uuid
from collections.abc import Callable
from typing import Any

from engagements.models import Recommendation
from foundation.accounts.models import User
from foundation.calendars import clock
from outcomes.actions import trends
from outcomes.enums import FigureStatus, ImportState, Match, Measure, NoticeKind
from outcomes.models import (
    Accomplishment,
    AccomplishmentEvidence,
    AccomplishmentStep,
    Agency,
    Figure,
    FigureImport,
    Indicator,
    PublicNotice,
    SiteMeasure,
    SiteMeasurement,
    Source,
)
from outcomes.models.accomplishments import PEOPLE
from outcomes.querysets.measures import due_quarter
from sites.models import CoreArea, Site, State
from tests.factories.accounts import UserFactory


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


def count(place: Site) -> None:
    """Create four years of counts of a site's agency, with a gap, and their trend."""
    source = Source.objects.create(slug=f"counts-{place.pk}", name="Monthly counts")
    police = Agency.objects.create(
        ori=f"EX{place.pk:07}"[:9],
        name="Example PD",
        key="example pd",
        state=place.state,
        serves=place,
    )
    months = [(year, month) for year in range(2023, 2027) for month in range(1, 13)]
    Figure.objects.bulk_create(
        Figure(
            source=source,
            agency=police,
            measure=Measure.ROBBERY,
            year=year,
            month=month,
            status=FigureStatus.REPORTED,
            value=10 + month,
            line=line,
        )
        for line, (year, month) in enumerate(months, start=2)
        if (year, month) != (2023, 5)
    )
    trends.compute()


# The row that each step of an accomplishment starts from.
STEP_ROWS = {
    "attest": "accomplishment",
    "verify": "accomplishment-attested",
    "send-back": "accomplishment-attested",
    "clear": "accomplishment-verified",
    "publish": "accomplishment-cleared",
    "correct": "accomplishment-published",
    "withdraw": "accomplishment-published",
    "discard": "accomplishment",
}


def claim(
    place: Site, recommendation: Recommendation, author: User, mark: Callable[[str], str]
) -> dict[str, Any]:
    """Create accomplishments in each state with a step, and the evidence of a draft."""
    others, rows = UserFactory.create_batch(4), {}
    for taken, (status, name) in enumerate(
        (
            ("draft", "accomplishment"),
            ("attested", "accomplishment-attested"),
            ("verified", "accomplishment-verified"),
            ("cleared", "accomplishment-cleared"),
            ("published", "accomplishment-published"),
        )
    ):
        word = mark("published" if status == "published" else "site")
        made = Accomplishment.objects.create(
            site=place,
            headline=word,
            narrative=word,
            status=status,
            author=author,
            federal_agency="FBI" if status == "attested" else "",
            published_at=clock.now() if status == "published" else None,
            **dict(zip(PEOPLE[1 : taken + 1], others, strict=False)),
        )
        rows[name] = made
        AccomplishmentStep.objects.create(
            site=place,
            accomplishment=made,
            step="draft",
            reason=mark("site"),
            made_by=author,
            made_at=clock.now(),
        )
    PublicNotice.objects.create(
        site=place,
        accomplishment=rows["accomplishment-published"],
        kind=NoticeKind.CORRECTED,
        words=mark("published"),
        told_at=clock.now(),
    )
    rows["accomplishment-evidence"] = AccomplishmentEvidence.objects.create(
        site=place,
        accomplishment=rows["accomplishment"],
        recommendation=recommendation,
        happened_on=clock.today(place.time_zone),
        added_by=author,
        added_at=clock.now(),
    )
    return rows


def measure(
    place: Site, area: CoreArea, person: User, mark: Callable[[str], str]
) -> dict[str, Any]:
    """Create a measure with a number to verify, one that ended, and the quarter that is to be entered."""
    due = due_quarter(clock.now())
    indicator, _ = Indicator.objects.get_or_create(
        slug="turnaround",
        defaults={
            "name": "Turnaround",
            "unit": "days",
            "better": "down",
            "definition": "Days from one to the other.",
            "core_area": area,
            "order": 1,
            "source": "the tests",
        },
    )
    common = {
        "site": place,
        "indicator": indicator,
        "source": mark("site"),
        "reporter": "law-enforcement",
        "since": due.before.first,
        "chosen_by": person,
        "chosen_at": clock.now(),
    }
    running = SiteMeasure.objects.create(sub_area=mark("site"), **common)
    ended = SiteMeasure.objects.create(ended_on=due.before.last, end_reason=mark("site"), **common)
    entered = SiteMeasurement.objects.create(
        site=place,
        measure=running,
        starts_on=due.before.first,
        ends_on=due.before.last,
        value=14,
        note=mark("site"),
        entered_by=person,
        entered_at=clock.now(),
    )
    return {"measure": running, "measure-ended": ended, "measurement": entered, "quarter": due}


def measured(rows: dict[str, Any]) -> dict[str, Any]:
    """Return plausible values for the forms and calls about measures."""
    key = f"{rows['measure'].pk.hex}-{rows['quarter'].first:%Y-%m}"
    return {
        "indicator": "turnaround",
        "source": "Evidence log",
        "reporter": "law-enforcement",
        "frequency": "quarter",
        "since": rows["quarter"].slug,
        "last": rows["quarter"].slug,
        "starts_on": rows["quarter"].first.isoformat(),
        f"value-{key}": "12",
        "qualifier": "exact",
        "change": "restated",
    }


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
