"""Fixtures of the app's tests: acting people, an update, the form as a browser posts it."""

from contextlib import contextmanager
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic
from liaisons.models import EngagementUpdate
from sites.models import CoreArea
from tests.factories.liaisons import EngagementUpdateFactory
from tta_requests.models import TTARequest

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday():
    """Freeze the clock on Monday, November 23, 2026, at noon in Riverton."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def as_actor():
    """Act as a person in one transaction, with the Actor."""

    @contextmanager
    def enter(user):
        with acting_atomic(f"user:{user.pk}"):
            yield resolve(user)

    return enter


@pytest.fixture
def update_of(db):
    """Create a submitted update: ``update_of(site, author, occurred_on=...)``."""

    def make(site, author, **values) -> EngagementUpdate:
        with acting("system:demo"):
            return EngagementUpdateFactory(site=site, author=author, **values)

    return make


@pytest.fixture
def visit(update_of, riverton, lee_liaison) -> EngagementUpdate:
    """Create Lee's visit of last Friday."""
    return update_of(riverton, lee_liaison)


@pytest.fixture
def draft(update_of, riverton, lee_liaison) -> EngagementUpdate:
    """Create Lee's draft."""
    return update_of(riverton, lee_liaison, draft=True, summary="Only half of a")


@pytest.fixture
def area(db) -> CoreArea:
    """Create the core area Gun Violence."""
    return CoreArea.objects.create(
        slug="gun-violence",
        name="Gun Violence",
        summary="Fewer shootings",
        effective_from=date(2014, 1, 1),
    )


@pytest.fixture
def request_of(db, area):
    """Create a request of a site: ``request_of(site, requester, number=...)``."""

    def make(site, requester, **values) -> TTARequest:
        defaults = {
            "number": "PSP-2026-0042",
            "title": "NIBIN backlog",
            "status": "triage",
            "core_area": area,
            "created_at": NOW,
            "submitted_at": NOW,
        }
        with acting("system:demo"):
            return TTARequest.objects.create(site=site, requester=requester, **(defaults | values))

    return make


@pytest.fixture
def posted(riverton):
    """Return the form as a browser posts it; four answers are enough."""

    def fields(**changes) -> dict[str, object]:
        return {
            "site": riverton.pk,
            "kind": "visit",
            "when": TODAY.isoformat(),
            "summary": "Walked the evidence room with the property sergeant.",
            "next": "",
            "version": "0",
            "reason": "A slip of the pen.",
            "nonce": f"nonce-{uuid4().hex}",
        } | changes

    return fields


@pytest.fixture
def seen():
    """Return updates by id from the database, past the actor's access."""

    def look(pk: UUID | None = None):
        with acting_atomic("system:demo"):
            found = EngagementUpdate.objects.all()
            return list(found if pk is None else found.filter(pk=pk))

    return look
