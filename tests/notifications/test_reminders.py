import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from foundation import outbox
from foundation.calendars import clock
from foundation.notifications import actions, reminders, tasks
from foundation.notifications.models import Ledger
from foundation.notifications.reminders import Reminder
from foundation.outbox.models import Message
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic, principal
from tests.factories.accounts import UserFactory
from tests.notifications.conftest import NOW, written
from tests.together import at_once

pytestmark = pytest.mark.django_db


def test_what_is_due_reaches_each_person_in_the_inbox_and_by_mail(planted, due_of):
    lee, mona = UserFactory(), UserFactory()
    planted.says = [due_of(lee, mona)]
    assert reminders.run(NOW) == [reminders.Fired("planted", 2)]
    drain(strict=True)
    assert written() == (2, 2)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted([lee.email, mona.email])


def test_the_same_instant_twice_fires_once(planted, due_of):
    planted.says = [due_of(UserFactory())]
    fired = [reminders.run(NOW)[0] for _ in range(2)]
    assert fired == [reminders.Fired("planted", 1), reminders.Fired("planted", 0)]
    drain(strict=True)
    assert (written(), len(mail.outbox)) == ((1, 1), 1)


def test_each_step_of_a_ladder_fires_once(planted, due_of):
    lee = UserFactory()
    planted.says = [due_of(lee, step="80"), due_of(lee, step="100")]
    reminders.run(NOW)
    reminders.run(NOW)
    assert written() == (2, 2)


def test_the_same_thing_named_twice_in_a_run_fires_once(planted, due_of):
    lee = UserFactory()
    planted.says = [due_of(lee, lee), due_of(lee)]
    assert reminders.run(NOW)[0].new == 1


def test_a_person_who_joins_later_is_told_then(planted, due_of):
    planted.says = [due_of(UserFactory())]
    reminders.run(NOW)
    planted.says = [due_of(*planted.says[0].recipients, UserFactory())]
    assert reminders.run(NOW)[0].new == 1


def test_a_crash_between_ledger_and_mail_leaves_nothing_and_the_next_run_fires(
    planted, due_of, monkeypatch
):
    planted.says = [due_of(UserFactory())]

    def crash(*args, **kwargs):
        raise RuntimeError("power cut")

    with monkeypatch.context() as broken:
        broken.setattr(outbox, "emit_many", crash)
        assert reminders.run(NOW) == [reminders.Fired("planted", 0, "RuntimeError")]
    assert (written(), Message.objects.count()) == ((0, 0), 0)
    assert reminders.run(NOW)[0].new == 1
    drain(strict=True)
    assert (written(), len(mail.outbox)) == ((1, 1), 1)


def test_a_crash_between_batches_costs_nothing_that_was_fired(planted, due_of, monkeypatch):
    lee = UserFactory()
    planted.says = [due_of(lee, key=f"r{n}") for n in range(5)]
    real, calls = actions.fire, []

    def dies_in_the_second_batch(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("killed")
        return real(*args, **kwargs)

    with monkeypatch.context() as broken:
        broken.setattr(actions, "fire", dies_in_the_second_batch)
        assert reminders.run(NOW, batch=2)[0].new == 2
    assert reminders.run(NOW, batch=2)[0].new == 3
    assert written() == (5, 5)


def test_a_redelivered_mail_job_sends_once(planted, due_of):
    planted.says = [due_of(UserFactory())]
    reminders.run(NOW)
    drain(strict=True)
    Message.objects.update(state="queued", done_at=None)
    drain(strict=True)
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_two_runners_at_once_fire_once(planted, due_of):
    lee, mona = UserFactory(), UserFactory()
    planted.says = [due_of(lee, mona, key=f"r{n}") for n in range(20)]

    def runner(meet):
        meet()
        return reminders.run(NOW, batch=3)[0]

    fired = at_once(runner, runner)
    assert sum(result.new for result in fired) == 40
    assert [result.error for result in fired] == ["", ""]
    assert (*written(), Message.objects.count()) == (40, 40, 40)


def test_a_batch_takes_the_same_statements_at_any_size(planted, due_of, django_assert_num_queries):
    people = UserFactory.create_batch(30)
    for count in (1, 30):
        planted.says = [due_of(*people[:count], key=f"of-{count}")]
        with acting_atomic("system:reminders"), django_assert_num_queries(8):
            actions.fire("planted", planted.says, at=NOW)


def test_a_long_sentence_is_cut_and_stops_nothing(planted, due_of):
    planted.says = [due_of(UserFactory(), private=False, subject_line="x" * 500, why="y" * 500)]
    assert reminders.run(NOW) == [reminders.Fired("planted", 1)]


def test_a_kind_that_fails_does_not_hold_up_the_others(planted, due_of, caplog):
    class Broken(Reminder):
        slug = "broken"

        def due(self, now):
            raise LookupError

    planted.says = [due_of(UserFactory())]
    with caplog.at_level("CRITICAL"):
        assert reminders.run(NOW) == [
            reminders.Fired("broken", 0, "LookupError"),
            reminders.Fired("planted", 1),
        ]
        with pytest.raises(tasks.RemindersFailed, match="broken"):
            tasks.run()


def test_a_kind_reads_as_the_reminders_and_at_the_named_instant(planted):
    seen = []

    def due(self, now):
        seen.append((principal(), now, clock.now()))
        return []

    planted.due = due
    later = NOW + timedelta(days=3)
    reminders.run(later)
    assert seen == [("system:reminders", later, later)]


def test_two_kinds_cannot_share_a_slug(planted):
    with pytest.raises(ValueError, match="already declared"):
        type("Other", (Reminder,), {"slug": "planted", "__doc__": "Another."})


def test_the_command_takes_an_instant_and_prints_json(planted, due_of):
    planted.says = [due_of(UserFactory())]
    out = StringIO()
    call_command("run_reminders", "--now", "2026-12-01T09:00:00-06:00", "--json", stdout=out)
    assert json.loads(out.getvalue()) == [{"slug": "planted", "new": 1, "error": ""}]
    with acting_atomic("system:outbox"):
        assert Ledger.objects.get().fired_at == datetime(2026, 12, 1, 15, tzinfo=UTC)
    assert drain(strict=True).done == 1


@pytest.mark.parametrize("text", ["tomorrow", "2026-13-01T00:00:00Z"])
def test_the_command_refuses_what_is_no_instant(planted, text):
    with pytest.raises(CommandError, match="isn't a valid time"):
        call_command("run_reminders", "--now", text)
