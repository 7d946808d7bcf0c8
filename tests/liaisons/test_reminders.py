"""No update for 30 days: the liaison is told on the thirtieth day, once a gap."""

from datetime import UTC, date, datetime, timedelta

import pytest

from engagements.models import Engagement
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.needs.reading import needs_of
from foundation.notifications import reminders
from foundation.notifications.models import Ledger, Notification
from foundation.tenancy.context import acting_atomic
from liaisons.models import ContactStandard
from liaisons.querysets.caseload import facts_of
from liaisons.reminders import NextContact, UpdateMissing
from sites.actions import stand_ins
from sites.models import Membership, Site
from tests.factories.engagements import EngagementFactory
from tests.notifications.sending import gate_is_open

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def fire(at=NOON) -> int:
    (told,) = [fired for fired in reminders.run(at) if fired.slug == UpdateMissing.slug]
    assert told.error == ""
    return told.new


@pytest.mark.parametrize(("days", "told"), [(29, 0), (30, 1), (31, 1)])
def test_the_thirtieth_day_counts(update_of, riverton, lee_liaison, days, told):
    update_of(riverton, lee_liaison, occurred_on=date(2026, 11, 23) - timedelta(days=days))
    assert fire() == told


def test_once_a_gap(update_of, riverton, lee_liaison):
    update_of(riverton, lee_liaison, occurred_on=date(2026, 10, 24))
    assert [fire(), fire(), fire(NOON + timedelta(days=1))] == [1, 0, 0]


def test_a_new_gap_is_told_again(update_of, riverton, lee_liaison):
    update_of(riverton, lee_liaison, occurred_on=date(2026, 10, 24))
    assert fire() == 1
    update_of(riverton, lee_liaison, occurred_on=date(2026, 11, 24))
    assert fire(NOON + timedelta(days=2)) == 0
    assert fire(NOON + timedelta(days=31)) == 1


def test_days_without_contact_begin_again_when_contact_is_expected_again(
    update_of, riverton, lee_liaison, as_actor
):
    """Nobody owed a call while the engagement was paused, nor between two engagements."""
    update_of(riverton, lee_liaison, occurred_on=date(2026, 6, 1))
    with acting_atomic("system:demo"):
        engagement = EngagementFactory(site=riverton, active=True)
    told = [fire()]

    def asks(at) -> tuple[int, bool, int | None]:
        with clock.frozen(at), as_actor(lee_liaison) as actor:
            needed = "contact-site" in {need.cause.slug for need in needs_of(actor, at)}
            (facts,) = facts_of(Site.objects.filter(pk=riverton.pk), actor).values()
        return fire(at), needed, facts.waited

    paused = {"suspended_from": date(2026, 6, 10), "suspended_until": date(2026, 11, 22)}
    begun = {"starts_on": date(2026, 11, 20), "onboarding_from": date(2026, 11, 23)}
    for change in (paused, {**begun, "suspended_from": None, "suspended_until": None}):
        with acting_atomic("system:demo"):
            Engagement.objects.filter(pk=engagement.pk).update(**change)
        told.append(asks(NOON + timedelta(days=29)))
        told.append(asks(NOON + timedelta(days=30)))
    quiet, due = (0, False, 29), (1, True, 30)
    # Both begin on November 23, so the second gap is the first one: it is told once.
    assert told == [1, quiet, due, quiet, (0, True, 30)]


def test_who_stands_in_is_told_while_the_liaison_is_on_leave(
    act, member, update_of, riverton, lakeside, lee_liaison
):
    kim = member(lakeside, "strategic-site-liaison", "liaison", name="Kim Cover").user
    week = {"first": date(2026, 11, 23), "last": date(2026, 11, 27)}
    with clock.frozen(NOON - timedelta(days=3)), act(lee_liaison) as by:
        seat = Membership.objects.select_related("site", "user").get(user=lee_liaison)
        stand_ins.record([seat], **week, stand_in=kim, by=by)
    update_of(riverton, lee_liaison, occurred_on=date(2026, 10, 24))
    with clock.frozen(NOON), acting_atomic("system:demo"):
        found = facts_of(Site.objects.filter(pk=riverton.pk), Actor.system("reminders"))
        [facts] = found.values()
        assert facts.on_duty == [kim.pk]
        assert facts.stand_in.covered_user_id == lee_liaison.pk


def test_a_draft_does_not_end_the_gap(update_of, riverton, lee_liaison):
    update_of(riverton, lee_liaison, occurred_on=date(2026, 10, 24))
    update_of(riverton, lee_liaison, occurred_on=date(2026, 11, 20), draft=True)
    assert fire() == 1


def test_the_site_calendar_decides(member, lakeside, update_of):
    liaison = member(lakeside, "strategic-site-liaison", "liaison", name="Other").user
    update_of(lakeside, liaison, occurred_on=date(2026, 10, 24))
    before_midnight_in_denver = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)
    assert fire(before_midnight_in_denver) == 0
    assert fire(before_midnight_in_denver + timedelta(hours=1)) == 1


def test_the_setting_moves_the_day(update_of, riverton, lee_liaison):
    ContactStandard.objects.update_or_create(pk=1, defaults={"due_days": 10, "overdue_days": 20})
    update_of(riverton, lee_liaison, occurred_on=date(2026, 11, 13))
    assert fire() == 1


def test_only_the_sites_liaison_is_told(
    update_of, riverton, lee_liaison, dana_of_riverton, cora_coordinator
):
    update_of(riverton, lee_liaison, occurred_on=date(2026, 10, 1), summary="Confidential words")
    fire()
    with acting_atomic(f"user:{lee_liaison.pk}"):
        (notice,) = Notification.objects.all()
    assert notice.url == "/updates/new/?site=riverton-ex"
    assert "Confidential" not in f"{notice.title}{notice.body}"
    for other in (dana_of_riverton, cora_coordinator):
        with acting_atomic(f"user:{other.pk}"):
            assert Notification.objects.count() == 0


def test_an_empty_seat_reminds_nobody(riverton, dana_of_riverton):
    assert fire() == 0


@pytest.mark.parametrize(("days", "told"), [(44, []), (45, ["Mona Manager"])])
def test_managers_are_told_on_the_forty_fifth_day_once_a_gap(
    update_of, riverton, lee_liaison, mona_manager, days, told
):
    update_of(riverton, lee_liaison, occurred_on=date(2026, 11, 23) - timedelta(days=days))
    for moment in (NOON, NOON + timedelta(hours=2)):
        fire(moment)
    assert people_told("engagement-update-overdue") == told


def test_a_planned_contact_is_due_when_its_day_begins_at_the_site(update_of, riverton, lee_liaison):
    update_of(
        riverton,
        lee_liaison,
        occurred_on=date(2026, 11, 20),
        next_contact_on=date(2026, 12, 2),
    )
    begins = datetime(2026, 12, 2, 6, tzinfo=UTC)
    fire(begins - timedelta(minutes=1))
    assert people_told("next-contact") == []
    for moment in (begins, begins + timedelta(days=2)):
        fire(moment)
    assert people_told("next-contact") == ["Lee Liaison"]


def test_a_later_update_ends_the_plan(update_of, riverton, lee_liaison):
    update_of(
        riverton,
        lee_liaison,
        occurred_on=date(2026, 11, 20),
        next_contact_on=date(2026, 12, 2),
    )
    (due,) = planned(datetime(2026, 12, 2, 18, tzinfo=UTC))
    assert gate_is_open(due, lee_liaison)
    update_of(riverton, lee_liaison, occurred_on=date(2026, 11, 22))
    assert planned(datetime(2026, 12, 2, 18, tzinfo=UTC)) == []
    assert not gate_is_open(due, lee_liaison)


def planned(at):
    with clock.frozen(at), acting_atomic("system:reminders"):
        return list(NextContact().due(at))


def people_told(kind):
    with acting_atomic("system:reminders"):
        return list(Ledger.objects.filter(kind=kind).values_list("recipient__name", flat=True))
