"""A large database, created once: ``bench_seed``, a new site with forty requests, its people."""

import time
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections, transaction

from demo.actions import bench
from engagements.enums import Track
from engagements.models import Cohort, Engagement
from foundation.accounts.models import User
from foundation.accounts.roles import SITE_ROLES
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic
from foundation.tenancy.hardening import triggers_rest
from liaisons.models import EngagementUpdate
from sites.models import CoreArea, Membership, Site
from tests.benchmarks.cpu import serving
from tta_requests.models import Entry, HoursEntry, TTARequest

HERE = Path(__file__).parent
NEW_SITE = "bench-new-ex"
LIAISON_OF = ("bench-4-ex", "bench-8-ex", "bench-12-ex", "bench-16-ex", "bench-20-ex")
# The seats of a team that ``large`` leaves open.
SEATS = [
    (role.slug, seat.slug)
    for role in SITE_ROLES
    for seat in role.seats
    if seat.slug not in {"liaison", "law-enforcement"}
]

UPDATES = """
INSERT INTO liaisons_engagementupdate (id, site_id, author_id, state, occurred_on, kind, participants, summary, outcome,
    agenda, findings, risk, version, edited_in, created_at, saved_at, submitted_at, review, review_reason, correction_reason,
    extras, extras_digest)
SELECT gen_random_uuid(), site.id, %(author)s, 'submitted', (now() - n * interval '7 minutes')::date,
    CASE WHEN n %% 3 = 0 THEN 'visit' ELSE 'call' END, '', 'Measured ' || n, '', '', '', 'none', 1, '', now(), now(),
    now(), '', '', '', '{}', ''
  FROM generate_series(1, %(rows)s) AS n
  JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place FROM sites_site WHERE slug LIKE 'bench-%%') AS site
    ON site.place = n %% %(sites)s
"""
HOURS = """
INSERT INTO tta_requests_hoursentry (id, site_id, request_id, organisation_id, worked_on, spent, what, entered_by_id, entered_at, reason)
SELECT gen_random_uuid(), site_id, id, %(organization)s, created_at::date, interval '1 hour', 'Measured', %(author)s, created_at, ''
  FROM tta_requests_ttarequest WHERE number NOT LIKE 'PSP-2018-%%'
"""
DELIVERIES = """
INSERT INTO tta_requests_entry (id, site_id, request_id, kind, status, audience, text, reason, author_label, created_at)
SELECT gen_random_uuid(), site_id, id, 'confirm-delivery', '', 'shared', 'Confirmed', '', 'Bench', created_at
  FROM tta_requests_ttarequest WHERE number NOT LIKE 'PSP-2018-%%'
"""


# Large tables of which some pages may have rows that somebody can't see yet, so that counts read them.
UNSETTLED = """
SELECT relname FROM pg_class
 WHERE relkind = 'r' AND reltuples > 10000 AND relallvisible < 0.95 * relpages
"""
SECONDS_TO_SETTLE = 120


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Run benchmarks that leave the database empty after those that need the large one."""
    items.sort(key=lambda item: item.path.parent == HERE and _empties(item))


def _empties(item):
    marked = item.get_closest_marker("django_db")
    return bool(marked and marked.kwargs.get("transaction")) and "large" not in item.fixturenames


@pytest.fixture(scope="session")
def large(django_db_setup, django_db_blocker, pytestconfig):
    """Create as many requests as ``--rows`` says; return how many."""
    rows = pytestconfig.getoption("rows")
    with django_db_blocker.unblock():
        call_command("load_reference", stdout=StringIO())
        call_command("bench_seed", requests=rows, stdout=StringIO())
        with acting_atomic("system:demo"):
            _new_site()
            _liaisons()
        _settle()
    return rows


@pytest.fixture
def person(large, db):
    """Return a person of the large database by the local part of the email address."""
    return lambda local: User.objects.get(email=f"{local}@{bench.DOMAIN}")


def _new_site():
    """Create forty requests older than nearly all others, which an index by date finds last."""
    first = Site.objects.get(slug="bench-1-ex")
    site = Site.objects.create(
        slug=NEW_SITE,
        name="Bench New Site, EX",
        kind="city",
        state=first.state,
        time_zone=first.time_zone,
        is_demo=True,
    )
    contact = _person("new", "Bench contact of the new site")
    _seat(site, contact, "point-of-contact", "law-enforcement")
    area, at = CoreArea.objects.all()[0], clock.now() - timedelta(days=3000)
    TTARequest.objects.bulk_create(
        TTARequest(
            site=site,
            requester=contact,
            number=f"PSP-2018-{k:04d}",
            title=f"Old request {k}",
            core_area=area,
            status="triage",
            created_at=at + timedelta(hours=k),
            submitted_at=at,
        )
        for k in range(40)
    )


def _liaisons():
    """Give five sites a liaison, and all others another one: a board shows sites that have one."""
    few, many = (
        _person("liaison", "Bench liaison"),
        _person("liaison2", "Bench liaison of the rest"),
    )
    for site in Site.objects.demo():
        held_by = few if site.slug in LIAISON_OF else many
        _seat(site, held_by, "strategic-site-liaison", "liaison")


def _person(local, name):
    return User.objects.create(email=f"{local}@{bench.DOMAIN}", name=name, is_demo=True)


def _seat(site, user, role, seat):
    since = clock.now() - timedelta(days=30)
    Membership.objects.create(site=site, user=user, role=role, seat=seat, starts_at=since)


@pytest.fixture
def served(large, db):
    """Serve the large database and the floor; what a test itself writes, they don't see."""
    with serving() as both:
        yield both


@pytest.fixture(scope="session")
def worked(large, django_db_blocker) -> int:
    """Add an update, an hour, and a delivery for each request, an engagement and a team for each site, as their owner."""
    tables = (EngagementUpdate, HoursEntry, Entry, Engagement, Membership, User)
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
            given = {
                "author": author,
                "rows": large,
                "organization": organization,
                "sites": bench.SITES,
            }
            for statement in (UPDATES, HOURS, DELIVERIES):
                cursor.execute(statement, given)
            _engage()
        _settle()
    return large


def _settle() -> None:
    """Vacuum until indexes answer counts by themselves: beside PostgreSQL's own vacuum, ours leaves new rows out."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        for _ in range(SECONDS_TO_SETTLE):
            cursor.execute(UNSETTLED)
            tables = [name for (name,) in cursor.fetchall()]
            if not tables:
                return
            time.sleep(1)
            cursor.execute(f"VACUUM {', '.join(tables)}")
    pytest.fail(f"Not settled: {tables}")


def _engage():
    """Give each site an engagement, begun a month after another site's, and all seats but one but its liaison's."""
    sites = list(Site.objects.using("owner").filter(slug__startswith="bench-").order_by("pk"))
    today, since = clock.today("UTC"), clock.now() - timedelta(days=300)
    cohort = Cohort.objects.using("owner").first()
    for place, site in enumerate(sites):
        starts = today - timedelta(days=30 * (place % 34 + 1))
        ends = starts + timedelta(days=1095)
        Engagement.objects.using("owner").create(
            site=site,
            cohort=cohort,
            track=Track.PSP,
            starts_on=starts,
            onboarding_from=starts,
            active_from=starts,
            ends_on=ends,
            closing_from=ends - timedelta(days=180),
        )
        free = [seat for seat in SEATS if place % 5 or seat[1] != "champion"]
        people = User.objects.using("owner").bulk_create(
            User(
                email=f"{seat}{place}@{bench.DOMAIN}".lower(),
                name=f"Bench {seat} {place}",
                is_demo=True,
            )
            for _, seat in free
        )
        Membership.objects.using("owner").bulk_create(
            Membership(site=site, user=user, role=role, seat=seat, starts_at=since)
            for user, (role, seat) in zip(people, free, strict=True)
        )
