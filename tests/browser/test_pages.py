"""axe finds nothing on any page, nothing breaks the policy, nothing scrolls sideways."""

import sys
from collections.abc import Callable
from hashlib import sha256

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
    "colleague",
]
# What differs by role is looked at for each role: the lists and one request's page.
BY_ROLE = {"/my-day/", "/requests/", "/triage/", "/caseload/", "/offers/", "/updates/", "/inbox/"}
# Django's own pages, alike for every model.
ALIKE = ("/history/", "/delete/")


def differs(path: str, world) -> bool:
    return path in BY_ROLE or path == f"/requests/{world.rows[OWN]['triage'].number}/"


@pytest.fixture
def looks_first(tmp_path_factory, testrun_uid) -> Callable[[str], bool]:
    """Pages that several people see alike are looked at once: who comes first looks, in whichever process."""
    looked = tmp_path_factory.getbasetemp().parent / f"looked-{testrun_uid}"
    looked.mkdir(exist_ok=True)

    def comes_first(path: str) -> bool:
        try:
            (looked / sha256(path.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return comes_first


def own_pages(name: str, world, *, admin: bool = False) -> list[str]:
    client = Client()
    if user := world.people[name].user:
        client.force_login(user)
    return list(pages_of(client, world, admin=admin))


@pytest.mark.parametrize("name", READERS)
def test_every_page_is_accessible(name, reader, looks_first, world, django_db_blocker):
    with django_db_blocker.unblock():
        pages = own_pages(name, world)
        fresh = [path for path in pages if differs(path, world) or looks_first(path)]
        looking = reader(name)
        wrong = [line for path in fresh for line in looking.look(path)]
    sys.stdout.write(f"{name}: {len(fresh)} of {len(pages)} pages\n")
    assert not wrong, "\n".join(wrong)


def test_the_administration_has_nothing_serious(reader, world, django_db_blocker):
    with django_db_blocker.unblock():
        pages = own_pages("admin", world, admin=True)
        once = [next(path for path in pages if path.endswith(end)) for end in ALIKE]
        pages = once + [path for path in pages if not path.endswith(ALIKE)]
        looking = reader("admin")
        wrong = [line for path in pages for line in looking.look(path, serious_only=True)]
    sys.stdout.write(f"{len(pages)} pages of the admin\n")
    assert not wrong, "\n".join(wrong)
