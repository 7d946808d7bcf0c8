"""Settings are edited in Django admin; engagements are only looked at."""

import pytest

from engagements.models import TrackLength
from foundation.tenancy.context import acting
from tests.factories.engagements import EngagementFactory

pytestmark = pytest.mark.usefixtures("room_settings")


def test_an_administrator_changes_a_tracks_length(client_of, adam_admin):
    data = {
        "track": "psp",
        "months": "30",
        "onboarding_days": "90",
        "closing_days": "180",
        "alumni_after_days": "365",
        "source": "",
    }
    client_of(adam_admin).post("/admin/engagements/tracklength/psp/change/", data)
    assert TrackLength.objects.get(pk="psp").months == 30


def test_engagements_are_listed_when_published(client_of, adam_admin, riverton, lakeside):
    with acting("system:demo"):
        EngagementFactory(site=riverton, is_published=True)
        EngagementFactory(site=lakeside)
    page = client_of(adam_admin).get("/admin/engagements/engagement/").content.decode()
    assert "Riverton, EX" in page
    assert "Lakeside, EX" not in page


def test_engagements_are_not_added_by_hand(client_of, adam_admin):
    assert client_of(adam_admin).get("/admin/engagements/engagement/add/").status_code == 403
