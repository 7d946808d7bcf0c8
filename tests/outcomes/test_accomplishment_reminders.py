"""An accomplishment that waits 5 business days: whoever takes its next step is reminded, once."""

from datetime import UTC, datetime

from foundation.calendars import clock
from foundation.notifications.models import Ledger
from foundation.tenancy.context import acting_atomic
from outcomes.actions import accomplishments
from outcomes.reminders import AccomplishmentWaiting
from sites.models import Membership
from tests.notifications.sending import gate_is_open, told
from tests.outcomes.conftest import WORDS, prove

WRITTEN = datetime(2026, 11, 30, 16, tzinfo=UTC)
# 17:00 in Central time on the fifth business day.
DUE = datetime(2026, 12, 7, 23, tzinfo=UTC)


def due_at(now: datetime) -> list[tuple[set[int], str]]:
    with acting_atomic("system:reminders"):
        return [(set(due.recipients), due.action) for due in AccomplishmentWaiting().due(now)]


def test_the_next_person_is_reminded_until_the_step_is_taken(
    riverton, act, take, dana_of_riverton, mayor_of_riverton, lee_liaison, ula_of_riverton
):
    with clock.frozen(WRITTEN), act(dana_of_riverton) as by:
        found = accomplishments.draft(site=riverton, words=WORDS, by=by)
    assert due_at(DUE.replace(hour=22)) == []
    assert due_at(DUE) == [({dana_of_riverton.pk}, "add evidence to your accomplishment")]
    prove(found)
    assert due_at(DUE) == [({mayor_of_riverton.pk}, "attest an accomplishment of your site")]
    with acting_atomic("system:reminders"):
        [due] = AccomplishmentWaiting().due(DUE)
    assert gate_is_open(due, mayor_of_riverton)
    assert not gate_is_open(due, dana_of_riverton)
    with clock.frozen(DUE):
        take(found, "attest", mayor_of_riverton)
    assert not gate_is_open(due, mayor_of_riverton)
    assert due_at(DUE) == []
    later = DUE.replace(day=15)
    assert due_at(later) == [({lee_liaison.pk}, "verify an accomplishment")]
    with clock.frozen(later):
        take(found, "send-back", lee_liaison, reason="Say since when.")
    [(recipients, action)] = due_at(DUE.replace(day=29))
    assert recipients == {dana_of_riverton.pk}
    assert action == "change the accomplishment that was sent back to you"
    with acting_atomic("system:demo"):
        Membership.objects.filter(user=dana_of_riverton).update(ends_at=later)
    with clock.frozen(DUE.replace(day=29)):
        [(recipients, action)] = due_at(DUE.replace(day=29))
    assert recipients == {ula_of_riverton.pk}
    assert action == "take over the draft of an accomplishment"


def test_everyone_with_a_part_is_told_of_publication_and_withdrawal(
    draft, reach, take, drain, people, mona_manager, dana_of_riverton
):
    reach(draft)
    drain()
    four = {dana_of_riverton.name, *(who.name for who in people.values())} - {mona_manager.name}
    assert {name for name, _ in told("accomplishment-step")} == four
    take(draft, "withdraw", mona_manager, reason="Counted twice.")
    drain()
    with acting_atomic("system:reminders"):
        assert Ledger.objects.filter(kind="accomplishment-step").count() == 8
