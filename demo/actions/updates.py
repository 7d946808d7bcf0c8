"""The demonstration's engagement updates, logged by the sites' liaisons on the days they name."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from demo.actions import people
from engagements.models import Commitment
from foundation.accounts.models import User
from foundation.accounts.roles import COORDINATOR, LIAISON
from foundation.calendars import clock
from foundation.calendars.holidays import calendar_for
from foundation.files.intake import Checked, check
from liaisons.actions import log, planned_contacts, reviews
from liaisons.actions.commitments import NewCommitment
from liaisons.enums import UpdateKind
from liaisons.models import EngagementUpdate, MonthlyHours
from sites.models import CoreArea, Site
from tta_requests.models import TTARequest


def _requests(site: Site, row: dict[str, Any]) -> list[TTARequest]:
    return [one for one in TTARequest.objects.at(site.pk) if one.title == row.get("request")]


def log_row(row: dict[str, Any]) -> EngagementUpdate:
    """Log one row of ``demo.json`` at 4 pm of its day at the site, or now if that is earlier."""
    site = Site.objects.get(slug=row["site"])
    day = clock.today(site.time_zone) - timedelta(days=row["days_ago"])
    at = datetime.combine(day, time(16), tzinfo=ZoneInfo(site.time_zone))
    planned = row.get("next_in")
    values = {
        "occurred_on": day,
        "kind": row["kind"],
        "participants": row["people"],
        "summary": row["summary"],
        "outcome": row.get("outcome", ""),
        "risk": row.get("risk", "none"),
        "next_contact_on": clock.today(site.time_zone) + timedelta(days=planned)
        if planned
        else None,
        "areas": CoreArea.objects.with_slugs(row["areas"]),
        "requests": _requests(site, row),
        "hours": Decimal(row["hours"]) if "hours" in row else None,
        "commitments": _commitments(site, row, at),
        "done": list(Commitment.objects.filter(site=site, text__in=row.get("done", ()))),
        "new_files": _files(row),
    }
    liaison = people.of(site, LIAISON.slug, "liaison")
    with clock.frozen(min(at, clock.now())), people.ActingAs(liaison) as by:
        logged = log.submit(pk=uuid4(), site=site, values=values, edit=log.Edit(log.NEW), by=by)
    _review(logged, row)
    _correct(logged, row, liaison)
    return logged


def set_monthly_hours() -> None:
    """Set what the demonstration's liaisons are to give a month, as an administrator would."""
    MonthlyHours.objects.get_or_create(liaison=None, defaults={"hours": 40})


def _commitments(site: Site, row: dict[str, Any], at: datetime) -> list[NewCommitment]:
    """Return what the liaison took on."""
    business = calendar_for(site.time_zone)
    return [
        NewCommitment(text=each["text"], due_on=business.due_day(at, each["days"]))
        for each in row.get("commitments", ())
    ]


def _files(row: dict[str, Any]) -> list[Checked]:
    file = row.get("file")
    return [check(BytesIO(file["text"].encode()), file["name"])] if file else []


def _correct(logged: EngagementUpdate, row: dict[str, Any], liaison: User) -> None:
    """Correct a row's update, with the row's reason."""
    if corrected := row.get("corrected"):
        values = {"summary": corrected["summary"]}
        with people.ActingAs(liaison) as by:
            edit = log.Edit(logged.version)
            log.correct(logged, values=values, edit=edit, reason=corrected["reason"], by=by)


def _review(logged: EngagementUpdate, row: dict[str, Any]) -> None:
    """Mark a row's update as reviewed, or return it with the row's reason."""
    decision = row.get("review")
    if decision is None:
        return
    with people.ActingAs(people.staff(COORDINATOR.slug)) as by:
        if decision == "reviewed":
            reviews.accept(logged, version=logged.version, by=by)
        else:
            reviews.send_back(logged, version=logged.version, reason=decision, by=by)


def plan_visit(site: Site, *, ahead: int) -> None:
    """Plan the liaison's next visit to a site so many days ahead."""
    on = clock.today(site.time_zone) + timedelta(days=ahead)
    with people.ActingAs(people.of(site, LIAISON.slug, "liaison")) as by:
        planned_contacts.plan(site, kind=UpdateKind.VISIT, on=on, by=by)
