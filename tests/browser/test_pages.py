"""axe finds nothing on any page, nothing breaks the policy, nothing scrolls sideways."""

import sys

import pytest
from django.test import Client

from tests.browser.pages import pages_of
from tests.matrix.world import OWN, STAFF, TEAM

READERS = [
    "visitor",
    *TEAM,
    *(n for n in STAFF if n != "admin-glass"),
    "provider-work",
    "provider-offer",
]
# Pages that several people see alike are looked at once a width: who comes first looks.
LOOKED: set[tuple[str, int]] = set()
# What differs by role is looked at for each role: the lists, and on a desk one request's page.
BY_ROLE = {"/my-day/", "/requests/", "/triage/", "/caseload/", "/offers/", "/updates/", "/inbox/"}


def differs(path: str, width: int, world) -> bool:
    request = f"/requests/{world.rows[OWN]['triage'].number}/"
    return path in BY_ROLE or (width > 1000 and path == request)


def own_pages(name: str, width: int, world, blocker) -> list[str]:
    client = Client()
    with blocker.unblock():
        if user := world.people[name].user:
            client.force_login(user)
        found = list(pages_of(client, world))
    fresh = [p for p in found if differs(p, width, world) or (p, width) not in LOOKED]
    LOOKED.update((path, width) for path in found)
    return fresh


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("name", READERS)
def test_every_page_is_accessible(name, width, reader, world, django_db_blocker):
    pages = own_pages(name, width, world, django_db_blocker)
    with django_db_blocker.unblock():
        looking = reader(name, width=width)
        wrong = [line for path in pages for line in looking.look(path)]
    sys.stdout.write(f"{name} at {width}: {len(pages)} pages\n")
    assert not wrong, "\n".join(wrong)


def test_the_administration_has_nothing_serious(reader, world, django_db_blocker):
    client = Client()
    with django_db_blocker.unblock():
        client.force_login(world.people["admin"].user)
        pages = list(pages_of(client, world, admin=True))
        looking = reader("admin", width=1280)
        wrong = [line for path in pages for line in looking.look(path, serious_only=True)]
    sys.stdout.write(f"{len(pages)} pages of the admin\n")
    assert not wrong, "\n".join(wrong)
