"""The pages of a liaison's and a manager's day over large tables of work at 100 sites: CPU beside the floor of ``compare``.

Read in turn with the floor and with help, an almost empty page of the portal, in one run. The figures are printed for
docs/performance.md.
"""

import pytest

from tests.benchmarks.cpu import medians_beside_the_floor
from tests.benchmarks.plans import statements_of
from tests.benchmarks.sides import STAFF

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
CEILING = 7
# Times the floor.
MOST = 3
LIAISON = "liaison"
PAGES = {
    "caseload, every site": (STAFF, "/caseload/"),
    "caseload, five sites": (LIAISON, "/caseload/"),
    "My day": (STAFF, "/my-day/"),
    "My day, five sites": (LIAISON, "/my-day/"),
    "roster": (STAFF, "/sites/bench-7-ex/team/"),
    "commitments": (STAFF, "/commitments/"),
    "commitments, every site": (STAFF, "/commitments/?whose=sites"),
    "timeline": (STAFF, "/sites/bench-7-ex/timeline/"),
    "timeline, one of five sites": (LIAISON, "/sites/bench-8-ex/timeline/"),
}


def test_the_pages_of_a_day_take_few_statements_and_little_cpu(
    worked, served, person, client, capsys
):
    medians = medians_beside_the_floor("workday", PAGES, served, capsys)
    for who, path in PAGES.values():
        found = statements_of(person(who), client, path)
        assert len(found) <= CEILING, "\n".join(each[:120] for each in found)
    times = {name: medians[name] / medians["floor"] for name in PAGES}
    assert {name: took for name, took in times.items() if took > MOST} == {}
