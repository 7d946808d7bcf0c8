"""A frozen clock, the form's number, an open round, and the link of a draft."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache

from applications.actions import applications, links, reference, rounds
from applications.enums import Level
from applications.models import Application, Round
from foundation.accounts.actors import Actor, resolve
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.actions.reference import load_public_forms, load_states
from sites.models import CoreArea, PublicForm
from tests.cast import drain_outbox
from tests.dashboards.conftest import statements_of
from tests.factories.tta_requests import CoreAreaFactory
from tests.reference.files import rows

__all__ = ["statements_of"]

NOW = datetime(2026, 12, 1, 15, tzinfo=UTC)
CLOSES = datetime(2027, 1, 30, 4, 59, tzinfo=UTC)  # Fri Jan 29, 11:59 pm Eastern
EMAIL = "chief@harbor.example.gov"
AGENCY = {
    "agency_name": "Example Harbor Police Department",
    "ori": "EX0010000",
    "state": "TX",
    "contact_name": "Alex Example",
    "contact_title": "Chief",
    "contact_phone": "555-0100",
}
TEXTS = {
    "problem": "Nonfatal shootings rose for three years, and most are never solved by us.",
    "change": "Every shooting is reviewed within a week, and its evidence reaches the lab.",
}


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    """Stop the clock, and forget which links were counted."""
    cache.clear()
    with clock.frozen(NOW):
        yield


@pytest.fixture
def acting_as(db) -> Callable[[User], AbstractContextManager[Actor]]:
    """Act as a person in one transaction: ``with acting_as(mona) as by:``."""

    @contextmanager
    def enter(user: User) -> Iterator[Actor]:
        with acting_atomic(f"user:{user.pk}"):
            yield resolve(user)

    return enter


@pytest.fixture
def number(db) -> None:
    """Give the form its OMB control number, and load what it asks."""
    with acting_atomic("system:reference"):
        load_states(rows("sites/data/states.csv"))
        reference.load_requirements(rows("applications/data/requirements.csv"))
        load_public_forms(rows("sites/data/public_forms.csv"))
        PublicForm.objects.update(omb_number="0000-0000", expires_on=date(2030, 1, 31))
        CoreAreaFactory()


@pytest.fixture
def round_2027(number, acting_as, mona_manager) -> Round:
    """The round for the 2027 cohort, open."""
    with acting_as(mona_manager) as by:
        return rounds.plan(
            cohort_year=2027,
            opens_at=NOW - timedelta(days=1),
            closes_at=CLOSES,
            time_zone="America/New_York",
            by=by,
        )


def mailed_token() -> str:
    """Return the token of the newest link in the mail."""
    found = re.findall(r"/apply/([^/\s]+)/", str(mail.outbox[-1].body))
    return found[0]


def started(email: str = EMAIL, *, is_another: bool = False) -> str:
    """Start a draft as a visitor; return the token of the newest application's link."""
    with acting_atomic("public"):
        links.start(email, network="198.51.100.0/24", is_another=is_another)
    drain_outbox()
    return mailed_token()


def now(token: str) -> Application:
    """Return an application as its link shows it."""
    with acting_atomic("public"):
        return links.read(token)


@pytest.fixture
def token(round_2027) -> str:
    """The link of an empty draft."""
    return started()


def fill(token: str, **changed: Any) -> None:
    """Answer every section of a draft."""
    with acting_atomic("public"):
        done = applications.save(
            token, values=AGENCY | TEXTS | changed, version=links.read(token).version
        )
        done = applications.answer(
            token,
            answers=dict.fromkeys(("law-enforcement", "leadership", "partners", "data"), True),
            version=done.version,
        )
        levels = dict.fromkeys(CoreArea.objects.values_list("pk", flat=True), Level.STARTING)
        applications.assess(token, levels=levels, version=done.version)


@pytest.fixture
def submitted(token) -> str:
    """The link of a complete application that was submitted."""
    fill(token)
    with acting_atomic("public"):
        applications.submit(token, version=links.read(token).version)
    return token
