"""The check-in of 1,500 people by two phones, of which one has no signal for ten minutes: none lost, none doubled."""

import time

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.models import Places
from tests.factories.summits import SummitFactory
from tests.summits.phones import check_in_by_two, invite

PEOPLE = 1_500


@pytest.mark.django_db(transaction=True)
def test_two_phones_check_in_everyone_once(mona_manager, client_of, capsys):
    with acting_atomic("system:demo"):
        today = clock.today("America/New_York")
        summit = SummitFactory(slug="doors", status="live", starts_on=today, ends_on=today)
        Places.objects.create(summit=summit, places=PEOPLE, taken=PEOPLE)
    everyone = invite(summit, PEOPLE)
    begun = time.monotonic()
    check_in_by_two(summit, everyone, lambda: client_of(mona_manager))
    with capsys.disabled():
        print(f"\n{PEOPLE} people checked in by two phones in {time.monotonic() - begun:.0f} s")  # noqa: T201 -- the finding
