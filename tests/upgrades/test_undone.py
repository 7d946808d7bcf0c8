"""What an older commit left undone is done by the code of today: names that are stored still mean something."""

import json
import shutil

import pytest

from foundation.notifications.schedules import before_or_after
from psp_portal.settings.env import INSECURE_KEY
from tests.upgrades.conftest import HERE
from tests.upgrades.test_upgrade import spoiled
from tta_requests.reminders.commitments import COMMITMENT_DAYS, DELIVERABLE_DAYS

pytestmark = pytest.mark.slow

COMMIT = "a5a7705"
UNGATED = "12cdff4"
# Written by that commit; kinds of work that are still named as they were, or by an alias.
WAITING = "SELECT id, kind FROM outbox_message WHERE state = 'queued'"
# How often a kind was tried and what became of it; two kinds may leave work of the same kind behind.
BECAME = "SELECT id, state, attempts, last_error FROM outbox_message"
REMINDED = "SELECT kind, count(*) FROM notifications_ledger WHERE kind = ANY(%s) GROUP BY kind"
STEPS = "SELECT key, step FROM notifications_ledger WHERE kind = 'commitment'"
# Kinds that commit had under no name.
LATER_KINDS = {"engagement-update-overdue", "scope-unsigned", "sustainability-plan"}
# Deliverables got days of their own later.
DELIVERED = {name for name, _ in before_or_after(DELIVERABLE_DAYS.default)}
LATER_STEPS = DELIVERED - {name for name, _ in before_or_after(COMMITMENT_DAYS.default)}


@pytest.fixture(scope="module")
def worked(cluster, upgrade):
    """A copy of that database, and the kinds of its undone rows by id."""
    name = spoiled(cluster, "worked", upgrade(COMMIT))
    # The worker stands on a day to come, which production's hold on the time would refuse.
    cluster.ask("psp_owner", name, "DELETE FROM tenancy_enforcement")
    return name, dict(cluster.ask("psp_backup", name, WAITING))


@pytest.fixture(scope="module")
def told(cluster, worked):
    """What the worker and the pages of today made of it."""
    name, _ = worked
    shutil.copytree(HERE / COMMIT / "files", cluster.home / name / "files")
    return walked(cluster, name)


def walked(cluster, name):
    """Have today's worker and pages do what waits in a database; return what they say."""
    changes = {
        "PSP_ENV": "test",
        "PSP_HOME": str(cluster.home / name),
        "SECRET_KEY": INSECURE_KEY,  # with which the dump's places in lists are signed
        "DJANGO_SETTINGS_MODULE": "psp_portal.settings",
    }
    said = cluster.program(name, "-m", "tests.upgrades.walk", **changes)
    return json.loads(said.splitlines()[-1])


def test_the_dump_holds_work_of_every_kind(worked):
    _, waiting = worked
    assert len(set(waiting.values())) == 47
    assert len(waiting) > 100


def test_every_row_of_the_outbox_is_done(cluster, worked, told):
    assert_done(cluster, *worked)


def test_notices_and_clocks_without_gates_are_done(cluster, upgrade):
    name = spoiled(cluster, "ungated", upgrade(UNGATED))
    cluster.ask("psp_owner", name, "DELETE FROM tenancy_enforcement")
    waiting = dict(cluster.ask("psp_backup", name, WAITING))
    assert list(waiting.values()).count("notifications.send_mail") == 12
    assert list(waiting.values()).count("tta_requests.escalate") == 32
    walked(cluster, name)
    assert_done(cluster, name, waiting)


def assert_done(cluster, name, waiting):
    became = {row: rest for row, *rest in cluster.ask("psp_backup", name, BECAME)}
    left = {waiting[row]: became[row] for row in waiting if became[row][0] != "done"}
    assert left == {}
    # Nothing that came of it fails either.
    assert [rest for rest in became.values() if rest[0] == "dead" or (rest[1] and rest[2])] == []


def test_its_mail_is_sent(cluster, told):
    mails = list((cluster.home / "worked" / "mail").glob("*"))
    assert sum("Message-ID:" in mail.read_text() for mail in mails) > 0


def test_exports_that_were_begun_are_finished(told):
    ended = {
        (each["what"], each["state"], each["status"], *each["errors"]) for each in told["exports"]
    }
    assert ended == {(what, "done", 200) for what in ("requests", "caseload", "updates")}
    for each in told["exports"]:
        # No row twice; requests that were imported since may have come.
        assert each["rows"] == each["different"] >= each["of"] > 0


def test_imports_that_were_begun_are_finished(told):
    begun = [each for each in told["imports"] if each["of"]]
    assert {each["what"] for each in begun} == {"requests", "contacts", "rosters"}
    assert [each for each in begun if each["taken"] != each["of"]] == []
    # And the one that waits for its owner is still theirs to begin.
    assert [each["name"] for each in told["imports"] if not each["of"]] == ["later.csv"]
    assert {each["status"] for each in told["imports"]} == {200}


def test_saved_views_open(told):
    assert {each["name"] for each in told["views"]} == {
        "In triage", "Reviews in Example City", "Inbox", "Log of Example City", "My sites",
        "Late contacts", "Being delivered",
    }  # fmt: skip
    for each in told["views"]:
        assert each["status"] == each["form"] == 200
        assert each["named"]
        assert each["shared"]
        # Its filters are still understood: fewer rows than the list has without them.
        assert not each["narrows"] or each["rows"] < each["of"], each


def test_nobody_is_reminded_twice(cluster, upgrade, worked, told):
    """The ledger knows a reminder by its kind: under a new name it would go out to everybody again."""
    kinds = list(told["reminders"])
    before = dict(cluster.ask("psp_backup", upgrade(COMMIT), REMINDED, [kinds]))
    assert {"commitment", "contact-unverified", "engagement-milestone"} < set(before)
    fired = {kind: fired for kind, fired in told["reminders"].items() if fired != [0, ""]}
    assert fired.keys() <= {"commitment", *LATER_KINDS}
    assert not any(error for _, error in fired.values())
    sent = set(cluster.ask("psp_backup", upgrade(COMMIT), STEPS))
    again = set(cluster.ask("psp_backup", worked[0], STEPS)) - sent
    assert {step for _, step in again} <= LATER_STEPS
