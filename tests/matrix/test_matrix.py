"""Every address by role by own and foreign by method; the statuses are a reviewed file."""

import json
import sys

import pytest

from tests.architecture.source import ROOT
from tests.matrix import expected, snapshot
from tests.matrix.walk import Walker, admin_routes, portal_routes, walk
from tests.matrix.world import PROVIDERS, STAFF, TEAM

PEOPLE = [
    *TEAM,
    *STAFF,
    *PROVIDERS[:3],
    "colleague",
    "two-seats",
    "left-the-team",
    "waiting-seat",
    "no-seat",
    "visitor",
]
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
# A site's and nobody's: they ask with every method, also such that an address has never taken.
EVERY_METHOD = {"poc-police", "visitor"}
# The admin refuses everybody who is no administrator alike: one of each kind is enough to see it.
AT_THE_ADMIN = [*STAFF, "poc-police", "provider-work", "two-seats", "no-seat", "visitor"]


def say(text: str) -> None:
    """Into the test's captured output; shown with -s or -rP."""
    sys.stdout.write(f"{text}\n")


def test_every_persona_walks(world):
    assert list(world.people) == PEOPLE


def test_the_oracle_sees_every_row(world, django_db_blocker):
    """What the job sees inside a request's transaction is what the owner sees past the policies."""
    from django.db import transaction

    with django_db_blocker.unblock():
        with transaction.atomic():
            seen = snapshot.hashes()
        with transaction.atomic(using="owner"):
            everything = snapshot.hashes("owner", "system:migrate")
    assert seen == everything
    sites = {site.pk for site in world.sites.values()}
    tables = {table for table, _ in seen}
    assert {site for _, site in seen} == sites
    assert {table for table in tables if {s for t, s in seen if t == table} != sites} == set()


def test_every_table_of_sites_is_planted(world, django_db_blocker):
    from django.db import transaction

    from foundation.tenancy.models import tenant_models

    with django_db_blocker.unblock(), transaction.atomic():
        planted = {table for table, _ in snapshot.hashes()}
    empty = {model._meta.db_table for model in tenant_models()} - planted - snapshot.LEFT_OUT
    assert empty == set(), "plant rows with marks in tests/matrix/world.py"


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_sees_or_changes_what_is_not_theirs(name, world, django_db_blocker):
    with django_db_blocker.unblock():
        methods = METHODS if name in EVERY_METHOD else ("GET", "POST")
        known = frozenset(() if name in expected.ASK_ALL else {expected.UNTAKEN})
        walker = Walker(world, world.people[name])
        found = walk(walker, portal_routes(), methods=methods, known=known)
    say(f"{name}: {found.asked} requests over {len(found.statuses)} routes")
    kept = ROOT / ".pytest_cache" / "matrix"
    kept.mkdir(parents=True, exist_ok=True)
    (kept / f"{name}.json").write_text(json.dumps(found.statuses))
    (kept / f"{name}.txt").write_text("\n".join(found.all()))
    assert not found.all(), "\n".join(found.all())
    differences = expected.differences(name, found.statuses)
    assert not differences, "\n".join([expected.HOW, *differences])


@pytest.mark.parametrize("name", AT_THE_ADMIN)
def test_the_administration_shows_nothing_of_a_site(name, world, django_db_blocker):
    methods = METHODS if name == "admin" else ("GET",)
    with django_db_blocker.unblock():
        found = walk(Walker(world, world.people[name]), admin_routes(), methods=methods)
    say(f"{name}: {found.asked} requests over {len(found.statuses)} routes of the admin")
    assert not found.all(), "\n".join(found.all())
    if not name.startswith("admin"):
        answers = {status for cells in found.statuses.values() for status in cells.values()}
        assert answers <= ({"302"} if name == "visitor" else {"403", "302", "404"})
