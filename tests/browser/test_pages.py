"""axe finds nothing on any page, nothing breaks the policy, nothing scrolls sideways."""

import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from outcomes.models import Accomplishment, PublicNotice
from outcomes.models.accomplishments import PEOPLE
from tests.browser.pages import WIDER, pages_of
from tests.factories.accounts import UserFactory
from tests.factories.sites import SiteFactory
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
BY_ROLE = {
    "/my-day/",
    "/sites/",
    "/requests/",
    "/triage/",
    "/caseload/",
    "/offers/",
    "/updates/",
    "/inbox/",
}
# Django's own pages, alike for every model.
ALIKE = ("/history/", "/delete/")


def differs(path: str, world) -> bool:
    return path in BY_ROLE or path == f"/requests/{world.rows[OWN]['triage'].number}/"


class Looked:
    """Pages that several people see alike are looked at once: who comes first looks, in whichever process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def __contains__(self, path: str) -> bool:
        return self._note(path).exists()

    def comes_first(self, path: str) -> bool:
        try:
            self._note(path).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def _note(self, path: str) -> Path:
        return self.folder / sha256(path.encode()).hexdigest()


@pytest.fixture
def looked(tmp_path_factory, testrun_uid) -> Looked:
    return Looked(tmp_path_factory.getbasetemp().parent / f"looked-{testrun_uid}")


def own_pages(
    name: str, world, *, but: Callable[[str], bool] = lambda _: False, admin: bool = False
) -> list[str]:
    client = Client()
    if admin:
        client.force_login(world.people[name].user)
    return list(pages_of(client, world, name, but=but, admin=admin))


@pytest.mark.parametrize("name", READERS)
def test_every_page_is_accessible(name, reader, looked, world, django_db_blocker):
    with django_db_blocker.unblock():
        # A page that somebody has looked at is not even asked for.
        pages = own_pages(name, world, but=lambda path: path in looked and not differs(path, world))
        fresh = [path for path in pages if looked.comes_first(path) or differs(path, world)]
        looking = reader(name)
        wrong = [line for path in fresh for line in looking.look(path)]
    sys.stdout.write(f"{name}: {len(fresh)} pages\n")
    assert not wrong, "\n".join(wrong)


SPOIL = """
() => {
  const picture = document.createElement('img');
  picture.src = '/favicon.ico';
  const pale = document.createElement('p');
  pale.textContent = 'Nobody can read this';
  pale.style.color = '#ddd';
  pale.style.background = '#fff';
  document.querySelector('main').append(picture, pale);
}
"""


def test_what_is_not_accessible_is_found(reader):
    looking = reader("visitor")
    assert looking.look("/") == []
    looking.page.evaluate(SPOIL)
    found = " ".join(looking.complaints())
    assert "image-alt" in found
    assert "color-contrast" in found


LENGTHEN = """
() => {
  document.querySelector('.psp-crumbs a').textContent = 'Community engagement community of 12 counties';
}
"""


def test_a_long_name_above_the_title_wraps_on_a_phone(reader, world):
    looking = reader("manager")
    assert looking.look(f"/requests/{world.rows[OWN]['triage'].number}/") == []
    looking.page.evaluate(LENGTHEN)
    assert looking.page.evaluate(WIDER) is None


@pytest.fixture
def withdrawn(world, django_db_blocker) -> Accomplishment:
    """What was withdrawn at a real site: the world's own sites are demonstrations, which publish nothing."""
    with django_db_blocker.unblock(), acting_atomic("system:demo"):
        real = SiteFactory(slug="real-city", name="Real City", is_demo=False)
        gone = Accomplishment.objects.create(
            site=real,
            headline="Gone",
            narrative="Gone",
            status="withdrawn",
            published_at=clock.now(),
            **dict(zip(PEOPLE, UserFactory.create_batch(5), strict=True)),
        )
        PublicNotice.objects.create(
            site=real,
            accomplishment=gone,
            kind="withdrawn",
            words="The figures were of another county, whose department reported them to the FBI under our name.",
            told_at=clock.now(),
        )
        return gone


def test_the_notice_of_a_withdrawal_is_accessible(reader, withdrawn):
    looking = reader("visitor")
    path = f"/accomplishments/{withdrawn.pk}/public/"
    assert looking.look(path, status=410) == []
    assert "The figures were of another county" in looking.page.inner_text("main")


def test_the_administration_has_nothing_serious(reader, world, django_db_blocker):
    with django_db_blocker.unblock():
        pages = own_pages("admin", world, admin=True)
        once = [next(path for path in pages if path.endswith(end)) for end in ALIKE]
        pages = once + [path for path in pages if not path.endswith(ALIKE)]
        looking = reader("admin")
        wrong = [line for path in pages for line in looking.look(path, serious_only=True)]
    sys.stdout.write(f"{len(pages)} pages of the admin\n")
    assert not wrong, "\n".join(wrong)
