"""The demonstration's applications: an open round, and one application in each state; the agencies are invented."""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from applications.actions import (
    applications,
    letters,
    links,
    reviewers,
    reviews,
    rounds,
    scorecards,
    selections,
)
from applications.enums import Level, Status
from applications.models import Application, Criterion, DraftLink
from applications.querysets import FORM, core_areas, requirements
from demo.actions import people
from demo.actions.delegations import DEMO_NUMBER
from foundation.accounts.roles import ANALYST, COORDINATOR, LIAISON, PROGRAM_MANAGER
from foundation.calendars import clock
from foundation.files.intake import check
from sites.enums import AgencyKind, SiteKind
from sites.models import PublicForm, Site

# Agency, ORI, what becomes of it: nothing for a draft, then the steps of the review.
ROWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Example Glen Police Department", "EX0040000", ()),
    ("Example Grove Police Department", "EX0050000", ("submit",)),
    ("Example Valley Sheriff's Office", "EX0060000", ("submit", "start-review")),
    ("Example Cove Police Department", "EX0070000", ("submit", "start-review", "select")),
    ("Example Plains Police Department", "EX0080000", ("submit", "start-review", "decline")),
    ("Example Bluff Tribal Police", "EX0090000", ("submit", "start-review", "defer")),
    ("Example Point Police Department", "EX0100000", ("submit", "withdraw")),
)
PROBLEM = "Nonfatal shootings rose for three years in two neighborhoods, and most cases stay open."
CHANGE = "Every shooting is reviewed within a week, and residents hear what became of each case."
LETTER = b"We support this application and take part in its work. This letter is made up for the demonstration.\n"
OPEN_DAYS = 62
ZONE = "America/New_York"
SITE: dict[str, Any] = {
    "name": "Example Cove, EX",
    "kind": SiteKind.CITY,
    "agency_kind": AgencyKind.POLICE,
    "time_zone": "America/Chicago",
    "reason": "Strong partners, and a problem that the core areas fit.",
}


def fill() -> None:
    """Open a round, and walk each agency's application to its state."""
    today = clock.today(ZONE)
    PublicForm.objects.filter(slug=FORM, omb_number="").update(
        omb_number=DEMO_NUMBER, expires_on=date(today.year + 3, 12, 31)
    )
    with people.ActingAs(people.staff(PROGRAM_MANAGER.slug)) as by:
        rounds.plan(
            cohort_year=today.year + 1,
            opens_at=clock.now() - timedelta(days=30),
            closes_at=datetime.combine(
                today + timedelta(days=OPEN_DAYS), time(23, 59), ZoneInfo(ZONE)
            ),
            time_zone=ZONE,
            is_demo=True,
            by=by,
        )
    for number, (agency, ori, steps) in enumerate(ROWS):
        token = _write(f"applicant{number}@example.gov", agency, ori, is_whole=bool(steps))
        for step in steps:
            _take(token, step)
    _score()


def _write(email: str, agency: str, ori: str, *, is_whole: bool) -> str:
    """Start a draft and fill it in; return the token of its link."""
    links.start(email, network="demonstration")
    link = DraftLink.objects.get(application__contact_email=email)
    token = links.token_of(link)
    facts = {"agency_name": agency, "ori": ori, "state": "EX"}
    facts |= {"contact_name": "Example Chief", "contact_title": "Chief of Police"}
    if is_whole:
        facts |= {"problem": PROBLEM, "change": CHANGE}
    done = applications.save(token, values=facts, version=1)
    if is_whole:
        met = {each.slug: True for each in requirements()}
        done = applications.answer(token, answers=met, version=done.version)
        levels = {each.pk: Level.STARTING for each in core_areas()}
        applications.assess(token, levels=levels, version=done.version)
        letters.add(token, file=check(BytesIO(LETTER), "letter-of-support.txt"))
    return token


def _take(token: str, step: str) -> None:
    held = links.read(token)
    if step == "submit":
        applications.submit(token, version=held.version)
    elif step == "withdraw":
        applications.withdraw(token, reason="A new chief starts soon.", version=held.version)
    else:
        with people.ActingAs(people.staff(PROGRAM_MANAGER.slug)) as by:
            found = Application.objects.visible_to(by).get(pk=held.pk)
            if step == "select":
                selections.select(found, **SITE, version=found.version, by=by)
                return
            reviews.take(found, step, reason="As we discussed.", version=found.version, by=by)


def _score() -> None:
    """Name three reviewers of the application under review; two of them have submitted scores."""
    site = Site.objects.demo().order_by("pk")[0]
    liaison = people.of(site, LIAISON.slug, "liaison")
    coordinator = people.staff(COORDINATOR.slug)
    notes = {coordinator: "Their figures show the problem.", liaison: "Few partners take part yet."}
    due_on = clock.today(ZONE) + timedelta(days=10)
    with people.ActingAs(people.staff(PROGRAM_MANAGER.slug)) as by:
        found = Application.objects.visible_to(by).in_state(Status.UNDER_REVIEW).get()
        for person in (*notes, people.staff(ANALYST.slug)):
            reviewers.name(found, email=person.email, due_on=due_on, by=by)
    for place, (person, note) in enumerate(notes.items()):
        with people.ActingAs(person) as by:
            criteria = enumerate(Criterion.objects.in_use())
            points = {each.slug: 4 - place * (number % 3) for number, each in criteria}
            scorecards.submit(found, points=points, note=note, by=by)
