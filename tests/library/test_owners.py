"""Owners: what needs them and when they are reminded, without any text, and who takes over."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.accounts import holdings
from foundation.accounts.actors import Actor
from foundation.accounts.holdings import Loss
from foundation.agenda.reading import entries_of
from foundation.agenda.registry import Span
from foundation.calendars import clock
from foundation.needs.reading import rows_of
from foundation.needs.registry import Within
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from library.actions import owners, resources
from library.models import Resource
from library.reminders import ResourceReview
from tests.library.conftest import NOW
from tests.pages import words

pytestmark = pytest.mark.django_db
SOON = date(2026, 12, 2)


def test_a_review_that_nears_needs_its_owner_alone_until_it_is_done(
    act, standards, add, riverton, mona_manager, dana_of_riverton, lee_liaison
):
    own = add(dana_of_riverton, site=riverton, review_by=SOON)
    add(mona_manager, review_by=SOON)
    add(dana_of_riverton, site=riverton, review_by=SOON + timedelta(days=1))

    def needing(who, within=None):
        with act(who) as by:
            found = rows_of(by, clock.now(), within)
            return [row for row in found if row.cause == "review-resource"]

    (row,) = needing(dana_of_riverton)
    assert (row.subject, row.where) == (str(own.pk), "Riverton, EX")
    assert row.due_at == datetime(2026, 12, 2, 22, tzinfo=UTC)  # 5 pm Eastern
    assert len(needing(mona_manager)) == 1
    assert needing(mona_manager, Within(site_id=riverton.pk)) == needing(lee_liaison) == []
    with act(dana_of_riverton) as by:
        owners.review(own, review_by=date(2027, 12, 2), version=1, by=by)
    assert needing(dana_of_riverton) == []


def test_reminders_come_30_days_before_on_the_day_and_after_with_no_text(
    act, standards, add, riverton, dana_of_riverton
):
    own = add(dana_of_riverton, site=riverton, review_by=SOON, title="Secret plan")

    def due_on(day: date):
        at = datetime(day.year, day.month, day.day, 15, tzinfo=UTC)
        with acting_atomic("system:reminders"), clock.frozen(at):
            return list(ResourceReview().due(at))

    steps = {
        SOON - timedelta(days=31): [],
        SOON - timedelta(days=30): ["ahead"],
        SOON - timedelta(days=1): ["ahead"],
        SOON: ["due"],
        SOON + timedelta(days=45): ["late-30"],
    }
    assert {day: [due.step for due in due_on(day)] for day in steps} == steps
    (due,) = due_on(SOON)
    assert list(due.recipients) == [dana_of_riverton.pk]
    assert due.number.startswith("Resource ")
    assert "secret" not in f"{due.title} {due.url}".lower()
    with act(dana_of_riverton) as by:
        resources.archive(own, reason="Old.", version=1, by=by)
    assert due_on(SOON) == []


def test_reviews_are_on_their_owners_calendar_and_a_sites_own_on_its_timeline(
    act, client_of, standards, add, riverton, mona_manager, dana_of_riverton, omar_of_lakeside
):
    own = add(dana_of_riverton, site=riverton, review_by=SOON, title="Secret plan")
    shared = add(mona_manager, review_by=SOON, core_areas=[])
    span = Span.of(SOON, SOON, "America/Chicago")
    here = Span.of(SOON, SOON, "America/Chicago", [riverton.pk])

    def entries(who, span) -> list[tuple[str, str, str]]:
        with act(who) as by:
            found = entries_of(by, span, "America/Chicago")
            return [(each.row.number, each.row.title, each.row.state) for each in found]

    assert entries(dana_of_riverton, span) == [(own.handle, "Secret plan", "open")]
    assert entries(mona_manager, span) == [(shared.handle, shared.title, "open")]
    assert (entries(mona_manager, here), entries(omar_of_lakeside, span)) == ([], [])
    timeline = client_of(dana_of_riverton).get(
        "/sites/riverton-ex/timeline/", {"show": "resources", "area": "gun-violence"}
    )
    assert "Resource added Mon Nov 2, 9:00 am CT Secret plan Dana of Riverton" in words(timeline)
    assert shared.title not in words(timeline)
    with act(dana_of_riverton) as by:
        resources.archive(own, reason="Old.", version=1, by=by)
    assert entries(dana_of_riverton, span) == [(own.handle, "Secret plan", "canceled")]


def test_a_new_owner_is_notified_and_a_leavers_resources_go_to_who_can_keep_them(
    act,
    client_of,
    standards,
    add,
    drain,
    riverton,
    mona_manager,
    cora_coordinator,
    champion_of_riverton,
    dana_of_riverton,
    lee_liaison,
):
    own, shared = add(dana_of_riverton, site=riverton), add(champion_of_riverton)
    with act(lee_liaison) as by:
        owners.give(own, owner=champion_of_riverton, version=1, by=by)
    drain()
    with acting_atomic("system:demo"):
        told = Ledger.objects.filter(kind="resource-owner")
        assert [each.recipient for each in told] == [champion_of_riverton]
    inbox = words(client_of(champion_of_riverton).get("/inbox/"))
    assert f"{own.handle}: see the resource that you own now {own.title}" in inbox
    loss = Loss.of_account(champion_of_riverton)
    with act(mona_manager) as by:
        held = {each.key: each for each in holdings.held_by(loss, reader=by)}
        assert {heir.user_id for heir in held[str(shared.pk)].heirs} == {
            mona_manager.pk,
            cora_coordinator.pk,
        }
        assert held[str(shared.pk)].heirs[0].user_id == mona_manager.pk
        chosen = {held[str(own.pk)].name: lee_liaison.pk}
        holdings.hand_over(loss, chosen, by=Actor.system("outbox"))
    with acting_atomic("system:demo"):
        kept = dict(Resource.objects.values_list("pk", "owner_id"))
    assert kept == {own.pk: lee_liaison.pk, shared.pk: mona_manager.pk}
    assert clock.now() == NOW
