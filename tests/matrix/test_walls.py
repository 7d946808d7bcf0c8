"""Either wall alone holds; a hole in both is found."""

import pytest
from django.db import connections, transaction

from foundation.tenancy import middleware
from liaisons.models import EngagementUpdateQuerySet
from tests.architecture.source import ROOMS as NAMES
from tests.architecture.test_schema import guarded
from tests.matrix import walls
from tests.matrix.expected import DENIED, UNTAKEN
from tests.matrix.routes import Route
from tests.matrix.walk import Findings, Walker, portal_routes, walk
from tta_requests.models import TTARequestQuerySet
from tta_requests.models.attachments import AttachmentQuerySet

# The site's own people, somebody from outside, both kinds of provider, an administrator. The first asks for
# everything; the others not for what they have no permission for, which is refused before a row is read.
FEW = ["poc-police", "atf", "provider-offer", "provider-ended", "admin"]
ROOMS = (*(f"{room}:" for room in NAMES), "notifications:", "api:")


@pytest.fixture(autouse=True)
def database(django_db_blocker):
    """The committed world is read and left as it is."""
    with django_db_blocker.unblock():
        yield


def rooms() -> list[Route]:
    return [route for route in portal_routes() if route.name.startswith(ROOMS)]


def reduced(world, name: str, *, routes: list[Route] | None = None) -> Findings:
    walker = Walker(world, world.people[name], strict=False)
    known = frozenset({UNTAKEN} if name == FEW[0] else {UNTAKEN, DENIED})
    return walk(walker, routes or rooms(), methods=("GET", "POST"), known=known)


def only(*names: str) -> list[Route]:
    return [route for route in rooms() if route.name in names]


@pytest.mark.parametrize("name", FEW)
def test_pythons_wall_alone_holds(name, world):
    with walls.database_open():
        found = reduced(world, name)
    assert not found.leaks + found.changes, "\n".join(found.leaks + found.changes)


@pytest.mark.parametrize("name", FEW)
def test_the_databases_wall_alone_holds(name, world, monkeypatch):
    assert walls.python_open(monkeypatch)
    found = reduced(world, name)
    # What one's own site may see is narrowed by pages as well: drafts, and a provider's few lines.
    assert not found.leaks + found.changes, "\n".join(found.leaks + found.changes)


def test_a_dropped_policy_and_a_removed_filter_are_caught(world, monkeypatch):
    walls.python_open(monkeypatch, TTARequestQuerySet)
    with walls.database_open("tta_requests_ttarequest"):
        found = reduced(world, "poc-police", routes=only("tta_requests:list"))
    assert [leak for leak in found.leaks if "of hilltop" in leak]


def test_a_hole_in_the_log_is_caught(world, monkeypatch):
    walls.python_open(monkeypatch, EngagementUpdateQuerySet)
    with walls.database_open("liaisons_engagementupdate"):
        found = reduced(world, "liaison", routes=only("liaisons:list", "liaisons:detail"))
    assert [leak for leak in found.leaks if "of hilltop" in leak]


def test_a_hole_in_the_files_is_caught(world, monkeypatch):
    walls.python_open(monkeypatch, AttachmentQuerySet)
    with walls.database_open("tta_requests_attachment"):
        found = reduced(world, "poc-police", routes=only("tta_requests:detail"))
    assert [leak for leak in found.leaks if "internal text of riverton" in leak]


def test_force_off_is_caught_by_the_schema_guard(world):
    """psp_app owns nothing, so it never notices; the guard over pg_class does."""
    table = "tta_requests_ttarequest"
    with transaction.atomic(using="owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            cursor.execute("SELECT relforcerowsecurity FROM pg_class WHERE relname = %s", [table])
            assert cursor.fetchone() == (False,)
        transaction.set_rollback(True, using="owner")
    with transaction.atomic():
        assert table in guarded()


def test_a_wrong_actor_is_caught(world, monkeypatch):
    """The transaction acts as a manager while the page serves a point of contact."""
    manager = f"user:{world.people['manager'].user.pk}"
    real = middleware.acting
    monkeypatch.setattr(middleware, "acting", lambda _who: real(manager))
    walls.python_open(monkeypatch)
    found = reduced(world, "poc-police", routes=only("tta_requests:list", "tta_requests:detail"))
    assert [leak for leak in found.leaks if "of hilltop" in leak]


def test_a_write_into_another_site_is_caught(world, monkeypatch):
    """A view that writes where it should not: Python and the policies both out of the way."""
    walker = Walker(world, world.people["poc-police"])
    hilltop = world.sites["hilltop"]
    before = walker.before
    from foundation.tenancy.context import acting
    from sites.models import SiteAgency
    from tests.matrix import snapshot

    with acting("system:demo"), transaction.atomic():
        SiteAgency.objects.filter(site=hilltop).update(name="Taken over")
        after = snapshot.since(before)
        assert after == snapshot.hashes()
        transaction.set_rollback(True)
    assert snapshot.changed(before, after) == {
        ("sites_siteagency", hilltop.pk),
        ("sites_siteagencyevent", hilltop.pk),
    }
