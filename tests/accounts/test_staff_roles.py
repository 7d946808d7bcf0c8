"""DOJ roles: proposed by an administrator, approved by a Program Manager, written by the database."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from foundation.accounts import actions
from foundation.accounts.actors import resolve
from foundation.accounts.models import StaffApproval, User
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from foundation.notifications.models import Notification
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, NotAllowed, Refused
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PEOPLE = "/admin/accounts/user/"
NED = {
    "name": "Ned",
    "email": "ned@example.gov",
    "time_zone": "America/Denver",
    "is_active": "on",
}


def proposal() -> StaffApproval:
    with acting_atomic("system:outbox"):
        return StaffApproval.objects.select_related("user").latest("asked_at")


def role_of(user: User) -> str:
    return User.objects.get(pk=user.pk).staff_role


@pytest.fixture
def adam(adam_admin, client_of):
    return client_of(adam_admin)


@pytest.fixture
def proposed(adam) -> StaffApproval:
    """An administrator makes a Program Manager, who is none yet."""
    adam.post(f"{PEOPLE}add/", {**NED, "staff_role": "program-manager"})
    return proposal()


def test_one_administrator_alone_makes_no_program_manager(proposed, adam, adam_admin, act):
    ned = proposed.user
    assert role_of(ned) == ""
    with acting_atomic(f"user:{ned.pk}"):
        assert resolve(ned).everywhere == frozenset()
        with connection.cursor() as cursor:
            cursor.execute("SELECT app_staff_role(), app_sites()")
            assert cursor.fetchone() == ("", [])
    with act(adam_admin) as by, pytest.raises(NotAllowed):
        actions.approve_role(proposed, by=by)
    assert adam.get(f"/approvals/roles/{proposed.pk}/").status_code == 403
    said = adam.get(f"{PEOPLE}{ned.pk}/change/").content.decode()
    assert "Program Manager" in said
    assert "Waiting for a second approval" in said


def test_a_program_manager_approves_and_the_role_is_there(proposed, mona_manager, client_of):
    mona, path = client_of(mona_manager), f"/approvals/roles/{proposed.pk}/"
    assert "Ned" in mona.get("/approvals/").content.decode()
    drain(strict=True)
    assert path in mona.get("/inbox/").content.decode()
    said = mona.get(path).content.decode()
    readers = "Program Managers and administrators can read it."
    for words in ("Ned", "Adam Admin", "Program Manager", "Runs the program", readers):
        assert words in said, words
    assert mona.post(path, {"decision": "decline"}).status_code == 422
    assert mona.post(path, {"decision": "approve"}).status_code == 303
    assert role_of(proposed.user) == "program-manager"
    assert mona.post(path, {"decision": "decline", "reason": "Too late"}).status_code == 409
    lines = SecurityEvent.objects.filter(detail__approval=str(proposed.pk)).order_by("pk")
    kinds = [Kind.APPROVAL_ASKED, Kind.APPROVAL_GIVEN, Kind.ROLE_CHANGED]
    assert [line.kind for line in lines] == kinds
    drain(strict=True)
    with acting_atomic("system:outbox"):
        told = Notification.objects.filter(entry__kind="role-decided")
        assert set(told.values_list("recipient__name", flat=True)) == {"Adam Admin", "Ned"}


def test_a_coordinator_approves_no_role(proposed, cora_coordinator, client_of, act):
    assert client_of(cora_coordinator).get(f"/approvals/roles/{proposed.pk}/").status_code == 403
    assert "Ned" not in client_of(cora_coordinator).get("/approvals/").content.decode()
    with act(cora_coordinator) as by, pytest.raises(NotAllowed):
        actions.approve_role(proposed, by=by)


def test_declining_says_why(proposed, mona_manager, act):
    with act(mona_manager) as by:
        with pytest.raises(InvalidInput, match="Enter a reason"):
            actions.decline_role(proposed, reason="", by=by)
        actions.decline_role(proposed, reason="Not hired", by=by)
        with pytest.raises(Refused, match="Someone else already decided"):
            actions.approve_role(proposed, by=by)
    assert role_of(proposed.user) == ""


def test_a_role_nobody_decides_lapses(adam, mona_manager, act):
    friday = datetime(2026, 11, 27, 18, tzinfo=UTC)
    with clock.frozen(friday):
        adam.post(f"{PEOPLE}add/", {**NED, "staff_role": "analyst"})
        waiting = proposal()
        assert waiting.due_at == datetime(2026, 12, 4, 22, tzinfo=UTC)
        drain(strict=True)
    with clock.frozen(waiting.due_at - timedelta(hours=1)):
        drain(strict=True)
    with clock.frozen(waiting.due_at):
        with act(mona_manager) as by, pytest.raises(Refused, match="deadline"):
            actions.approve_role(waiting, by=by)
        drain(strict=True)
        drain(strict=True)
        with acting_atomic("system:outbox"):
            told = set(
                Notification.objects.values_list("recipient__name", "entry__kind", "entry__step")
            )
    assert proposal().state == "lapsed"
    assert told == {
        ("Mona Manager", "approval", ""),
        ("Mona Manager", "approval", "due"),
        *((name, "role-decided", "") for name in ("Mona Manager", "Adam Admin", "Ned")),
    }


def test_another_proposal_takes_the_place_of_the_first_one(proposed, adam):
    adam.post(f"{PEOPLE}{proposed.user_id}/change/", {**NED, "staff_role": "analyst"})
    with acting_atomic("system:outbox"):
        states = set(StaffApproval.objects.values_list("role", "state"))
    assert states == {("program-manager", "withdrawn"), ("analyst", "waiting")}


def test_an_administrator_withdraws_a_proposal(proposed, adam):
    form = {"action": "withdraw", "_selected_action": str(proposed.pk)}
    assert adam.post("/admin/accounts/staffapproval/", form).status_code == 302
    assert proposal().state == "withdrawn"


def test_a_role_is_taken_away_at_once(adam, cora_coordinator):
    values = {
        "name": "Cora",
        "email": cora_coordinator.email,
        "time_zone": "UTC",
        "is_active": "on",
    }
    adam.post(f"{PEOPLE}{cora_coordinator.pk}/change/", {**values, "staff_role": ""})
    assert role_of(cora_coordinator) == ""


@pytest.mark.parametrize("how", ["another address", "opened again", "another role"])
def test_an_account_with_a_role_does_not_change_hands(how, adam, mona_manager):
    """A reader of the new address's mail, or one who opens the account again, would have the role alone."""
    values = {"name": "Mona", "email": mona_manager.email, "time_zone": "UTC", "is_active": "on"}
    role, kept = "program-manager", ""
    if how == "another address":
        values["email"] = "adam2@example.gov"
    elif how == "opened again":
        User.objects.filter(pk=mona_manager.pk).update(is_active=False)
    else:
        role, kept = "administrator", "program-manager"
    adam.post(f"{PEOPLE}{mona_manager.pk}/change/", {**values, "staff_role": role})
    assert role_of(mona_manager) == kept
    ended = SecurityEvent.objects.filter(kind=Kind.ROLE_CHANGED, detail__person=mona_manager.pk)
    assert ended.exists() == (not kept)
    assert (proposal().role, proposal().state) == (role, "waiting")


def test_a_name_changes_without_approval(adam, mona_manager):
    values = {"name": "Mona M.", "email": mona_manager.email, "time_zone": "UTC"}
    form = {**values, "is_active": "on", "staff_role": "program-manager"}
    assert adam.post(f"{PEOPLE}{mona_manager.pk}/change/", form).status_code == 302
    assert User.objects.get(pk=mona_manager.pk).name == "Mona M."
    assert role_of(mona_manager) == "program-manager"


# What a connection of the portal's own role can write, whatever the code above it does.


@pytest.mark.parametrize(
    "who", ["user:{adam}", "user:{mona}", "system:outbox", "system:accounts", ""]
)
def test_no_statement_of_the_portals_writes_a_role(who, adam_admin, mona_manager):
    ned = UserFactory(name="Ned", is_demo=False)
    actor = who.format(adam=adam_admin.pk, mona=mona_manager.pk)
    statements = [
        ("UPDATE accounts_user SET staff_role = 'program-manager' WHERE id = %s", ned.pk),
        ("UPDATE accounts_user SET email = 'x@example.gov' WHERE id = %s", mona_manager.pk),
    ]
    for sql, pk in statements:
        if who == "user:{mona}" and pk == mona_manager.pk:
            continue  # One's own address is one's own.
        acting_as = acting_atomic(actor) if actor else transaction.atomic()
        with pytest.raises(IntegrityError), acting_as, connection.cursor() as cursor:
            cursor.execute(sql, [pk])


def test_the_database_takes_a_decision_from_another_managers_transaction_only(
    proposed, adam_admin, mona_manager
):
    pk = str(proposed.pk)
    approve = (
        "UPDATE accounts_staffapproval SET state = 'approved', decided_at = now(), decided_as = %s,"
        " decided_by_id = %s WHERE id = %s"
    )
    forged = [
        (f"user:{adam_admin.pk}", [f"user:{adam_admin.pk}", adam_admin.pk, pk]),
        (f"user:{adam_admin.pk}", [f"user:{mona_manager.pk}", mona_manager.pk, pk]),
        ("system:outbox", ["system:outbox", None, pk]),
        (f"user:{mona_manager.pk}", [f"user:{mona_manager.pk}", adam_admin.pk, pk]),
    ]
    for actor, values in forged:
        with (
            pytest.raises(IntegrityError),
            acting_atomic(actor),
            connection.cursor() as cursor,
        ):
            cursor.execute(approve, values)
    assert role_of(proposed.user) == ""


# Commands of the operators


def create(*arguments: str) -> str:
    out = StringIO()
    call_command("create_admin", *arguments, stdout=out)
    return out.getvalue()


def test_the_first_program_manager_is_made_on_the_server():
    assert "Pam: Program Manager." in create("--program-manager", "pam@agency.gov", "Pam")
    pam = User.objects.get(email="pam@agency.gov")
    assert pam.staff_role == "program-manager"
    line = SecurityEvent.objects.get(kind=Kind.ROLE_CHANGED)
    assert (line.principal, line.detail["person"]) == ("system:accounts", pam.pk)


@pytest.mark.parametrize(
    ("flag", "role"), [("--program-manager", "program-manager"), ("", "administrator")]
)
def test_the_second_one_waits_for_approval(flag, role, act):
    arguments = [flag] if flag else []
    create("--program-manager", "pam@agency.gov", "Pam")
    create("ada@agency.gov", "Ada")
    assert "once a Program Manager approves" in create(*arguments, "sue@agency.gov", "Sue")
    sue = User.objects.get(email="sue@agency.gov")
    assert sue.staff_role == ""
    with act(User.objects.get(email="pam@agency.gov")) as pam:
        actions.approve_role(proposal(), by=pam)
    assert role_of(sue) == role


def test_a_manager_who_is_shut_out_holds_the_role_no_more():
    create("--program-manager", "pam@agency.gov", "Pam")
    User.objects.filter(email="pam@agency.gov").update(is_active=False)
    create("--program-manager", "sue@agency.gov", "Sue")
    assert User.objects.get(email="sue@agency.gov").staff_role == "program-manager"
