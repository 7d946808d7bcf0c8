"""Who has left, was relieved or has answered hears no more; who holds it now does."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engagements.models import Commitment
from foundation.accounts.models import User
from foundation.calendars import clock
from foundation.notifications import reminders
from foundation.notifications.models import Ledger, Preference
from foundation.tenancy.context import acting_atomic
from sites.models import Membership
from tta_requests.actions import coordinators, messages, offers, pauses, recipients, triage
from tta_requests.errors import NobodyPassed
from tta_requests.models import Evaluation, MatchRun, Offer

pytestmark = pytest.mark.django_db
ANY_DAY_LATER = timedelta(days=13)


@pytest.fixture
def offered(
    sent_by, dana_of_riverton, riverton, best_provider, second_provider, lee_liaison, drain
):
    """Sent on a Friday afternoon, and offered to the best provider."""
    with clock.frozen(datetime(2026, 11, 27, 22, 50, tzinfo=UTC)):
        tta_request = sent_by(dana_of_riverton, riverton)
        drain()
        yield tta_request


def close_account(person: User) -> None:
    with acting_atomic("system:demo"):
        User.objects.filter(pk=person.pk).update(is_active=False)


def told(kind: str) -> set[str]:
    with acting_atomic("system:outbox"):
        rows = Ledger.objects.filter(kind=kind)
        return set(rows.values_list("recipient__name", flat=True))


def mail_of(kind: str, person: User) -> list[str]:
    with acting_atomic("system:outbox"):
        found = Ledger.objects.filter(kind=kind, recipient=person)
        return list(found.values_list("mail", flat=True))


def test_a_sites_message_does_not_reach_only_a_closed_coordinators_account(
    offered, act, cora_coordinator, mona_manager, dana_of_riverton, drain
):
    with act(mona_manager) as by:
        coordinators.reassign(offered, to=cora_coordinator.pk, note="", by=by)
    close_account(cora_coordinator)
    with act(dana_of_riverton) as by:
        messages.post(offered, text="Is anybody there?", by=by)
    drain()
    assert told("message") == {"Mona Manager", "Lee Liaison"}


def test_a_provider_with_nobody_active_is_not_offered_work(
    offered, act, pat_provider, sam_provider, cora_coordinator, drain
):
    close_account(sam_provider)
    with act(pat_provider) as by:
        offers.decline(Offer.objects.get(request=offered), reason="No.", by=by)
    drain()
    with acting_atomic("system:outbox"):
        runs = list(MatchRun.objects.filter(request=offered))
        assert Offer.objects.filter(request=offered).count() == 1
    rules = {row["name"]: row["rule"] for run in runs for row in run.excluded}
    assert rules[str(sam_provider.organization)] == "has no one with an open account to answer"


def test_a_provider_whose_last_person_left_after_the_ranking_is_not_offered_work(
    offered, act, cora_coordinator, sam_provider, second_provider
):
    with acting_atomic("system:demo"):
        run = MatchRun.objects.filter(request=offered).latest("ran_at")
    with act(cora_coordinator) as by:
        triage.recall(offered, reason="Another is nearer.", by=by)
    close_account(sam_provider)
    with act(cora_coordinator) as by, pytest.raises(NobodyPassed):
        offers.make(offered, run=run, provider=second_provider, reason="Near.", by=by)


def test_a_contact_whose_membership_ended_is_not_reminded_of_an_evaluation(
    put_in, dana_of_riverton, ula_of_riverton, riverton
):
    confirmed = put_in("confirmed")
    with acting_atomic("system:demo"):
        asked = Evaluation.objects.filter(request=confirmed, respondent=dana_of_riverton)
        assert asked.exists() or Evaluation.objects.create(
            site=riverton,
            request=confirmed,
            kind="requester",
            respondent=dana_of_riverton,
            opened_at=clock.now(),
            closes_at=clock.now() + timedelta(days=30),
        )
        Membership.objects.filter(user=dana_of_riverton).update(ends_at=clock.now())
    reminders.run(clock.now() + ANY_DAY_LATER)
    assert "Dana of Riverton" not in told("evaluation-open")


def test_nobody_is_reminded_of_a_commitment_of_a_withdrawn_request(
    offered, act, dana_of_riverton, riverton
):
    with acting_atomic("system:demo"):
        Commitment.objects.create(
            site=riverton,
            request=offered,
            kind="commitment",
            text="Send the case list",
            owed_by="site",
            owner=dana_of_riverton,
            due_on=clock.today(riverton.time_zone),
            made_by=dana_of_riverton,
            made_at=clock.now(),
        )
    with act(dana_of_riverton) as by:
        triage.withdraw(offered, reason="Not needed.", by=by)
    reminders.run(clock.now() + ANY_DAY_LATER)
    assert told("commitment") == set()


def test_a_question_held_by_quiet_hours_is_not_mailed_once_it_is_answered(
    put_in, act, dana_of_riverton, cora_coordinator, drain
):
    now = clock.now()
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        here = now.astimezone(ZoneInfo(dana_of_riverton.time_zone))
        Preference.objects.create(
            user=dana_of_riverton,
            quiet_from=(here - timedelta(hours=1)).time(),
            quiet_until=(here + timedelta(hours=1)).time(),
        )
    asked = put_in("triage")
    with act(cora_coordinator) as by:
        pauses.ask(asked, reasons=["problem-unclear"], text="Which street?", by=by)
    drain()
    assert mail_of("ask", dana_of_riverton) == ["waiting"]
    with act(dana_of_riverton) as by:
        pauses.answer(asked, reason="Main Street.", by=by)
    with clock.frozen(now + timedelta(hours=2)):
        drain()
    assert mail_of("ask", dana_of_riverton) == ["over"]


def test_who_has_no_colleague_at_the_desk_is_heard_by_the_managers(
    cora_coordinator, mona_manager, db
):
    close_account(cora_coordinator)
    with acting_atomic("system:outbox"):
        assert recipients.coordinators() == {mona_manager.pk}
