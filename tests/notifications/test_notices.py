from datetime import UTC, datetime

import pytest

from foundation.notifications.notices import Due


@pytest.mark.parametrize(
    "url", ["https://example.com/", "//example.com", "/\\example.com", "", "x"]
)
def test_a_notice_leads_into_the_portal(due_of, url):
    with pytest.raises(ValueError, match="not a path"):
        due_of(1, url=url)


def test_a_date_needs_its_zone(due_of):
    with pytest.raises(ValueError, match="give tz"):
        due_of(1, tz="")


def test_a_private_notice_is_a_number_an_act_and_a_date(due_of):
    due: Due = due_of(1)
    assert (due.title, due.text) == ("PSP-2026-0042: answer by Fri Nov 27, 3:10 pm MT", "")


def test_the_day_it_is_due_is_the_sites(due_of):
    late = datetime(2026, 11, 28, 5, tzinfo=UTC)
    assert due_of(1, due_at=late).due_on.isoformat() == "2026-11-27"
