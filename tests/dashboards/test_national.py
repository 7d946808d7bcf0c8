"""The national picture: open help by site and core area, never mixed with demonstration sites."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from dashboards.querysets.national import picture_of
from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.exports.models import Export
from foundation.tenancy.context import acting, acting_atomic
from sites.models import CoreArea, Site
from tests.factories.engagements import EngagementFactory
from tests.pages import words
from tests.tta_requests.states import put
from tta_requests.models import Clock, TTARequest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wednesday", "standards")]
PATH = "/reports/national/"


@pytest.fixture
def engaged(riverton, lakeside, gun_violence, dana_of_riverton, best_provider):
    """Riverton is real, with an open late request, a closed and a federal one; Lakeside is made up and never asked."""
    for site in (riverton, lakeside):
        with acting("system:demo"):
            EngagementFactory(site=site, active=True)
    made = [
        put(
            status,
            site=riverton,
            area=gun_violence,
            requester=dana_of_riverton,
            provider=best_provider,
        )
        for status in ("triage", "closed", "triage")
    ]
    now = clock.now()
    with acting_atomic("system:demo"):
        Site.objects.filter(pk=riverton.pk).update(is_demo=False)
        TTARequest.objects.filter(pk=made[2].pk).update(
            handling="federal", federal_agencies=["ATF"]
        )
        for each in made[::2]:
            Clock.objects.create(
                site=riverton,
                request=each,
                kind="acknowledge",
                urgency="expedited",
                amount=1,
                starts_at=now - timedelta(days=3),
                warn_at=now - timedelta(days=2),
                due_at=now - timedelta(days=1),
                fires_at=now + timedelta(days=1),
            )
    return made


def test_real_and_made_up_sites_have_boards_of_their_own(
    engaged, riverton, lakeside, mona_manager, ana_analyst, client_of
):
    for reader in (mona_manager, ana_analyst):
        shown = words(client_of(reader).get(PATH))
        program, made_up = shown.split("Demonstration sites", 1)
        assert "1 cell is past due." in program
        assert "Nothing is past due." in made_up
        assert "1 of 1 site never asked for help with" in made_up
        assert riverton.name in program
        assert lakeside.name not in program
        assert lakeside.name in made_up
        assert "Open, 1 site 1" in program


def test_a_cell_counts_what_its_list_shows(engaged, riverton, mona_manager, client_of):
    client = client_of(mona_manager)
    href = f"/requests/?status=open&amp;site={riverton.slug}&amp;area=gun-violence"
    assert href in client.get(PATH).text
    assert engaged[0].number in words(client.get(href.replace("&amp;", "&")))


def test_the_export_says_whose_each_row_is(engaged, riverton, mona_manager, client_of, drain):
    client = client_of(mona_manager)
    asked = {"what": "national-picture", "query": "", "format": "csv"}
    assert client.post("/exports/new/", asked).status_code == 303
    drain()
    with acting_atomic("system:demo"):
        export = Export.objects.of(mona_manager.pk).get()
        areas = CoreArea.objects.in_force_on(clock.today("UTC")).count()
    sent = b"".join(client.get(f"/exports/{export.pk}/download/").streaming_content)
    rows = list(csv.reader(StringIO(sent.decode("utf-8-sig"))))
    row = [riverton.name, "Program sites", "Gun Violence", "1", "1", "0", "0", "Yes"]
    assert row in rows
    assert len(rows) == 1 + 2 * areas


def test_without_engagements_the_page_says_so(gun_violence, mona_manager, client_of):
    assert "No site has a running engagement." in words(client_of(mona_manager).get(PATH))


def test_only_readers_of_reports_see_it(engaged, dana_of_riverton, lee_liaison, client_of):
    for reader in (dana_of_riverton, lee_liaison):
        assert client_of(reader).get(PATH).status_code == 403


def test_it_takes_five_statements_beside_the_four_of_every_page(
    engaged, mona_manager, statements_of
):
    assert statements_of(mona_manager, PATH) <= 9


def test_a_request_with_two_late_clocks_is_one_late_request(engaged, mona_manager):
    now = clock.now()
    with acting_atomic("system:demo"):
        again = Clock.objects.get(request=engaged[0])
        again.pk, again.kind, again._state.adding = None, "assign", True
        again.save()
    with acting_atomic(f"user:{mona_manager.pk}"):
        found = picture_of(resolve(mona_manager), now)
    assert sum(help_.late for place in found.places for help_ in place.areas.values()) == 1
