"""A site's timeline, its history, its documents, and the preview of a report, over large tables of work."""

import pytest

from dashboards.enums import Period, ReportKind
from foundation.calendars import clock
from tests.benchmarks.plans import REQUESTS, large_tables, plans_of, statements_of

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
# Statements with the shell's three: session, person, memberships.
CEILING = 5
CEILINGS = {
    "one page": 6,
    "national picture": 8,
    "roster": 6,
    "caseload": 6,
    "caseload, five sites": 6,
}
OF_A_PREVIEW = 8
# A page of 51 rows from each source, with what they refer to.
PAGES = 4_000
# A count reads what it counts. One page has those of a site, one request of a hundred, from indexes: a row takes at most one
# page, of the index or of the visibility map. The national picture has all that are open, at least ten on a page.
PAGES_A_REQUEST = {"one page": 0.01, "national picture": 0.1}
# What is counted is read: rows of three months by an index, and what is open.
PAGES_A_ROW = 4
SITE_PAGES = {
    "timeline": "/sites/bench-7-ex/timeline/",
    "timeline, updates": "/sites/bench-7-ex/timeline/?show=updates",
    "timeline, no such days": "/sites/bench-7-ex/timeline/?first=1/1/2015&last=2/1/2015",
    "history": "/sites/bench-7-ex/history/",
    "documents": "/sites/bench-7-ex/documents/",
    "one page": "/sites/bench-7-ex/one-page/",
    "roster": "/sites/bench-7-ex/team/",
}
OF_FIVE_SITES = "timeline, one of five sites"
ADDRESSES = SITE_PAGES | {
    OF_FIVE_SITES: "/sites/bench-8-ex/timeline/",
    "timeline, new site": "/sites/bench-new-ex/timeline/",
    "national picture": "/reports/national/",
    "caseload": "/caseload/",
    "caseload, five sites": "/caseload/",
}


@pytest.mark.parametrize(
    ("name", "local"),
    [(name, local) for name in SITE_PAGES for local in ("staff1", "site7")]
    + [
        (OF_FIVE_SITES, "liaison"),
        ("timeline, new site", "new"),
        ("national picture", "staff1"),
        ("caseload", "staff1"),
        ("caseload, five sites", "liaison"),
    ],
)
def test_a_page_of_a_site_reads_what_it_shows(name, local, worked, person, client, capsys):
    user = person(local)
    statements = statements_of(user, client, ADDRESSES[name])
    plans = plans_of(user, statements)
    pages = sum(plan.pages for plan in plans)
    with capsys.disabled():
        print(f"\n{name}, {local}: {len(statements)} statements, {pages} pages", end="")  # noqa: T201 -- the finding
    ceiling = CEILINGS.get(name, CEILING)
    assert len(statements) <= ceiling, "\n".join(each[:120] for each in statements)
    most = max(plans, key=lambda plan: plan.pages)
    whole = {table for plan in plans for table in plan.read_whole(large_tables())}
    assert whole == set(), most.told()
    assert pages <= PAGES + PAGES_A_REQUEST.get(name, 0) * worked, most.told()


@pytest.mark.parametrize("kind", ReportKind)
def test_a_preview_reads_what_it_counts(kind, worked, person, client, capsys):
    """Of requests all are read here, as in the benchmark all are open; of what is counted by day, the period's."""
    user = person("staff1")
    period = Period.holding(kind, clock.today("UTC")).before
    statements = statements_of(user, client, f"/reports/{period.slug}/")
    plans = plans_of(user, statements)
    most = max(plans, key=lambda plan: plan.pages)
    told = f"{len(statements)} statements, {most.pages} pages, {most.milliseconds:.0f} ms"
    with capsys.disabled():
        print(f"\n{period.slug}: {told}", end="")  # noqa: T201 -- the finding
    assert len(statements) <= OF_A_PREVIEW, "\n".join(each[:120] for each in statements)
    whole = {table for plan in plans for table in plan.read_whole(large_tables())}
    assert whole <= {REQUESTS}, most.told()
    assert most.pages <= PAGES_A_ROW * worked, most.told()
