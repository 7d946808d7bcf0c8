"""Rows that older code could leave and a newer constraint forbids: its migration succeeds and keeps what they say."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from tests.upgrades.conftest import HERE, NEWEST

pytestmark = pytest.mark.slow

# The last migrations without these constraints.
BEFORE = ("tta_requests.0051", "summits.0015")
MADE = datetime(2026, 11, 30, 15, tzinfo=UTC)
LINK = """
INSERT INTO tta_requests_requestlink (id, site_id, request_id, other_id, kind, made_by_id, made_at)
SELECT %s, site_id, %s, id, %s, (SELECT min(id) FROM accounts_user), %s FROM tta_requests_ttarequest WHERE id = %s
"""
ABSENCE = """
INSERT INTO tta_requests_absence (provider_id, starts_on, ends_on, reason)
SELECT provider.organisation_id, %s, %s, %s FROM (SELECT * FROM tta_requests_provider ORDER BY 1 LIMIT 1 OFFSET %s) provider
"""
ROOM = "INSERT INTO summits_room (id, summit_id, name, seats, equipment, version) VALUES (%s, %s, %s, 10, '{}', 1)"
# Requests of two sites, three of each.
REQUESTS = """
SELECT (array_agg(id ORDER BY number))[1:3] FROM tta_requests_ttarequest
 GROUP BY site_id HAVING count(*) >= 3 ORDER BY site_id LIMIT 2
"""


def key(number: int) -> str:
    """Return a key whose first letters no other has."""
    return str(UUID(int=number << 96))


@pytest.fixture(scope="module")
def before(cluster):
    """A database of the newest dump, migrated up to these constraints."""
    name = "clashing"
    cluster.restore(HERE / NEWEST / "database.dump", name)
    settings = {"DJANGO_SETTINGS_MODULE": "psp_portal.settings"}
    owner = cluster.address("psp_owner", name)
    cluster.program(
        name, "-m", "tests.upgrades.until", *BEFORE, DATABASE_OWNER_URL=owner, **settings
    )
    return name


@pytest.fixture(scope="module")
def requests(cluster, before) -> list[list[str]]:
    return [row for (row,) in cluster.ask("postgres", before, REQUESTS)]


@pytest.fixture(scope="module")
def links(cluster, before, requests) -> list[tuple[str, str, str]]:
    """Add links from both sides at two sites; return the key, kind, and first request of those that stay."""
    (one, two, three), (first, second, third) = requests
    made = [
        # From both sides, alike: the older one stays, whichever key is lower.
        (key(9), one, "related", MADE, two),
        (key(1), two, "related", MADE + timedelta(hours=1), one),
        # At the same instant.
        (key(2), one, "duplicate", MADE, three),
        (key(3), three, "duplicate", MADE, one),
        # The later one says more.
        (key(4), first, "related", MADE, second),
        (key(5), second, "duplicate", MADE + timedelta(days=1), first),
        # From one side only.
        (key(6), third, "related", MADE, first),
        (key(7), two, "duplicate", MADE, three),
    ]
    for link, request, kind, at, other in made:
        cluster.ask("postgres", before, LINK, [link, request, kind, at, other])
    stay = {key(number) for number in (9, 2, 5, 6, 7)}
    return sorted((link, kind, request) for link, request, kind, _, _ in made if link in stay)


@pytest.fixture(scope="module")
def absences(cluster, before) -> list[tuple[int, str]]:
    """Add absences of two providers; return the last day in December and the reasons of those that stay."""
    made = [
        (4, "", 0), (4, "Leave", 0), (4, "Leave", 0), (4, "Training in Ohio", 0),
        (4, "Of another provider", 1),
        (5, "Longer", 0),
        (6, "x" * 140, 0), (6, "y" * 140, 0),
        (7, "", 0), (7, "", 0),
    ]  # fmt: skip
    for day, reason, provider in made:
        days = [f"2026-12-{first:02}" for first in (1, day)]
        cluster.ask("postgres", before, ABSENCE, [*days, reason, provider])
    long = "x" * 140
    return [
        (4, "Leave; Training in Ohio"),
        (4, "Of another provider"),
        (5, "Longer"),
        (6, long),
        (7, ""),
    ]


@pytest.fixture(scope="module")
def rooms(cluster, before) -> list[str]:
    """Add rooms of two summits whose names differ in capitals; return the names as they are afterward."""
    [(one,), (other,)] = cluster.ask(
        "postgres", before, "SELECT id FROM summits_summit ORDER BY id LIMIT 2"
    )
    long = "A room with a name that takes all of the letters that a room's name can have: a"
    made = [
        (key(1), one, "Salon D"), (key(2), one, "SALON D"), (key(3), one, "salon d"), (key(4), other, "salon D"),
        (key(5), one, long), (key(6), one, long.upper()),
    ]  # fmt: skip
    for room in made:
        cluster.ask("postgres", before, ROOM, room)
    return [
        "Salon D", "SALON D 00000002", "salon d 00000003", "salon D",
        long, f"{long.upper()[:71]} 00000006",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def after(cluster, before, links, absences, rooms) -> str:
    owner = cluster.address("psp_owner", before)
    cluster.manage(before, "migrate", "--database=owner", "-v0", DATABASE_OWNER_URL=owner)
    return before


def test_two_requests_are_linked_once_and_a_duplicate_stays_one(cluster, after, links):
    sql = "SELECT id::text, kind, request_id FROM tta_requests_requestlink ORDER BY id"
    assert cluster.ask("postgres", after, sql) == links


def test_an_absence_keeps_every_reason(cluster, after, absences):
    sql = "SELECT extract(day FROM ends_on)::int, reason FROM tta_requests_absence ORDER BY 1, 2"
    assert cluster.ask("postgres", after, sql) == absences


def test_rooms_keep_their_names_and_are_told_apart(cluster, after, rooms):
    sql = "SELECT name FROM summits_room WHERE id::text LIKE '0000000%%' ORDER BY id"
    assert [name for (name,) in cluster.ask("postgres", after, sql)] == rooms


def test_the_history_of_a_room_has_its_former_name(cluster, after, rooms):
    sql = "SELECT name FROM summits_roomevent WHERE pgh_obj_id = %s ORDER BY pgh_id"
    names = [name for (name,) in cluster.ask("postgres", after, sql, [key(2)])]
    assert names == ["SALON D", "SALON D 00000002"]
