"""Rows inserted at once keep what was given, whatever an array's literal makes of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DataError, connection

from foundation.calendars import clock
from foundation.tenancy import bulk
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


def rows(names) -> list[tuple]:
    return [
        (f"EX{place:07d}", name, name, "", "", "known", None) for place, name in enumerate(names)
    ]


def test_every_batch_is_inserted(monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 2)
    with acting_atomic("system:reference"):
        insert_rows(Agency, FIELDS, rows("abcde"))
        assert Agency.objects.filter(ori__startswith="EX").count() == 5


def test_a_text_that_is_too_long_is_refused_and_not_cut():
    longest = Agency._meta.get_field("name").max_length
    with pytest.raises(DataError, match="too long"), acting_atomic("system:reference"):
        insert_rows(Agency, FIELDS, rows(["a" * longest, "b" * (longest + 1)]))


def test_a_row_with_a_value_too_few_is_refused():
    with pytest.raises(ValueError, match="shorter"), acting_atomic("system:reference"):
        insert_rows(Agency, FIELDS, [*rows("a"), rows("b")[0][:-1]])


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (
            "text",
            ["", " ", "null", "NULL", "{}", "{a,b}", '"', "\\", "a\nb\tc", "a,b", "§ é", None],
        ),
        ("numeric", [Decimal("0.10"), Decimal("-0.00"), Decimal("1E+3"), Decimal("9" * 30), None]),
        ("date", [date.min, date(33, 4, 3), date(2028, 2, 29), date.max, None]),
        ("interval", [timedelta(days=-1, hours=2), timedelta(microseconds=1), timedelta(days=400)]),
        (
            "timestamptz",
            [datetime(2026, 11, 1, 6, 30, 0, 1, UTC), datetime(1850, 1, 1, tzinfo=UTC)],
        ),
        ("boolean", [True, False, None]),
        ("bigint", [-(2**63), 0, 2**63 - 1, None]),
        ("double precision", [0.1, -2.5e-300, float("inf"), None]),
        ("uuid", [UUID(int=0), UUID(int=2**128 - 1), None]),
    ],
)
def test_values_of_each_kind_come_back(kind, values):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT unnest(%s::{kind}[])", [bulk._array(values)])
        assert [value for (value,) in cursor.fetchall()] == values
