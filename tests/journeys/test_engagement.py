"""An engagement from its first day: the liaison records the listening session, a manager activates it."""

from datetime import timedelta

import pytest

from engagements.actions import milestones, reference
from engagements.models import Commitment, Engagement
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.factories.engagements import EngagementFactory
from tests.reference.files import rows

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/sites/riverton-ex/engagement/"
LINK = f"https://example.gov/{'0123456789' * 12}"
HALF = {"width": 640, "height": 400}  # a laptop at 200 percent
PHONE = {"width": 320, "height": 780}


@pytest.fixture
def onboarding(riverton) -> Engagement:
    with acting_atomic("system:demo"):
        reference.load_track_lengths(rows("engagements/data/track_lengths.csv"))
        reference.load_milestone_rules(rows("engagements/data/milestone_rules.csv"))
        starts = clock.today(riverton.time_zone) - timedelta(days=50)
        begun = EngagementFactory(site=riverton, onboarding=True, starts_on=starts)
        milestones.plan(begun)
        return begun


def test_a_listening_session_is_recorded_on_a_phone_and_the_engagement_activated(
    visit, onboarding, lee_liaison, mona_manager, dana_of_riverton
):
    held = clock.today("America/Chicago") - timedelta(days=1)
    lee = visit(lee_liaison)
    lee.page.set_viewport_size(PHONE)
    lee.goes_to(PAGE)
    lee.fits()
    lee.picture("1-liaison-phone")
    lee.presses("Record the listening session.")
    lee.page.get_by_label("When did it happen?").fill(held.isoformat())
    lee.page.get_by_label("Note").fill("34 people took part.")
    lee.fits()
    lee.picture("2-record-phone")
    lee.presses("Record the listening session")
    lee.reads("Recorded: Listening session.", "34 people took part.")
    lee.fits()
    lee.picture("3-recorded-phone")

    mona = visit(mona_manager)
    mona.goes_to(PAGE)
    mona.picture("4-manager")
    mona.presses("Activate the engagement.")
    mona.page.get_by_label("Why can the engagement go ahead with vacant seats?").fill("In May.")
    mona.picture("5-activate")
    mona.presses("Activate engagement")
    mona.reads("The engagement is active.")
    mona.picture("6-active")
    mona.page.set_viewport_size(PHONE)
    mona.fits()
    mona.picture("7-active-phone")

    with acting_atomic("system:demo"):
        assert Engagement.objects.get(pk=onboarding.pk).active_from == clock.today(
            "America/Chicago"
        )
        Commitment.objects.create(
            site=onboarding.site, text=LINK, owed_by="site", due_on=held, made_at=clock.now()
        )
    mona.page.set_viewport_size(HALF)
    for listed in ("/commitments/?whose=sites", "/sites/riverton-ex/handover/"):
        mona.goes_to(listed)
        mona.reads(LINK)
        mona.fits()
    mona.goes_to("/commitments/?whose=sites")
    mona.page.emulate_media(media="print")
    assert not mona.page.get_by_text("Export this list").is_visible()
    dana = visit(dana_of_riverton)
    dana.goes_to(PAGE)
    dana.misses("Suspend engagement", "Correct date")
    dana.picture("8-team")
