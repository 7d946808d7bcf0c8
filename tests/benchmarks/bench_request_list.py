"""The list of requests at scale: which indexes it uses, how many rows and pages it reads.

Below some 50,000 requests PostgreSQL rightly sorts a site's few hundred rows instead: measure at
scale.
"""

import pytest

from foundation.tenancy.context import acting_atomic
from sites.models import CoreArea
from tests.benchmarks.plans import plan_of_list, statements_of
from tta_requests.models import Clock

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
CEILING = 6
ROWS = 100  # a page of 26, and the few rows that are read next to it
PAGES = 600
# Clocks are read before their requests: a filter by clock costs by the clocks that run, not by the requests.
ROWS_A_CLOCK, PAGES_A_CLOCK = 2, 8
# Nothing matches these: the filters are valid, but no row matches both.
NO_STATUS = "status=withdrawn"
NO_AREA = "area={area}"
LISTS = {
    "staff, newest": ("staff1", ""),
    "staff, last page": ("staff1", "last=1"),
    "staff, a state": ("staff1", "status=triage"),
    "staff, a state nobody has": ("staff1", NO_STATUS),
    "staff, an area": ("staff1", NO_AREA),
    "staff, a site": ("staff1", "site=bench-7-ex"),
    "staff, open": ("staff1", "status=open"),
    "staff, an urgency": ("staff1", "urgency=critical"),
    "staff, own": ("staff1", "owner=me"),
    "staff, oldest": ("staff1", "sort=oldest"),
    "staff, needed soonest": ("staff1", "sort=needed"),
    "staff, clock due first": ("staff1", "sort=due"),
    "staff, past due": ("staff1", "clock=past-due"),
    "staff, paused": ("staff1", "clock=paused"),
    "site, past due": ("site7", "clock=past-due"),
    "site, clock due first": ("site7", "sort=due"),
    "site, newest": ("site7", ""),
    "site, last page": ("site7", "last=1"),
    "site, a state nobody has": ("site7", NO_STATUS),
    "site, an area it never named": ("site7", NO_AREA),
    "new site": ("new", ""),
    "new site, a state nobody has": ("new", NO_STATUS),
    "five sites, a state nobody has": ("liaison", NO_STATUS),
    "five sites, an area they never named": ("liaison", NO_AREA),
}


@pytest.fixture
def area(large):
    """Return an area that neither site 7 nor the liaison's sites ever used."""
    with acting_atomic("system:demo"):
        return CoreArea.objects.order_by("pk")[0].slug


@pytest.mark.parametrize("case", LISTS)
def test_an_index_serves_the_list(case, person, area, client, capsys):
    local, query = LISTS[case]
    plan = plan_of_list(person(local), client, f"/requests/?{query.format(area=area)}")
    with capsys.disabled():
        print(f"\n{case}: {plan}", end="")  # noqa: T201 -- the finding
    assert plan.scans <= {"Index Scan", "Index Only Scan", "Bitmap Heap Scan"}
    running = _running() if "clock=" in query or "sort=due" in query else 0
    assert plan.rows <= ROWS + ROWS_A_CLOCK * running
    assert plan.pages <= PAGES + PAGES_A_CLOCK * running


def _running() -> int:
    with acting_atomic("system:demo"):
        return Clock.objects.running().count()


@pytest.mark.parametrize("local", ["staff1", "site7", "new", "liaison"])
def test_the_list_keeps_its_ceiling_at_size(local, person, client):
    statements = statements_of(person(local), client, "/requests/")
    assert len(statements) <= CEILING, "\n".join(each[:90] for each in statements)


def test_as_many_statements_for_forty_rows_as_for_the_large_table(person, client):
    small = statements_of(person("new"), client, "/requests/")
    large = statements_of(person("site7"), client, "/requests/")
    assert len(small) == len(large)
