"""Versions of a report: an earlier one, two compared, and the report compared with a new count."""

from datetime import UTC, date, datetime

import pytest

from dashboards.models import Report
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import Site
from tests.factories.liaisons import EngagementUpdateFactory
from tests.pages import words

pytestmark = pytest.mark.django_db
PATH = "/reports/2026-q3/"
UPDATES = "sites/riverton-ex/updates"


@pytest.fixture
def logged(riverton, lee_liaison):
    """Log an update and a visit at a real site, in a month that is over."""
    with clock.frozen(datetime(2026, 10, 7, 15, 0, tzinfo=UTC)):
        with acting_atomic("system:demo"):
            Site.objects.filter(pk=riverton.pk).update(is_demo=False)
            for kind in ("call", "visit"):
                EngagementUpdateFactory(
                    site=riverton, author=lee_liaison, kind=kind, occurred_on=date(2026, 9, 1)
                )
        yield


@pytest.fixture
def restate(mona_manager, client_of):
    """Restate a figure of the frozen report: ``restate(version, new, reason)``."""
    client = client_of(mona_manager)

    def restated(version, new, reason, figure=UPDATES):
        values = {"figure": figure, "new": str(new), "reason": reason, "version": str(version)}
        assert client.post(f"{PATH}restate/", values).status_code == 303

    client.post(f"{PATH}freeze/")
    return restated


def test_each_version_stays_as_it_was(logged, restate, ana_analyst, client_of):
    restate(1, 5, "Three calls were logged late.")
    restate(2, 4, "One was a copy.")
    client = client_of(ana_analyst)
    first = words(client.get(f"{PATH}version/?version=1"))
    assert "2 updates were logged" in first
    assert "Three calls" not in first
    second = words(client.get(f"{PATH}version/?version=2"))
    assert "updates: 5, was 2. Three calls were logged late." in second
    assert "One was a copy" not in second
    assert client.get(f"{PATH}version/?version=4").status_code == 404
    assert client.get(f"{PATH}version/?version=x").status_code == 200


def test_two_versions_are_compared_with_reason_person_and_time(
    logged, restate, mona_manager, client_of
):
    restate(1, 5, "Three calls were logged late.")
    restate(2, 4, "One was a copy.")
    restate(3, 2, "Another was a copy.", figure="sites/riverton-ex/visits")
    client = client_of(mona_manager)
    shown = words(client.get(f"{PATH}compare/"))
    assert "2 figures differ between version 1 and version 4." in shown
    name = mona_manager.name
    assert f"2 4 Three calls were logged late. {name}, " in shown
    between = words(client.get(f"{PATH}compare/?first=3&last=2"))
    assert "1 figure differs between version 2 and version 3." in between
    assert "One was a copy." in between
    assert client.get(f"{PATH}compare/?first=9&last=1").status_code == 422


def test_a_new_count_names_what_differs_before_it_is_restated(
    logged, restate, riverton, lakeside, lee_liaison, mona_manager, ana_analyst, client_of
):
    client = client_of(mona_manager)
    assert "No figure differs from what is counted now." in words(client.get(f"{PATH}check/"))
    with acting_atomic("system:demo"):
        for site in (riverton, lakeside):
            EngagementUpdateFactory(site=site, kind="call", occurred_on=date(2026, 9, 2))
    shown = client.get(f"{PATH}check/")
    assert "2 figures differ from what is counted now." in words(shown)
    assert f"{riverton.name}, updates 2 3 Restate" in words(shown)
    assert f"{lakeside.name}, updates (demonstration sites) Not in the report 1 None" in words(
        shown
    )
    href = f"{PATH}restate/?figure=sites%2Friverton-ex%2Fupdates&amp;new=3"
    assert href in shown.text
    form = client.get(href.replace("&amp;", "&")).text
    assert 'value="3"' in form
    assert 'value="sites/riverton-ex/updates" selected' in form
    assert "Restate" not in words(client_of(ana_analyst).get(f"{PATH}check/"))
    restate(1, 3, "A call was logged late.")
    assert "1 figure differs" in words(client.get(f"{PATH}check/"))


def test_a_report_with_demonstration_sites_among_the_rest_is_compared_with_their_sum(
    logged, lakeside, mona_manager, client_of
):
    row = {"slug": "riverton-ex", "name": "Riverton, EX", "figures": {"updates": 2, "visits": 1}}
    with acting_atomic("system:demo"):
        EngagementUpdateFactory(site=lakeside, kind="call", occurred_on=date(2026, 9, 2))
        Report.objects.create(
            period="2026-q3",
            figures={"areas": [], "states": [], "sites": [row]},
            frozen_at=clock.now(),
            frozen_by=mona_manager,
        )
    shown = words(client_of(mona_manager).get(f"{PATH}check/"))
    assert "1 figure differs from what is counted now." in shown
    assert f"{lakeside.name}, updates Not in the report 1" in shown


def test_a_preview_has_no_versions(logged, mona_manager, client_of):
    client = client_of(mona_manager)
    for page in ("version", "compare", "check"):
        assert client.get(f"{PATH}{page}/").status_code == 404


def test_the_pages_cost_a_fixed_number_of_statements(logged, restate, mona_manager, statements_of):
    restate(1, 5, "Late.")
    for page in ("", "version/", "compare/", "check/"):
        assert statements_of(mona_manager, f"{PATH}{page}") <= 7
