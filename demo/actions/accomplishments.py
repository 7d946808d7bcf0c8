"""The demonstration's accomplishments: one in each state, each step by the person who takes it."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from demo.actions import people
from engagements.models import Recommendation
from foundation.accounts.models import User
from foundation.accounts.roles import (
    COORDINATOR,
    EXECUTIVE_LEADERSHIP,
    FEDERAL_PARTNER,
    LIAISON,
    POINT_OF_CONTACT,
    PROGRAM_MANAGER,
)
from foundation.calendars import clock
from outcomes.actions import accomplishments, evidence
from outcomes.models import Accomplishment
from sites.models import Site

WORDS = ("headline", "narrative", "figures", "core_areas", "principles", "federal_agency")


def fill(rows: Iterable[dict[str, Any]]) -> None:
    """Write every accomplishment of ``demo.json`` and walk it to its state."""
    for row in rows:
        tell_row(row)


def tell_row(row: dict[str, Any]) -> Accomplishment:
    """Write one accomplishment of ``demo.json`` and take its steps on the days it names."""
    site = Site.objects.get(slug=row["site"])
    behind = Recommendation.objects.filter(site=site, headline=row.get("rests_on", ""))
    author = people.of(site, POINT_OF_CONTACT.slug, "law-enforcement")
    with clock.frozen(_at(site, row["days_ago"])), people.ActingAs(author) as by:
        words = {name: row[name] for name in WORDS if name in row}
        made = evidence.draft_on(behind, site=site, words=words, by=by)
    for step in row["steps"]:
        _take(made, step)
    return made


def _take(made: Accomplishment, row: dict[str, Any]) -> None:
    site, step = made.site, row["step"]
    with clock.frozen(_at(site, row["days_ago"])), people.ActingAs(_who(site, row)) as by:
        held = Accomplishment.objects.select_related("site").get(pk=made.pk)
        if step == "concur":
            accomplishments.concur(held, version=held.version, by=by)
            return
        words = {name: row[name] for name in WORDS if name in row}
        reason = row.get("reason", "")
        accomplishments.take(held, step, version=held.version, reason=reason, words=words, by=by)


def _who(site: Site, row: dict[str, Any]) -> User:
    match row["step"]:
        case "discard":
            return people.of(site, POINT_OF_CONTACT.slug, "law-enforcement")
        case "attest":
            return people.of(site, EXECUTIVE_LEADERSHIP.slug, "executive")
        case "verify":
            return people.of(site, LIAISON.slug, "liaison")
        case "concur":
            return people.of(site, FEDERAL_PARTNER.slug, row["seat"])
        case "clear" | "send-back":
            return people.staff(COORDINATOR.slug)
    return people.staff(PROGRAM_MANAGER.slug)


def _at(site: Site, days_ago: int) -> datetime:
    day = clock.today(site.time_zone) - timedelta(days=days_ago)
    return min(datetime.combine(day, time(11), tzinfo=ZoneInfo(site.time_zone)), clock.now())
