"""Hours of updates: quarter hours on the form, a month's total, against monthly hours where these are set."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from foundation.tenancy.context import acting
from liaisons.exports import HOURS
from liaisons.models import MonthlyHours
from tests.liaisons.test_files import given
from tests.pages import words

pytestmark = pytest.mark.django_db
HOURS_PAGE = "/updates/hours/"


def test_hours_are_shown_on_the_update(client_of, lee_liaison, dana_of_riverton, posted):
    pk = uuid4()
    client_of(lee_liaison).post(f"/updates/new/?draft={pk}", posted(hours="1.50"))
    assert "Hours 1.5 hours" in words(client_of(dana_of_riverton).get(f"/updates/{pk}/"))


def test_without_hours_none_are_shown(client_of, lee_liaison, visit):
    assert "Hours" not in words(client_of(lee_liaison).get(f"/updates/{visit.pk}/"))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("1.3", "Enter quarter hours, such as 1.25 or 1.5."),
        ("0", "0.25"),
        ("24.25", "24"),
        ("long", "Enter a number of hours, such as 1.5."),
    ],
)
def test_other_than_quarter_hours_of_a_day_is_refused(
    client_of, lee_liaison, posted, seen, typed, sentence
):
    answer = client_of(lee_liaison).post(f"/updates/new/?draft={uuid4()}", posted(hours=typed))
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert seen() == []


@pytest.mark.parametrize("hours", ["1.3", "0", "-1", "24.25"])
def test_the_database_refuses_them_too(update_of, riverton, lee_liaison, hours):
    with pytest.raises(IntegrityError), transaction.atomic():
        update_of(riverton, lee_liaison, hours=Decimal(hours))


@pytest.fixture
def month(update_of, riverton, lakeside, lee_liaison, omar_of_lakeside):
    """Log hours in and around November."""
    for day, hours in ((1, "1.5"), (20, "0.25"), (21, None)):
        update_of(riverton, lee_liaison, occurred_on=date(2026, 11, day), hours=hours)
    update_of(riverton, lee_liaison, occurred_on=date(2026, 10, 31), hours="8")
    update_of(riverton, lee_liaison, draft=True, occurred_on=date(2026, 11, 2), hours="4")
    update_of(lakeside, omar_of_lakeside, occurred_on=date(2026, 11, 3), hours="2")


@pytest.mark.usefixtures("month")
def test_a_liaison_sees_their_own_month(client_of, lee_liaison):
    text = words(client_of(lee_liaison).get(HOURS_PAGE))
    assert "Your hours" in text
    assert "Riverton, EX 2 1.75 hours Total 1.75 hours" in text
    assert "Lakeside" not in text
    assert "a month" not in text
    assert "Total 8 hours" in words(client_of(lee_liaison).get(HOURS_PAGE, {"month": "2026-10"}))


@pytest.mark.usefixtures("month")
def test_a_manager_sees_every_liaison_against_their_hours(
    client_of, mona_manager, lee_liaison, omar_of_lakeside
):
    with acting("system:demo"):
        MonthlyHours.objects.create(hours=40)
        MonthlyHours.objects.create(liaison=lee_liaison, hours=1)
    text = words(client_of(mona_manager).get(HOURS_PAGE))
    assert "0.75 hours over 1 hour a month" in text
    assert "38 hours left of 40 hours a month" in text


@pytest.mark.usefixtures("month")
def test_the_file_has_the_pages_rows(lee_liaison, ana_analyst):
    rows, counted = given(HOURS, lee_liaison, most=1)
    assert (rows, counted) == ([("Lee Liaison", "Riverton, EX", 1.75, 2, None)], 1)
    assert [row[1] for row in given(HOURS, ana_analyst)[0]] == ["Riverton, EX", "Lakeside, EX"]


def test_an_impossible_month_is_not_found(client_of, lee_liaison, dana_of_riverton):
    client = client_of(lee_liaison)
    for month in ("2026-13", "x", "1999-01"):
        assert client.get(HOURS_PAGE, {"month": month}).status_code == 404
    assert "No hours in this month." in words(client.get(HOURS_PAGE))
    assert client_of(dana_of_riverton).get(HOURS_PAGE).status_code == 403


def test_an_empty_month_and_a_full_one_ask_as_often(
    client_of, mona_manager, riverton, lakeside, update_of, lee_liaison, omar_of_lakeside
):
    client = client_of(mona_manager)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as said:
            client.get(HOURS_PAGE)
        return len(said)

    update_of(riverton, lee_liaison, hours="1")
    asked()  # the first visit also notes when the reader was here
    few = asked()
    for site, author in ((riverton, omar_of_lakeside), (lakeside, omar_of_lakeside)):
        update_of(site, author, hours="2")
    assert asked() == few


def test_monthly_hours_are_set_once_for_everyone():
    MonthlyHours.objects.create(hours=40)
    with pytest.raises(IntegrityError), transaction.atomic():
        MonthlyHours.objects.create(hours=20)
