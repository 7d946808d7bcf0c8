"""The statement that asks what needs a reader is built once a day and reader, and never answers for another."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.needs import reading
from foundation.needs.reading import rows_of
from foundation.needs.registry import Within
from foundation.tenancy.context import acting, acting_atomic
from tests.needs.test_everywhere import WAITED_FOR

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 27, 0, 0, 30, 5, tzinfo=UTC)
NIGHT = datetime(2026, 11, 27, 23, 59, 59, 999999, tzinfo=UTC)


@pytest.fixture
def statement_at(monkeypatch):
    """Build a statement as if the portal asked at an instant, with nothing kept."""

    def built(actor, now):
        with clock.frozen(now):
            parts = list(reading._parts(actor, now, Within()))
        found = reading.in_one_select(parts[0].union(*parts[1:], all=True)) if parts else None
        return found and (found[0], list(found[1]))

    return built


@pytest.mark.parametrize("name", sorted(WAITED_FOR))
def test_a_kept_statement_is_that_of_the_instant(name, request, riverton, statement_at):
    user = request.getfixturevalue(name)
    with acting(f"user:{user.pk}"):
        actor = resolve(user)
        kept = reading._statement(actor, MORNING.date(), Within())
        for now in (MORNING, MORNING + timedelta(hours=9), NIGHT):
            fresh = statement_at(actor, now)
            assert (kept and (kept.sql, kept.at(now))) == fresh


def test_the_next_day_has_a_statement_of_its_own(cora_coordinator, statement_at):
    with acting(f"user:{cora_coordinator.pk}"):
        actor, later = resolve(cora_coordinator), NIGHT + timedelta(seconds=1)
        kept = reading._statement(actor, later.date(), Within())
        assert (kept.sql, kept.at(later)) == statement_at(actor, later)


def test_who_gains_or_loses_a_permission_is_asked_for_anew(dana_of_riverton, riverton):
    with acting(f"user:{dana_of_riverton.pk}"):
        before = resolve(dana_of_riverton)
    after = replace(before, powers={})
    assert hash(before) == hash(after)
    assert before != after
    one = reading._statement(before, MORNING.date(), Within())
    two = reading._statement(after, MORNING.date(), Within())
    assert one != two
    assert reading._statement(before, MORNING.date(), Within()) is one


def test_two_people_on_one_connection_get_their_own(
    draft_of, dana_of_riverton, omar_of_lakeside, riverton, lakeside
):
    draft_of(dana_of_riverton, riverton)
    draft_of(omar_of_lakeside, lakeside)
    for _ in range(2):
        for user, site in ((dana_of_riverton, riverton), (omar_of_lakeside, lakeside)):
            with acting_atomic(f"user:{user.pk}"):
                actor = resolve(user)
                found = rows_of(actor, clock.now())
            assert {row.site_id for row in found if row.cause == "finish-draft"} == {site.pk}
