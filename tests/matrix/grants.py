"""Grants of the matrix: an application in each state, a committee with a meeting that is over, and a review."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from foundation.accounts.models import User
from grants.enums import LIFECYCLE, State
from grants.models import (
    Committee,
    CommitteeMeeting,
    CommitteeMember,
    GrantApplication,
    GrantStep,
    LandscapeReview,
    Opportunity,
)
from sites.models import Site

# The row for each step's page: an application in a state from which it starts.
ROWS = {
    "apply": "grant-considered",
    "submit": "grant-applying",
    "award": "grant-submitted",
    "not-award": "grant-submitted",
    "withdraw": "grant-considered",
    "reopen": "grant-withdrawn",
    "restore": "grant-awarded",
}
ARGUMENTS: dict[tuple[str, str], tuple[str, str]] = {
    ("grants:detail", "pk"): ("opportunity", "pk"),
    ("grants:change", "pk"): ("opportunity", "pk"),
    ("grants:application", "pk"): ("grant-considered", "pk"),
    ("grants:change-application", "pk"): ("grant-considered", "pk"),
    ("grants:change-award", "pk"): ("grant-awarded", "pk"),
    **{(f"grants:{row.name}", "pk"): (ROWS[row.name], "pk") for row in LIFECYCLE.rows},
    ("grants:remove-member", "pk"): ("grant-member", "pk"),
    **{
        (f"grants:{name}-meeting", "pk"): ("grant-meeting", "pk")
        for name in ("move", "note", "cancel")
    },
    ("grants:change-review", "pk"): ("grant-review", "pk"),
    ("api:grant", "pk"): ("opportunity", "pk"),
    ("api:grant-application", "pk"): ("grant-considered", "pk"),
    ("api:grant-award", "pk"): ("grant-awarded", "pk"),
    ("api:grant-member", "pk"): ("grant-member", "pk"),
    ("api:grant-review", "pk"): ("grant-review", "pk"),
    **{
        (f"api:grant-meeting{part}", "pk"): ("grant-meeting", "pk")
        for part in ("", "-notes", "-cancel")
    },
}


def body(today: date) -> dict[str, Any]:
    """Return the values of grants' forms and API that differ from those of other rooms."""
    return {
        "funder": "A funder",
        "url": "https://grants.example.gov/2",
        "opens": today.isoformat(),
        "closes": (today + timedelta(days=90)).isoformat(),
        "closes_time": "20:00",
        "time_zone": "America/New_York",
        "who_may_apply": "Agencies.",
        "core_areas": ["gun-violence"],
        "source": "A test",
        "source_as_of": (today - timedelta(days=1)).isoformat(),
        "opportunity": "",
        "purpose": "Tracing.",
        "amount_requested": 500,
        "amount_awarded": 400,
        "agency": "The prosecutor",
        "day": (today + timedelta(days=9)).isoformat(),
        "at": "14:00",
        "place": "Room 2",
        "notes": "We apply for one.",
        "done_on": (today - timedelta(days=1)).isoformat(),
        "done_by": "Us",
        "findings": "Two fit.",
    }


def plant(
    site: Site,
    contact: User,
    leader: User,
    now: datetime,
    text: Callable[[str], str] = lambda kind: f"Secret {kind}",
) -> dict[str, Any]:
    """Create grants of a site, for an opportunity that everyone reads.

    Arguments:
        contact: who keeps them for the site.
        leader: who added the opportunity.
    """
    opportunity = Opportunity.objects.create(
        name="Microgrants",
        funder="A funder",
        url="https://grants.example.gov/1",
        opens_at=now - timedelta(days=9),
        closes_at=now + timedelta(days=60),
        who_may_apply="Agencies.",
        source="A test",
        source_as_of=now.date(),
        made_by=leader,
        made_at=now,
    )
    entered = {"site": site, "made_by": contact, "made_at": now}

    def made(status: State, **values: Any) -> GrantApplication:
        known = {"name": text("site"), "funder": text("site"), "purpose": text("site")}
        return GrantApplication.objects.create(
            **entered, **known, status=status, amount_requested=500, **values
        )

    rows: dict[str, Any] = {
        "opportunity": opportunity,
        "grant-considered": made(State.CONSIDERING, opportunity=opportunity),
        "grant-applying": made(State.APPLYING),
        "grant-submitted": made(State.SUBMITTED),
        "grant-awarded": made(State.AWARDED, amount_awarded=400, award_number=text("site")),
        "grant-withdrawn": made(State.WITHDRAWN),
    }
    committee = Committee.objects.create(**entered, purpose=text("site"))
    rows["grant-committee"] = committee
    of_committee = {"site": site, "committee": committee}
    rows["grant-member"] = CommitteeMember.objects.create(**of_committee, agency=text("site"))
    rows["grant-meeting"] = CommitteeMeeting.objects.create(
        **of_committee, starts_at=now - timedelta(days=1), place=text("site"), made_by=contact
    )
    rows["grant-review"] = LandscapeReview.objects.create(
        **entered, done_on=now.date() - timedelta(days=9), done_by="Us", findings=text("site")
    )
    GrantStep.objects.create(
        site=site,
        application=rows["grant-considered"],
        step="add",
        reason=text("site"),
        made_by=contact,
        made_at=now,
    )
    return rows
