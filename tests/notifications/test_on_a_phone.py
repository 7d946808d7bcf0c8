"""The inbox on a phone: it was as long as eight screens."""

from datetime import timedelta

import pytest

from foundation.calendars import clock
from foundation.notifications import notify
from foundation.tenancy.context import acting_atomic
from tests.notifications.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)

# Forty notices took 7,388 pixels before those of one thing were one row.
TALLEST = 4000
PHONE_320 = {"width": 320, "height": 640}


def test_forty_notices_took_eight_screens(visit, begins_at, due_of, lee_liaison):
    begins_at(NOW)
    with acting_atomic("system:outbox"):
        for n in range(40):
            with clock.frozen(NOW - timedelta(hours=n)):
                given = {"number": f"PSP-2026-{n % 14:04}", "key": f"k{n}"}
                notify.send(
                    "told",
                    due_of(
                        lee_liaison, **given, due_at=None if n % 3 else NOW + timedelta(days=n % 5)
                    ),
                )
    lee = visit(lee_liaison, viewport=PHONE_320)
    for path, name in (("/inbox/", "inbox"), ("/inbox/preferences/", "preferences")):
        lee.page.set_viewport_size(PHONE_320)
        assert lee.goes_to(path) == 200
        lee.fits()
        lee.picture(f"{name}-320")
        if name == "inbox":
            height = lee.page.evaluate("document.documentElement.scrollHeight")
            assert height <= TALLEST
        lee.page.set_viewport_size({"width": 1280, "height": 900})
        lee.picture(f"{name}-1280")
    lee.goes_to("/inbox/?archived=1")
    lee.reads("No notices match these filters.")
