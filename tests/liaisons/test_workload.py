"""The manager's view: each liaison's load, sites without contact, engagements that end soon."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.http import Http404, QueryDict
from django.test.utils import CaptureQueriesContext

from foundation.tenancy.context import acting
from liaisons import exports
from sites.actions import stand_ins
from tests.factories.engagements import EngagementFactory
from tests.factories.sites import SiteFactory
from tests.liaisons.conftest import TODAY
from tests.pages import words

pytestmark = pytest.mark.django_db
PAGE = "/caseload/workload/"


@pytest.fixture
def site_of(member, update_of):
    """Make a liaison's site, contacted so many days ago, whose engagement ends in so many days."""

    def make(name, liaison, *, days=3, ends=700):
        with acting("system:demo"):
            site = SiteFactory(name=name)
            ends_on = TODAY + timedelta(days=ends)
            EngagementFactory(site=site, starts_on=date(2025, 1, 1), ends_on=ends_on, active=True)
        member(site, "strategic-site-liaison", "liaison", user=liaison)
        update_of(site, liaison, occurred_on=TODAY - timedelta(days=days))
        return site

    return make


@pytest.fixture
def kim(django_user_model):
    return django_user_model.objects.create(name="Kim Cover", email="kim@example.gov")


def test_each_liaisons_load_is_counted(
    client_of, site_of, kim, lee_liaison, mona_manager, request_of
):
    busy = site_of("Tampa", kim)
    site_of("Pueblo", kim, days=50, ends=100)
    request_of(busy, kim, number="PSP-2026-0001")
    request_of(busy, kim, number="PSP-2026-0002", status="scoping")
    shown = client_of(mona_manager).get(PAGE).context["shown"]
    loads = {load.name: load for load in shown.loads}
    assert list(loads) == ["Kim Cover", "Lee Liaison"]
    load = loads["Kim Cover"]
    assert (load.sites, load.requests, load.quiet, load.ending, load.longest) == (2, 2, 1, 1, 50)
    assert load.board == f"/caseload/?liaison={kim.pk}"


@pytest.mark.parametrize(
    ("show", "names"),
    [("quiet", ["Quiet"]), ("ending", ["Sooner", "Later"]), ("no-liaison", [])],
)
def test_the_lists_of_sites(client_of, site_of, kim, ana_analyst, show, names):
    site_of("Quiet", kim, days=46)
    site_of("Later", kim, ends=180)
    site_of("Sooner", kim, ends=20)
    site_of("Past the limit", kim, ends=181)
    shown = client_of(ana_analyst).get(PAGE, {"show": show}).context["shown"]
    assert [line.name for line in shown.lines] == names


def test_an_empty_list_says_so(client_of, mona_manager, riverton):
    told = words(client_of(mona_manager).get(f"{PAGE}?show=ending"))
    assert "Nothing in this list." in told


def test_others_have_no_such_page(client_of, lee_liaison, dana_of_riverton, mona_manager):
    for person in (lee_liaison, dana_of_riverton):
        assert client_of(person).get(PAGE).status_code == 403
    assert client_of(mona_manager).get(f"{PAGE}?show=worst").status_code == 404


@pytest.mark.parametrize("show", ["", "ending"])
def test_the_export_has_the_pages_rows(act, site_of, kim, mona_manager, lee_liaison, show):
    site_of("Tampa", kim, ends=20)
    query = QueryDict(f"show={show}")
    with act(mona_manager) as by:
        rows, _ = exports.WORKLOAD.rows(by, query, "", 10)
        assert len(rows) == exports.WORKLOAD.count(by, query, 10)
        assert {len(row) for row in rows} == {len(exports.WORKLOAD.columns)}
        assert "Kim Cover" in {row[0] for row in rows}
    with act(lee_liaison) as by, pytest.raises(Http404):
        exports.WORKLOAD.rows(by, query, "", 10)


def test_it_costs_the_same_at_any_number_of_sites(client_of, site_of, kim, mona_manager):
    def cost() -> int:
        client = client_of(mona_manager)
        client.get(PAGE)
        with CaptureQueriesContext(connection) as counted:
            client.get(PAGE)
        # Without the two that begin and end the transaction.
        return sum("SAVEPOINT" not in each["sql"] for each in counted)

    site_of("First", kim)
    one = cost()
    for number in range(8):
        site_of(f"Site {number}", kim, days=number * 9)
    assert cost() == one
    assert one <= 14


def test_leave_is_shown_on_it(client_of, kim, lee_liaison, mona_manager, member, lakeside, act):
    member(lakeside, "strategic-site-liaison", "liaison", user=kim)
    with act(lee_liaison) as by:
        seats = stand_ins.seats_to_cover(lee_liaison.pk, by)
        stand_ins.record(seats, first=TODAY, last=TODAY, stand_in=kim, by=by)
    shown = client_of(mona_manager).get(PAGE).context["shown"]
    told = {load.name: (load.sites, load.on_leave) for load in shown.loads}
    assert told == {
        "Kim Cover": (2, ""),
        "Lee Liaison": (1, "Kim Cover stands in until Mon Nov 23"),
    }
