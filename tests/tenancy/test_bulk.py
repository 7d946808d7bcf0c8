"""Rows inserted at once keep what was given, whatever an array's literal makes of it."""

import pytest

from foundation.calendars import clock
from foundation.tenancy.bulk import insert_rows
from foundation.tenancy.context import acting_atomic
from outcomes.models import Agency

pytestmark = pytest.mark.django_db
FIELDS = ("ori", "name", "key", "county", "population_source", "match", "reviewed_at")
NAMES = ['Riverton "Blue" PD', "C:\\north\\", "a, b {c}", "NULL", "Doña Ana  ", "50% of 7'"]


def test_texts_instants_and_nothing_are_kept_as_they_are():
    at = clock.now()
    given = [
        (f"EX{place:07d}", name, name.casefold(), "", "", "known", at if place else None)
        for place, name in enumerate(NAMES)
    ]
    with acting_atomic("system:reference"):
        insert_rows(Agency, FIELDS, given)
        kept = Agency.objects.filter(ori__startswith="EX").order_by("ori").values_list(*FIELDS)
        assert list(kept) == given
