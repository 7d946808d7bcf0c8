"""The statement that asks what needs a reader is built once a day and reader, and never answers for another."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection

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


def kept_at(actor, now):
    """Return the kept statement for an instant, as the driver would send it."""
    built = reading._waiting.built(now, actor, Within())
    if built is None:
        return None
    values = built.statement.values(now, {"actor": actor.user_id})
    with connection.cursor() as cursor:
        return cursor.mogrify(built.statement.sql, values)


def fresh_at(actor, now):
    """Return the statement as if the portal built it at an instant, for nobody else."""
    with clock.frozen(now):
        parts = list(reading._parts(actor, now, Within()))
        if not parts:
            return None
        whole = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
        try:
            sql, values = whole.query.sql_with_params()
        except EmptyResultSet:
            return None
    with connection.cursor() as cursor:
        sql = f"SELECT * FROM ({sql}) AS found" if sql[0] == "(" else sql  # noqa: S608 -- by Django
        return cursor.mogrify(sql, values)


@pytest.mark.parametrize("name", sorted(WAITED_FOR))
def test_a_kept_statement_is_that_of_the_instant(name, request, riverton):
    user = request.getfixturevalue(name)
    with acting(f"user:{user.pk}"):
        actor = resolve(user)
        for now in (MORNING, MORNING + timedelta(hours=9), NIGHT):
            assert kept_at(actor, now) == fresh_at(actor, now)


def test_the_next_day_has_a_statement_of_its_own(cora_coordinator):
    with acting(f"user:{cora_coordinator.pk}"):
        actor, later = resolve(cora_coordinator), NIGHT + timedelta(seconds=1)
        assert reading._waiting.built(later, actor, Within()) is not reading._waiting.built(
            NIGHT, actor, Within()
        )
        assert kept_at(actor, later) == fresh_at(actor, later)


def test_who_gains_or_loses_a_permission_is_asked_for_anew(dana_of_riverton, riverton):
    with acting(f"user:{dana_of_riverton.pk}"):
        before = resolve(dana_of_riverton)
        after = replace(before, powers={})
        assert hash(before) == hash(after)
        assert before != after
        one = reading._waiting.built(MORNING, before, Within())
        two = reading._waiting.built(MORNING, after, Within())
        assert one is not two
        assert reading._waiting.built(MORNING, before, Within()) is one


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


def test_one_text_serves_the_pages_of_all_items(draft_of, dana_of_riverton, riverton):
    drafts = [draft_of(dana_of_riverton, riverton) for _ in range(2)]
    reading._waiting.forget()
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        actor = resolve(dana_of_riverton)
        for draft in drafts:
            found = rows_of(actor, clock.now(), Within(thing=str(draft.pk)))
            assert [row.thing for row in found] == [str(draft.pk)]
    assert reading._waiting._kept.cache_info().misses == 1
