"""A site's timeline, its history, its documents, and the preview of a report, over large tables of work."""

import pytest
from django.db import connections, transaction

from dashboards.enums import Period, ReportKind
from foundation.calendars import clock
from foundation.tenancy.context import acting
from foundation.tenancy.hardening import triggers_rest
from liaisons.models import EngagementUpdate
from tests.benchmarks.plans import REQUESTS, large_tables, plans_of, statements_of
from tta_requests.models import Entry, HoursEntry

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
# Statements with the shell's four: session, person, memberships, needs.
CEILING = 6
CEILINGS = {
    "one page": 7,
    "national picture": 9,
    "roster": 7,
    "caseload": 7,
    "caseload, five sites": 7,
}
# Of each site's open requests and late commitments all are counted.
COUNTED = {"caseload", "caseload, five sites"}
OF_A_PREVIEW = 8
# A page of 51 rows from each source, with what they refer to.
PAGES = 4_000
# What is counted is read: rows of three months by an index, and what is open.
PAGES_A_ROW = 4
UPDATES = """
INSERT INTO liaisons_engagementupdate (id, site_id, author_id, state, occurred_on, kind, participants, summary, outcome,
    agenda, findings, risk, version, edited_in, created_at, saved_at, submitted_at, review, review_reason, correction_reason,
    extras, extras_digest)
SELECT gen_random_uuid(), site.id, %(author)s, 'submitted', (now() - n * interval '7 minutes')::date,
    CASE WHEN n %% 3 = 0 THEN 'visit' ELSE 'call' END, '', 'Measured ' || n, '', '', '', 'none', 1, '', now(), now(),
    now(), '', '', '', '{}', ''
  FROM generate_series(1, %(rows)s) AS n
  JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM sites_site WHERE slug LIKE 'bench-%%') AS site
    ON site.place = n %% 60
"""
HOURS = """
INSERT INTO tta_requests_hoursentry (id, site_id, request_id, organisation_id, worked_on, spent, what, entered_by_id, entered_at)
SELECT gen_random_uuid(), site_id, id, %(organization)s, created_at::date, interval '1 hour', 'Measured', %(author)s, created_at
  FROM tta_requests_ttarequest WHERE number NOT LIKE 'PSP-2018-%%'
"""
DELIVERIES = """
INSERT INTO tta_requests_entry (id, site_id, request_id, kind, status, audience, text, reason, author_label, created_at)
SELECT gen_random_uuid(), site_id, id, 'confirm-delivery', '', 'shared', 'Confirmed', '', 'Bench', created_at
  FROM tta_requests_ttarequest WHERE number NOT LIKE 'PSP-2018-%%'
"""
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


@pytest.fixture(scope="module")
def worked(large, django_db_blocker) -> int:
    """Add an update, an hour, and a delivery for each request, as the tables' owner."""
    tables = (EngagementUpdate, HoursEntry, Entry)
    with django_db_blocker.unblock():
        with (
            acting("system:bench"),
            transaction.atomic(using="owner"),
            triggers_rest("owner", *tables),
            connections["owner"].cursor() as cursor,
        ):
            cursor.execute("SELECT id FROM accounts_user WHERE email LIKE 'staff1@%'")
            [author] = cursor.fetchone()
            cursor.execute(
                "INSERT INTO accounts_organisation (slug, name, is_demo, role)"
                " VALUES ('bench', 'Bench', true, 'provider') RETURNING id"
            )
            [organization] = cursor.fetchone()
            given = {"author": author, "rows": large, "organization": organization}
            for statement in (UPDATES, HOURS, DELIVERIES):
                cursor.execute(statement, given)
        with connections["owner"].cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    return large


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
    assert whole == set() or name in COUNTED, most.told()
    allowed = PAGES_A_ROW * worked if name in COUNTED else PAGES
    assert pages <= allowed, most.told()


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
