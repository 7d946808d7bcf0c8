"""The demonstration's assessments and recommendations, each step on the day it names, by the person who takes it."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from demo.actions import people
from engagements.actions import (
    assessments,
    commitments,
    evidence,
    files,
    recommendation_owners,
    recommendations,
    shared_recommendations,
)
from engagements.enums import AssessmentKind
from engagements.models import Assessment, Finding, Recommendation, origins
from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.roles import LIAISON, POINT_OF_CONTACT, PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.files.intake import Checked, check
from sites.models import CoreArea, Principle, Site
from tta_requests.actions import drafts

# Someone other than the liaison who wrote a recommendation verifies it.
VERIFYING = {"verify", "send-back", "sustain"}


def fill(assessed: Iterable[dict[str, Any]], recommended: Iterable[dict[str, Any]]) -> None:
    """Add every assessment of ``demo.json``, then every recommendation."""
    for row in assessed:
        assess_row(row)
    for row in recommended:
        recommend_row(row)


def assess_row(row: dict[str, Any]) -> Assessment:
    """Add one assessment of ``demo.json`` with its findings, and correct who did it, which was typed wrong."""
    site = Site.objects.get(slug=row["site"])
    with clock.frozen(_at(site, row["days_ago"])), people.ActingAs(_liaison(site)) as by:
        values = {
            "kind": AssessmentKind(row["kind"]),
            "title": row["title"],
            "core_area": CoreArea.objects.get(slug=row["area"]),
            "done_on": clock.today(site.time_zone),
            "findings": row["findings"],
        }
        made = assessments.add(site=site, **values, done_by=row["typed"], by=by)
        values |= {"done_by": row["done_by"], "reason": row["reason"]}
        assessments.correct(made, **values, version=made.version, by=by)
        report = "\n".join(["Findings of a made-up assessment:", *row["findings"]])
        files.attach(made, file=_file("assessment-report.txt", report), by=by)
    _turn_into_request(made, **row["ask"])
    return made


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
            principles=Principle.objects.filter(slug__in=row.get("principles", ())),
            by=by,
        )
    for step in row["steps"]:
        with clock.frozen(_at(site, step["days_ago"])), people.ActingAs(_who(site, step)) as by:
            _take(written, step, by=by)
    return written


def _take(written: Recommendation, row: dict[str, Any], *, by: Actor) -> None:
    held = Recommendation.objects.select_related("site").get(pk=written.pk)
    if row["step"] == "evidence":
        files = [_file(row["file"], row["text"])] if "file" in row else ()
        evidence.add(held, text=row["text"], files=files, by=by)
    elif row["step"] in FURTHER:
        FURTHER[row["step"]](held, row, by)
    elif row["step"] == "check":
        today = clock.today(held.site.time_zone)
        recommendations.check(held, on=today, note=row["note"], by=by)
    else:
        values = {"due_on": held.due_on, **row}
        recommendations.take(held, row["step"], version=held.version, values=values, by=by)


def _change(held: Recommendation, row: dict[str, Any], by: Actor) -> None:
    """Give it another owner or due date; a point of contact then owns it."""
    recommendation_owners.change(
        held,
        owner=row["owner"],
        owner_person=User.objects.get(pk=by.user_id or 0) if row["person"] else None,
        due_on=clock.today(held.site.time_zone) + timedelta(days=row["due_in"]),
        reason=row["reason"],
        version=held.version,
        by=by,
    )


def _promise(held: Recommendation, row: dict[str, Any], by: Actor) -> None:
    """Make a commitment that comes from it."""
    commitments.add(
        held.site,
        text=row["text"],
        due_on=clock.today(held.site.time_zone) + timedelta(days=row["in"]),
        owner_id=by.user_id,
        origin=origins.find(by, f"recommendation:{held.pk}"),
        by=by,
    )


def _ask(held: Recommendation, row: dict[str, Any], by: Actor) -> None:
    """Write a draft request that comes from it, as the page fills it in."""
    origin = origins.find(by, f"recommendation:{held.pk}")
    values = {
        "title": held.headline,
        "desired_change": held.text,
        "core_area": held.core_area,
        "principles": held.principles,
    }
    drafts.create(site=held.site, values=values, origin=origin, by=by)


def _turn_into_request(assessment: Assessment, *, finding: int, days_ago: int) -> None:
    """Write a draft request that comes from a finding, as the page fills it in."""
    site = assessment.site
    contact = people.of(site, POINT_OF_CONTACT.slug, "law-enforcement")
    with clock.frozen(_at(site, days_ago)), people.ActingAs(contact) as by:
        found = Finding.objects.of_assessment(assessment.pk).get(place=finding)
        values = {
            "title": "Use one format for every case file",
            "problem": found.text,
            "core_area": assessment.core_area,
        }
        origin = origins.find(by, f"finding:{found.pk}")
        drafts.create(site=site, values=values, origin=origin, by=by)


def _share(held: Recommendation, row: dict[str, Any], by: Actor) -> None:
    """Share what came of it with all sites."""
    shared_recommendations.share(held, headline=row["headline"], result=row["text"], by=by)


FURTHER = {"change": _change, "promise": _promise, "ask": _ask, "share": _share}


def _file(name: str, text: str) -> Checked:
    """Return a small text file as the upload form would have checked it."""
    return check(BytesIO(text.encode()), name)


def _who(site: Site, row: dict[str, Any]) -> User:
    if row["step"] in VERIFYING:
        return people.staff(PROGRAM_MANAGER.slug)
    if row["step"] == "withdraw":
        return _liaison(site)
    return people.of(site, POINT_OF_CONTACT.slug, "law-enforcement")


def _liaison(site: Site) -> User:
    return people.of(site, LIAISON.slug, "liaison")


def _at(site: Site, days_ago: int) -> datetime:
    day = clock.today(site.time_zone) - timedelta(days=days_ago)
    return min(datetime.combine(day, time(11), tzinfo=ZoneInfo(site.time_zone)), clock.now())
