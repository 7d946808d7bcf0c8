"""The demonstration's assessments and recommendations, each step on the day it names, by the person who takes it."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from demo.actions import people
from engagements.actions import assessments, evidence, recommendations
from engagements.enums import AssessmentKind
from engagements.models import Assessment, Finding, Recommendation
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import LIAISON, POINT_OF_CONTACT, PROGRAM_MANAGER
from foundation.calendars import clock
from sites.models import CoreArea, Site

# Someone other than the liaison who wrote a recommendation verifies it.
VERIFYING = {"verify", "send-back", "sustain"}


def fill(assessed: Iterable[dict[str, Any]], recommended: Iterable[dict[str, Any]]) -> None:
    """Add every assessment of ``demo.json``, then every recommendation."""
    for row in assessed:
        assess_row(row)
    for row in recommended:
        recommend_row(row)


def assess_row(row: dict[str, Any]) -> Assessment:
    """Add one assessment of ``demo.json`` with its findings."""
    site = Site.objects.get(slug=row["site"])
    with clock.frozen(_at(site, row["days_ago"])), people.ActingAs(_liaison(site)) as by:
        return assessments.add(
            site=site,
            kind=AssessmentKind(row["kind"]),
            title=row["title"],
            core_area=CoreArea.objects.get(slug=row["area"]),
            done_on=clock.today(site.time_zone),
            done_by=row["done_by"],
            findings=row["findings"],
            by=by,
        )


def recommend_row(row: dict[str, Any]) -> Recommendation:
    """Write one recommendation of ``demo.json`` and walk it to its state."""
    site = Site.objects.get(slug=row["site"])
    finding = Finding.objects.filter(site=site, place=row.get("finding", 0)).first()
    with clock.frozen(_at(site, row["days_ago"])), people.ActingAs(_liaison(site)) as by:
        due_on = clock.today(site.time_zone) + timedelta(days=row["due_in"])
        written = recommendations.propose(
            site=site,
            headline=row["headline"],
            text=row["text"],
            core_area=CoreArea.objects.get(slug=row["area"]),
            finding=finding,
            due_on=due_on,
            repeats_every_days=row.get("repeats"),
            by=by,
        )
    for step in row["steps"]:
        with clock.frozen(_at(site, step["days_ago"])), people.ActingAs(_who(site, step)) as by:
            _take(written, step, by=by)
    return written


def _take(written: Recommendation, row: dict[str, Any], *, by: Actor) -> None:
    held = Recommendation.objects.select_related("site").get(pk=written.pk)
    if row["step"] == "evidence":
        evidence.add(held, text=row["text"], by=by)
    elif row["step"] == "check":
        today = clock.today(held.site.time_zone)
        recommendations.check(held, on=today, note=row["note"], by=by)
    else:
        values = {"due_on": held.due_on, **row}
        recommendations.take(held, row["step"], version=held.version, values=values, by=by)


def _who(site: Site, row: dict[str, Any]) -> User:
    if row["step"] in VERIFYING:
        return people.staff(PROGRAM_MANAGER.slug)
    return people.of(site, POINT_OF_CONTACT.slug, "law-enforcement")


def _liaison(site: Site) -> User:
    return people.of(site, LIAISON.slug, "liaison")


def _at(site: Site, days_ago: int) -> datetime:
    day = clock.today(site.time_zone) - timedelta(days=days_ago)
    return min(datetime.combine(day, time(11), tzinfo=ZoneInfo(site.time_zone)), clock.now())
