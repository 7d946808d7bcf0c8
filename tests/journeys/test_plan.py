"""A plan from its first goal to its approval: the liaison writes on a phone, leadership approves."""

from datetime import timedelta

import pytest

from engagements.models import Engagement
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory
from tests.factories.tta_requests import CoreAreaFactory

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/sites/riverton-ex/plan/"
PHONE = {"width": 320, "height": 780}


@pytest.fixture
def engaged(riverton) -> Engagement:
    with acting_atomic("system:demo"):
        CoreAreaFactory(name="Gun Violence", slug="gun-violence")
        starts = clock.today(riverton.time_zone) - timedelta(days=300)
        return EngagementFactory(site=riverton, active=True, starts_on=starts)


def test_a_plan_is_written_on_a_phone_and_approved(visit, engaged, lee_liaison, mayor_of_riverton):
    today = clock.today("America/Chicago")
    lee = visit(lee_liaison)
    lee.page.set_viewport_size(PHONE)
    lee.goes_to(PAGE)
    lee.fits()
    lee.picture("1-empty-phone")
    lee.presses("Start the strategic plan")
    lee.presses("Add goal")
    lee.fits()
    lee.page.get_by_label("Goal", exact=True).fill("Review every nonfatal shooting within 7 days")
    lee.page.get_by_label("Core area").select_option("gun-violence")
    lee.page.get_by_label("Unit", exact=True).fill("percent")
    lee.page.get_by_label("Baseline (optional)").fill("0")
    lee.page.get_by_label("Date of the baseline").fill((today - timedelta(days=50)).isoformat())
    lee.page.get_by_label("Target", exact=True).fill("90")
    lee.page.get_by_label("Reach the target by").fill((today + timedelta(days=50)).isoformat())
    lee.picture("2-goal-phone")
    lee.presses("Add goal")
    lee.reads("Goal added.", "45 percent expected by today")
    lee.fits()
    lee.page.get_by_role("link", name="Add action").click()
    lee.page.get_by_label("Action").fill("Invite the prosecutor's office")
    lee.fits()
    lee.presses("Add action")
    lee.reads("Action added.")
    lee.picture("3-plan-phone")
    lee.presses("Submit for approval")
    lee.fits()
    lee.presses("Submit for approval")
    lee.reads("Version 1 waits for approval")

    mayor = visit(mayor_of_riverton)
    mayor.goes_to(PAGE)
    mayor.picture("4-leadership")
    mayor.presses("Approve plan")
    mayor.picture("5-approve")
    mayor.presses("Approve plan")
    mayor.reads("Plan approved.", "Version 1 is approved")
    mayor.picture("6-approved")
    mayor.presses("Compare versions")
    mayor.page.set_viewport_size(PHONE)
    mayor.fits()
    mayor.picture("7-versions-phone")
