"""A phone without a signal: the door goes on, nothing is lost, and nothing stays after signing out."""

import re
import time
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.enums import Kind, Registered
from summits.models import CheckIn, Places, Registration
from tests.factories.summits import SummitFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
SMALL = {"width": 320, "height": 640}
KEPT = """async () => {
  if (!(await caches.has("psp-summit"))) return [];
  return (await (await caches.open("psp-summit")).keys()).map((each) => new URL(each.url).pathname).filter((path) => !path.startsWith("/static/"));
}"""


@pytest.fixture
def live_summit(db):
    today = clock.today("America/New_York")
    with acting_atomic("system:demo"):
        summit = SummitFactory(slug="2027", status="live", starts_on=today, ends_on=today)
        Places.objects.create(summit=summit, places=5, taken=2)
        for name in ("Pat Doe", "Kim Roe"):
            Registration.objects.create(
                summit=summit,
                kind=Kind.STAFF,
                name=name,
                email=f"{name[:3].lower()}@example.gov",
                state=Registered.CONFIRMED,
                has_place=True,
                made_at=clock.now(),
            )
        return summit


def until(holds: Callable[[], bool]) -> None:
    """Wait for what happens in the browser beside the page; ``wait_for_function`` awaits no promise."""
    for _ in range(100):
        if holds():
            return
        time.sleep(0.1)
    assert holds()


def arrived() -> list[str]:
    with acting_atomic("system:demo"):
        return sorted(CheckIn.objects.values_list("registration__name", flat=True))


def _check_in(name: str) -> None:
    person = Registration.objects.get(name=name)
    now = clock.now()
    CheckIn.objects.create(summit=person.summit, registration=person, at=now, recorded_at=now)


def test_the_door_goes_on_without_a_signal(visit, live_summit, mona_manager):
    mona = visit(mona_manager, then="/summits/2027/check-in/phone/", viewport=SMALL)
    page = mona.page
    mona.reads("Everything is sent.")
    until(lambda: len(page.evaluate(KEPT)) == 3)
    mona.fits()
    page.context.set_offline(True)
    page.reload()
    page.get_by_label("Name, site, or code").fill("pat")
    page.get_by_role("button", name="Check in Pat Doe").click()
    mona.reads("1 check-in on this phone, not sent yet.", "not sent yet")
    mona.fits()
    mona.picture("offline")
    assert arrived() == []
    page.reload()
    mona.reads("1 check-in on this phone, not sent yet.")
    with acting_atomic("system:demo"):
        _check_in("Kim Roe")  # at the other door
    page.get_by_label("Name, site, or code").fill("kim")
    page.get_by_role("button", name="Check in Kim Roe").wait_for()
    page.context.set_offline(False)
    page.get_by_text("Checked in at").wait_for(timeout=5_000)
    mona.reads("Everything is sent.")
    assert arrived() == ["Kim Roe", "Pat Doe"]
    page.get_by_label("Name, site, or code").fill("doe")
    mona.reads("Checked in at")
    assert sorted(page.evaluate(KEPT)) == [
        "/summits/2027/check-in/people/",
        "/summits/2027/check-in/phone/",
        "/summits/kept",
    ]
    mona.goes_to("/accounts/logout/")
    mona.presses("Sign out")
    until(lambda: page.evaluate(KEPT) == [])
    mona.said.clear()  # Chromium says that the network was cut


def test_the_door_tells_the_summits_time_and_is_not_asked_whether_it_is_used(
    visit, live_summit, mona_manager
):
    mona_manager.time_zone = "America/Los_Angeles"  # of the phone, too
    mona_manager.save(update_fields=["time_zone"])
    mona = visit(mona_manager, then="/summits/2027/check-in/phone/", at=clock.now())
    page = mona.page
    mona.reads("Everything is sent.")
    page.get_by_label("Name, site, or code").fill("pat")
    page.get_by_role("button", name="Check in Pat Doe").click()
    eastern = clock.now().astimezone(ZoneInfo("America/New_York"))
    mona.reads(f"Checked in at {eastern:%-I}:")
    expect(page.locator("[data-found]")).to_contain_text(
        re.compile(r"Checked in at \d+:\d\d [ap]m ET")
    )
    for _ in range(5):
        with page.expect_response(re.compile("/check-in/people/")):
            page.clock.fast_forward(6 * 60_000)
    expect(page.get_by_role("dialog", name="You'll be signed out in 5 minutes")).to_be_hidden()


def test_whoever_may_no_longer_check_people_in_reads_whose_check_ins_were_not_sent(
    visit, live_summit, mona_manager
):
    mona = visit(mona_manager, then="/summits/2027/check-in/phone/")
    page = mona.page
    mona.reads("Everything is sent.")
    page.context.set_offline(True)
    page.get_by_label("Name, site, or code").fill("pat")
    page.get_by_role("button", name="Check in Pat Doe").click()
    mona.reads("1 check-in on this phone, not sent yet.")
    with acting_atomic("system:demo"):
        User.objects.filter(pk=mona_manager.pk).update(staff_role="")
    page.context.set_offline(False)
    mona.reads(
        "You no longer check people in at this summit.", "Give the list below to an organizer."
    )
    expect(page.locator("[data-problems] li")).to_have_text(
        [re.compile("^Pat Doe: at the door at ")]
    )
    assert arrived() == []
    mona.said.clear()  # Chromium says that the network was cut


def test_a_refused_check_in_is_listed_until_the_portal_has_it(visit, live_summit, mona_manager):
    mona = visit(mona_manager, then="/summits/2027/check-in/phone/")
    page = mona.page
    mona.reads("Everything is sent.")
    page.get_by_label("Name, site, or code").fill("pat")
    page.get_by_role("button", name="Check in Pat Doe").wait_for()

    def set_state(state: Registered) -> None:
        with acting_atomic("system:demo"):
            held = Registration.objects.filter(name="Pat Doe")
            held.update(state=state, has_place=state == Registered.CONFIRMED)

    set_state(Registered.CANCELED)
    page.get_by_role("button", name="Check in Pat Doe").click()
    problems = page.locator("[data-problems] li")
    expect(problems).to_have_count(1)
    expect(problems).to_contain_text("Pat Doe: ")
    mona.reads("No one found.")  # the list that followed the answer
    set_state(Registered.CONFIRMED)
    with page.expect_response(re.compile("/check-in/people/")):
        page.evaluate("() => window.dispatchEvent(new Event('online'))")
    page.get_by_role("button", name="Check in Pat Doe").click()
    mona.reads("Checked in at")
    expect(problems).to_have_count(0)
    expect(page.locator("[data-problem-panel]")).to_be_hidden()
    assert arrived() == ["Pat Doe"]


def test_my_agenda_is_read_without_a_signal_until_the_session_is_ended(
    visit, live_summit, mona_manager
):
    mona = visit(mona_manager, then="/summits/2027/my-agenda/", viewport=SMALL)
    page = mona.page
    mona.reads("You haven't chosen any sessions.")
    until(lambda: len(page.evaluate(KEPT)) == 2)
    page.context.set_offline(True)
    page.reload()
    mona.reads("You haven't chosen any sessions.")
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.reload()
    until(lambda: page.evaluate(KEPT) == [])
    mona.said.clear()  # Chromium says that the network was cut
