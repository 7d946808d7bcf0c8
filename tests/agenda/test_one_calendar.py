"""A person's feed holds exactly what their calendar page holds, whoever they are."""

import html
import re
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.test import Client

from engagements.models import Commitment, Milestone
from foundation.agenda import actions
from foundation.agenda.reading import BEHIND
from foundation.calendars import clock
from foundation.calendars.months import months_after
from foundation.tenancy.context import acting_atomic
from tests.matrix.world import TOKEN
from tta_requests.models import Offer, TTARequest

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
PEOPLE = [
    "exec", "poc-police", "poc-usao", "champion", "liaison", "atf", "fbi", "advisor", "manager", "coordinator",
    "analyst", "admin", "admin-glass", "provider-work", "provider-offer", "provider-ended", "colleague",
    "two-seats", "left-the-team", "waiting-seat", "no-seat",
]  # fmt: skip
# Whose calendar has something in these months, so that the comparison compares.
FULL = {"coordinator", "poc-police", "provider-work"}
ENTRY = re.compile(r'<a class="psp-day__title" href="[^"]*">(.*?)</a>(?:\s*<b>(\w+)</b>)?')


def on_the_page(browser: Client, month: date) -> list[tuple[str, str]]:
    text = browser.get(f"/calendar/?view=agenda&month={month:%Y-%m}").content.decode()
    days = re.findall(r'id="day-([\d-]+)">(.*?)</section>', text, re.DOTALL)
    return [
        (day, f"Done: {html.unescape(name)}" if state == "Done" else html.unescape(name))
        for day, body in days
        for name, state in ENTRY.findall(body)
    ]


def in_the_feed(text: str, zone: str) -> list[tuple[str, str]]:
    found = []
    for each in getattr(vobject.readOne(text), "vevent_list", []):
        start = each.dtstart.value
        if hasattr(start, "hour"):
            days = [start.astimezone(ZoneInfo(zone)).date()]
        else:
            days = [start + timedelta(days=n) for n in range((each.dtend.value - start).days)]
        found += [(str(day), each.summary.value) for day in days]
    return found


@pytest.fixture(autouse=True)
def december(world):
    """Set the clock two hours after the world's rows: break-glass records, which no feed holds, are closed."""
    with clock.shifted(timedelta(hours=2)):
        yield


@pytest.fixture(scope="module")
def soon(world, django_db_blocker):
    """The matrix's world with dates in the days to come; the module's copy of it alone."""
    at = clock.now() + timedelta(days=3)
    day = at.date()
    with django_db_blocker.unblock(), acting_atomic("system:demo"):
        Commitment.objects.update(due_on=day)
        Milestone.objects.update(due_on=day)
        TTARequest.objects.update(needed_by=day)
        Offer.objects.update(due_at=at)
    return world


@pytest.mark.parametrize("name", PEOPLE)
def test_the_feed_holds_what_the_page_holds(soon, name):
    user = soon.people[name].user
    with acting_atomic(f"user:{user.pk}"):
        path = f"/calendar/{actions.make_feed(by=user)}.ics"
    browser = Client()
    browser.force_login(user)
    month = clock.today(user.time_zone).replace(day=1)
    months = [month, months_after(month, 1)]
    shown = sorted(each for one in months for each in on_the_page(browser, one))
    text = Client().get(path).content.decode()
    held = [
        (day, summary)
        for day, summary in in_the_feed(text, user.time_zone)
        if date.fromisoformat(day).replace(day=1) in months
    ]
    # The feed begins 30 days ago; the page shows the whole month.
    assert sorted(held) == [
        each for each in shown if date.fromisoformat(each[0]) >= first_of_feed()
    ]
    assert not TOKEN.search(text)
    assert held or name not in FULL


def first_of_feed() -> date:
    return clock.today("America/New_York") - BEHIND


def test_every_person_of_the_matrix_is_asked(world):
    assert set(PEOPLE) == {name for name, each in world.people.items() if each.user}
