"""A real application among 1,000 that look like junk: its confirmation leaves first, and its ORI finds it first."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from applications.actions import applications
from applications.actions.steps import notify_applicant
from applications.models import Application
from foundation.calendars import clock
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from tests.applications.conftest import (  # noqa: F401 -- fixtures
    EMAIL,
    acting_as,
    fill,
    frozen,
    now,
    number,
    round_2027,
    token,
)

pytestmark = pytest.mark.django_db
JUNK, SECONDS = 1_000, 60


def test_a_real_one_among_a_thousand_is_confirmed_and_found(token, client_of, mona_manager):  # noqa: F811 -- a fixture
    fill(token)
    real, since = now(token), clock.now() - timedelta(hours=1)
    with acting_atomic("system:demo"):
        found = Application.objects.bulk_create(
            Application(
                round=real.round,
                status="submitted",
                contact_email=f"junk{each}@x.example",
                agency_name="Win",
                ori="EX0010000" if each % 2 else "",
                is_likely_junk=True,
                started_at=since,
                submitted_at=since + timedelta(seconds=each),
            )
            for each in range(JUNK)
        )
        for each in found:
            notify_applicant(each)
    mail.outbox.clear()
    with acting_atomic("public"):
        applications.submit(token, version=real.version)
    began = time.perf_counter()
    while not any(EMAIL in each.to for each in mail.outbox):
        drain(limit=10, strict=True)
    assert time.perf_counter() - began < SECONDS
    assert len(mail.outbox) < JUNK
    shown = client_of(mona_manager).get(reverse("applications:list"), {"q": "EX0010000"}).content
    assert shown.index(b"Example Harbor Police Department") < shown.index(b">Win<")
