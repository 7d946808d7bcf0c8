"""Notices about requests end with what they ask for, are undone with it, and come one by one after a gap."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core import mail

from foundation.calendars import clock
from foundation.files import intake
from foundation.notifications import reminders
from foundation.notifications.models import Ledger, Notification
from foundation.tenancy.context import acting_atomic
from tta_requests.actions import attachments, bulk, declines, offers, pauses, triage
from tta_requests.models import Clock, Offer

pytestmark = pytest.mark.django_db

FRIDAY_1630 = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)  # in Chicago
TUESDAY_8 = datetime(2026, 11, 24, 14, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _friday():
    with clock.frozen(FRIDAY_1630):
        yield


@pytest.fixture
def sent(sent_by, dana_of_riverton, riverton, lee_liaison, cora_coordinator, drain):
    tta_request = sent_by(dana_of_riverton, riverton, urgency="routine")
    drain()
    return tta_request


@pytest.fixture
def offered(
    sent_by, dana_of_riverton, riverton, best_provider, pat_provider, cora_coordinator, drain
):
    tta_request = sent_by(dana_of_riverton, riverton)
    drain()
    return tta_request


def inbox(person) -> list[str]:
    with acting_atomic(f"user:{person.pk}"):
        rows = Notification.objects.of(person.pk).open().for_inbox()
        return [f"{row.entry.kind}: {row.action}" for row in rows]


def archive(person) -> list[str]:
    with acting_atomic(f"user:{person.pk}"):
        rows = Notification.objects.of(person.pk).archived().for_inbox()
        return [f"{row.entry.kind}: {row.archived_as}" for row in rows]


def mailed(person) -> list[str]:
    return [letter.subject for letter in mail.outbox if letter.to == [person.email]]


def asked(tta_request, act, fresh, by, text="When?"):
    with act(by) as actor:
        pauses.ask(fresh(tta_request), reasons=["missing-detail"], text=text, by=actor)


@pytest.fixture
def question(sent, act, cora_coordinator, fresh, drain):
    with act(cora_coordinator) as by:
        triage.acknowledge(sent, by=by)
    asked(sent, act, fresh, cora_coordinator)
    drain()
    return fresh(sent)


def test_my_inbox_asked_for_an_answer_that_was_given(question, act, dana_of_riverton, fresh, drain):
    assert "ask: answer the question" in inbox(dana_of_riverton)
    with act(dana_of_riverton) as by:
        pauses.answer(fresh(question), reason="On Monday.", by=by)
    drain()
    assert "ask: answer the question" not in inbox(dana_of_riverton)
    assert "ask: done" in archive(dana_of_riverton)


def test_a_colleagues_inbox_asked_for_the_answer_that_i_gave(
    ula_of_riverton, question, act, dana_of_riverton, fresh, drain
):
    assert "ask: answer the question" in inbox(ula_of_riverton)
    with act(dana_of_riverton) as by:
        pauses.answer(fresh(question), reason="On Monday.", by=by)
    drain()
    assert "ask: answer the question" not in inbox(ula_of_riverton)


def test_a_providers_inbox_asked_for_the_answer_it_gave(offered, act, pat_provider, drain):
    assert inbox(pat_provider) == ["offer: answer the offer"]
    with acting_atomic("system:demo"):
        offer = Offer.objects.of_request(offered.pk).for_answer()[0]
    with act(pat_provider) as by:
        offers.accept(offer, lead_name="Lead", no_conflict=True, by=by)
    drain()
    assert inbox(pat_provider) == []


def test_a_coordinators_inbox_kept_clocks_that_were_met(sent, act, cora_coordinator, drain):
    with clock.frozen(TUESDAY_8):
        reminders.run(TUESDAY_8)
        drain()
        assert any(row.startswith("clock-50: acknowledge") for row in inbox(cora_coordinator))
        with act(cora_coordinator) as by:
            triage.acknowledge(sent, by=by)
        drain()
        assert not any(row.endswith(": acknowledge") for row in inbox(cora_coordinator))


def declined_in_bulk(sent, act, cora_coordinator, fresh):
    with act(cora_coordinator) as by:
        done = bulk.decline_all(
            {sent.number: fresh(sent).version},
            reasons=["outside-tta"],
            text="No.",
            alternatives="Ask the state.",
            by=by,
        )
    assert done.left == {}
    return done


def undo(done, act, cora_coordinator):
    with act(cora_coordinator) as by:
        assert bulk.undo(done.done, done.versions, by=by).left == {}


def test_the_site_read_that_its_request_was_declined_and_it_was_a_slip(
    sent, act, cora_coordinator, dana_of_riverton, fresh, drain
):
    with act(cora_coordinator) as by:
        triage.acknowledge(sent, by=by)
    done = declined_in_bulk(sent, act, cora_coordinator, fresh)
    undo(done, act, cora_coordinator)
    drain()
    assert not [row for row in inbox(dana_of_riverton) if row.startswith("decline")]
    assert not [subject for subject in mailed(dana_of_riverton) if "declined" in subject]


def test_the_site_had_mail_of_a_decline_that_was_a_slip_and_no_other(
    sent, act, cora_coordinator, dana_of_riverton, fresh, drain
):
    with act(cora_coordinator) as by:
        triage.acknowledge(sent, by=by)
    done = declined_in_bulk(sent, act, cora_coordinator, fresh)
    drain()
    assert "declined" in mailed(dana_of_riverton)[-1]
    undo(done, act, cora_coordinator)
    drain()
    assert mailed(dana_of_riverton)[-1] == (
        f"{sent.number}: please disregard “read why it was declined and what else can help”"
    )
    assert "decline: undone" in archive(dana_of_riverton)


def test_a_second_look_is_no_slip_and_is_not_corrected(
    sent, act, cora_coordinator, dana_of_riverton, fresh, drain
):
    with act(cora_coordinator) as by:
        triage.acknowledge(sent, by=by)
    declined_in_bulk(sent, act, cora_coordinator, fresh)
    drain()
    with act(dana_of_riverton) as by:
        declines.reopen(fresh(sent), reason="Please look again.", by=by)
    drain()
    assert not [subject for subject in mailed(dana_of_riverton) if "disregard" in subject]
    assert "decline: done" in archive(dana_of_riverton)


def test_a_colleague_was_given_a_request_by_mistake(
    sent, act, cora_coordinator, mona_manager, fresh, drain
):
    with act(cora_coordinator) as by:
        triage.acknowledge(sent, by=by)
        shown = {sent.number: fresh(sent).version}
        done = bulk.reassign_all(shown, to=mona_manager.pk, note="", by=by)
    drain()
    undo(done, act, cora_coordinator)
    drain()
    assert "given: see the request assigned to you" not in inbox(mona_manager)
    assert mailed(mona_manager)[-1].startswith(f"{sent.number}: please disregard")


def test_an_offer_was_withdrawn_and_the_provider_still_had_the_mail(
    offered, act, cora_coordinator, pat_provider, fresh, drain
):
    with act(cora_coordinator) as by:
        triage.recall(fresh(offered), reason="Another is nearer.", by=by)
    drain()
    assert inbox(pat_provider) == ["correction: see where it is now"]
    assert mailed(pat_provider)[-1] == f"{offered.number}: please disregard “answer the offer”"


def test_a_file_was_attached_by_mistake(sent, act, dana_of_riverton, cora_coordinator, drain):
    with act(dana_of_riverton) as by:
        text = intake.check(BytesIO(b"Last week's figures.\n"), "a.txt")
        file = attachments.attach(sent, file=text, description="Last week", by=by)
    drain()
    with act(dana_of_riverton) as by:
        attachments.remove(file, reason="Wrong file.", by=by)
    drain()
    assert "file: see the new file" not in inbox(cora_coordinator)
    assert "disregard" in mailed(cora_coordinator)[-1]


def test_a_coordinator_got_sixteen_mails_in_a_minute(
    sent_by, dana_of_riverton, riverton, lee_liaison, cora_coordinator, mona_manager, drain
):
    """Four requests, two clocks each, and the worker was down from Friday to the Monday after."""
    for _ in range(4):
        sent_by(dana_of_riverton, riverton, urgency="routine")
    drain()
    mail.outbox.clear()
    monday = FRIDAY_1630 + timedelta(days=17)
    with clock.frozen(monday):
        while sum(fired.new for fired in reminders.run(monday)):
            drain()
        drain()
    by_person = {
        person: Counter(subject.partition(":")[0] for subject in mailed(person))
        for person in (cora_coordinator, lee_liaison, mona_manager, dana_of_riverton)
    }
    assert len(by_person[cora_coordinator]) == 4
    for person, numbers in by_person.items():
        for number, mails in numbers.items():
            assert mails == 1 or not number.startswith("PSP-"), (person.name, numbers)
    assert not [letter.subject for letter in mail.outbox if " by " in letter.subject]
    with acting_atomic("system:demo"):  # each step is on record all the same
        clocks = Clock.objects.count()
        steps = Ledger.objects.filter(kind__startswith="clock-", recipient=cora_coordinator)
        assert steps.count() == 3 * clocks


def test_a_step_in_its_own_minute_is_mailed_to_each_it_names(
    sent, cora_coordinator, lee_liaison, drain
):
    with acting_atomic("system:demo"):
        [first] = Clock.objects.filter(request=sent, kind="acknowledge")
    for at in first.rungs[:3]:
        with clock.frozen(at):
            reminders.run(at)
            drain()
    subjects = [subject for subject in mailed(cora_coordinator) if "acknowledge" in subject]
    assert len(subjects) == 3
