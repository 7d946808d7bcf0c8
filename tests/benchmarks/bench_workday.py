"""The pages of a liaison's and a manager's day over large tables of work: CPU beside the floor of ``compare``.

Read in turn with the floor and with help, an almost empty page of the portal, in one run. The figures are printed for
docs/performance.md; what is asserted are the statements.
"""

import pytest

from tests.benchmarks.cpu import medians_beside_the_floor
from tests.benchmarks.plans import statements_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
CEILING = 7
STAFF, LIAISON = "staff1", "liaison"
PAGES = {
    "caseload, every site": (STAFF, "/caseload/"),
    "caseload, five sites": (LIAISON, "/caseload/"),
    "My day": (STAFF, "/my-day/"),
    "My day, five sites": (LIAISON, "/my-day/"),
    "roster": (STAFF, "/sites/bench-7-ex/team/"),
    "commitments": (STAFF, "/commitments/"),
    "timeline": (STAFF, "/sites/bench-7-ex/timeline/"),
    "timeline, one of five sites": (LIAISON, "/sites/bench-8-ex/timeline/"),
}


def test_the_pages_of_a_day_take_few_statements(worked, person, floor, client_of, client, capsys):
    pages = {name: (client_of(person(who)), path) for name, (who, path) in PAGES.items()}
    medians_beside_the_floor("workday", pages, floor, capsys)
    for who, path in PAGES.values():
        found = statements_of(person(who), client, path)
        assert len(found) <= CEILING, "\n".join(each[:120] for each in found)
