"""A report that should be frozen needs its Program Managers, and its day is on their calendar."""

from datetime import UTC, date, datetime

import pytest

from dashboards.actions import reports
from dashboards.enums import Period, ReportKind
from dashboards.policies.reports import due_between
from foundation.accounts.actors import resolve
from foundation.agenda.reading import entries_of
from foundation.agenda.registry import Span
from foundation.calendars import clock
from foundation.needs.reading import rows_of
from foundation.needs.registry import Within
from foundation.tenancy.context import acting_atomic
from tests.pages import words

pytestmark = pytest.mark.django_db
BOTH = {("freeze-quarterly", "2026-q4"), ("freeze-semiannual", "2026-h2")}


def needed(user, *day, within=None):
    now = datetime(*day, 17, 0, tzinfo=UTC)
    with clock.frozen(now), acting_atomic(f"user:{user.pk}"):
        found = rows_of(resolve(user), now, within or Within())
        return {
            (row.cause, row.detail["period"]) for row in found if row.cause.startswith("freeze-")
        }


def freeze(user, slug):
    with acting_atomic(f"user:{user.pk}"):
        reports.freeze(Period.named(slug), by=resolve(user))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ((2026, 12, 31), set()),
        ((2027, 1, 1), {("freeze-quarterly", "2026-q4")}),
        ((2027, 1, 10), BOTH),
        ((2027, 2, 14), BOTH),
        ((2027, 2, 15), {("freeze-semiannual", "2026-h2")}),
        ((2027, 3, 2), set()),
    ],
)
def test_a_manager_is_needed_while_a_report_is_awaited(mona_manager, ana_analyst, day, found):
    assert needed(mona_manager, *day) == found
    assert needed(ana_analyst, *day) == set()


def test_it_is_on_my_day_until_it_is_frozen(mona_manager, client_of):
    with clock.frozen(datetime(2027, 1, 12, 17, 0, tzinfo=UTC)):
        client = client_of(mona_manager)
        shown = client.get("/my-day/")
        assert "The period is over, and its report isn't frozen." in words(shown)
        assert "/reports/2026-q4/" in shown.text
        assert "/reports/2026-h2/" in shown.text
        freeze(mona_manager, "2026-q4")
        assert "/reports/2026-q4/" not in client.get("/my-day/").text
    assert needed(mona_manager, 2027, 1, 12) == BOTH - {("freeze-quarterly", "2026-q4")}
    assert needed(mona_manager, 2027, 1, 12, within=Within(site_id=1)) == set()


def test_the_days_are_on_the_managers_calendar(mona_manager, ana_analyst, client_of):
    with clock.frozen(datetime(2027, 1, 12, 17, 0, tzinfo=UTC)):
        freeze(mona_manager, "2026-q4")
        path = "/calendar/?view=agenda&month=2027-01"
        shown = words(client_of(mona_manager).get(path))
        assert "Quarterly highlights: Report due Done" in shown
        assert "Semi-annual TTA report: Report due" in shown
        assert "Report due" not in words(client_of(ana_analyst).get(path))
        year = Span.of(date(2027, 1, 1), date(2027, 12, 31), "UTC")
        with acting_atomic(f"user:{mona_manager.pk}"):
            found = [
                each
                for each in entries_of(resolve(mona_manager), year, "UTC")
                if each.kind.slug.endswith("report-due")
            ]
        assert len({each.uid for each in found}) == len(found) == 6
        assert all(each.row.site_id is None for each in found)


@pytest.mark.parametrize(
    ("first", "last", "slugs"),
    [
        (date(2027, 1, 15), date(2027, 1, 15), ["2026-q4"]),
        (date(2027, 1, 16), date(2027, 4, 14), []),
        (date(2026, 12, 1), date(2027, 4, 15), ["2026-q4", "2027-q1"]),
        (date(2014, 1, 1), date(2014, 4, 20), ["2014-q1"]),
    ],
)
def test_each_quarter_is_due_on_one_day(first, last, slugs):
    found = due_between(ReportKind.QUARTERLY, first, last)
    assert [each.slug for each in found] == slugs
    assert all(first <= each.due_on <= last for each in found)
