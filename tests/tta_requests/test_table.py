"""Every row of the transition table, reached and refused: the cases are made from the table itself."""

from datetime import timedelta

import pytest

from foundation.accounts.actors import Actor
from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.tenancy.context import acting, acting_atomic
from foundation.workflow.errors import InvalidInput, NotAllowed, Refused
from foundation.workflow.transition import BACK
from tta_requests.actions.transitions import locked, move
from tta_requests.enums import LIFECYCLE, PAUSED_STATUSES, Status
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db

ROWS = [(row, source) for row in LIFECYCLE.rows for source in row.starts_from()]
TAKERS = {
    P.REQUEST_SUBMIT: "dana_of_riverton",
    P.REQUEST_WITHDRAW: "dana_of_riverton",
    P.REQUEST_TRIAGE: "lee_liaison",
    P.REQUEST_ASSIGN: "cora_coordinator",
    P.REQUEST_CONFIRM_OFFER: "cora_coordinator",
    P.REQUEST_DECLINE: "mona_manager",
    P.REQUEST_REOPEN: "dana_of_riverton",
    P.OFFER_ANSWER: "pat_provider",
    P.SCOPE_SIGN: "dana_of_riverton",
    P.DELIVERY_REPORT: "pat_provider",
    P.DELIVERY_CONFIRM: "dana_of_riverton",
}
SYSTEM = Actor.system("outbox")
# What the action of the row writes with it.
NEEDED = {"submit": {"submitted_at"}}


def test_no_step_leads_back_to_a_draft():
    """So a timeline needn't ask whether the request of a step is one."""
    assert Status.DRAFT not in {row.target for row in LIFECYCLE.rows}
    back_to = {
        source for row in LIFECYCLE.rows if row.target in PAUSED_STATUSES for source in row.sources
    }
    assert back_to
    assert Status.DRAFT not in back_to


def name_of(case):
    return f"{case[0].name}-from-{case[1]}" if isinstance(case, tuple) else None


@pytest.fixture
def take(act, request):
    """Take a row as whoever the table lets, as the portal where it lets nobody else."""

    def step(row, target, *, who=""):
        who = who or TAKERS.get(row.permission, "")
        changes = {name: clock.now() for name in NEEDED.get(row.name, ())}
        if not who:
            with acting_atomic("system:outbox"):
                return move(locked(target.pk), row.name, "Done", by=SYSTEM, reason="So.", **changes)
        with act(request.getfixturevalue(who)) as by, acting("system:offers"):
            return move(locked(target.pk), row.name, "Done", by=by, reason="So.", **changes)

    return step


def status_of(target):
    with acting_atomic("system:demo"):
        return TTARequest.objects.get(pk=target.pk).status


def leave_alone(row, target):
    """Close the accounts of the provider's people, where the row is for work without anybody."""
    if row.guard == "is_left_alone":
        with acting_atomic("system:demo"):
            User.objects.filter(organization_id=target.provider_id).update(is_active=False)


@pytest.mark.parametrize("case", ROWS, ids=name_of)
def test_the_row_leads_where_the_table_says(case, put_in, take):
    row, source = case
    asked = put_in(source)
    with acting_atomic("system:demo"):
        if row.guard == "is_signed_by_both":
            TTARequest.objects.filter(pk=asked.pk).update(scope_signed_at=clock.now())
    leave_alone(row, asked)
    take(row, asked)
    assert status_of(asked) == (Status.TRIAGE if row.target == BACK else row.target)


@pytest.mark.parametrize("case", [c for c in ROWS if c[0].permission], ids=name_of)
@pytest.mark.parametrize("who", ["ana_analyst", "mayor_of_riverton"])
def test_a_role_without_the_permission_is_refused(case, who, put_in, take, request):
    row, source = case
    request.getfixturevalue(who)
    asked = put_in(source)
    with pytest.raises(NotAllowed):
        take(row, asked, who=who)
    assert status_of(asked) == source


@pytest.mark.parametrize("row", LIFECYCLE.rows, ids=lambda row: row.name)
def test_no_other_state_lets_the_row_through(row, put_in, take):
    named = {source for each, source in ROWS if each.name == row.name}
    for source in set(Status.values) - named:
        asked = put_in(source)
        with pytest.raises(Refused, match="while its status is"):
            take(row, asked)
        assert status_of(asked) == source


@pytest.mark.parametrize(
    "row", [r for r in LIFECYCLE.rows if r.reason_required], ids=lambda row: row.name
)
def test_a_row_that_wants_a_reason_gets_one(row, put_in, act, request):
    asked = put_in(row.starts_from()[0])
    leave_alone(row, asked)
    with (
        act(request.getfixturevalue(TAKERS[row.permission])) as by,
        acting("system:offers"),
        pytest.raises(InvalidInput) as refusal,
    ):
        move(locked(asked.pk), row.name, "Done", by=by, reason="  ")
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("paused", PAUSED_STATUSES)
@pytest.mark.parametrize("source", ["triage", "matching", "scoping"])
def test_a_pause_ends_where_it_began(paused, source, put_in, take):
    begins = {row.target: row for row in LIFECYCLE.rows if row.remembers}[paused]
    ends = next(r for r in LIFECYCLE.rows if r.target == BACK and paused in r.starts_from())
    asked = put_in(source)
    take(begins, asked)
    take(ends, asked)
    assert status_of(asked) == source


def test_every_step_moves_the_version_and_the_time(put_in, take):
    asked = put_in("triage")
    row = LIFECYCLE.find("match", "triage")
    with clock.frozen(clock.now() + timedelta(hours=1)) as later:
        moved = take(row, asked)
    assert (moved.version, moved.status_since) == (asked.version + 1, later)


@pytest.mark.parametrize(
    ("step", "status", "changes", "sentence"),
    [
        ("schedule", "scoping", {}, "both sign the scope first"),
        (
            "reopen",
            "closed",
            {"reopen_until": None},
            "deadline to ask for a second look has passed",
        ),
        ("decline", "on-hold", {"returns_to": "scoping"}, "has this request"),
    ],
)
def test_a_guard_says_why_not(step, status, changes, sentence, put_in, act, request):
    more = {"returns_to": changes["returns_to"]} if "returns_to" in changes else {}
    asked = put_in(status, **more)
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=asked.pk).update(**changes)
    row = LIFECYCLE.find(step, status)
    with (
        act(request.getfixturevalue(TAKERS[row.permission])) as by,
        pytest.raises(Refused, match=sentence),
    ):
        move(locked(asked.pk), step, "Done", by=by, reason="So.")


def test_another_provider_does_not_report_the_work(put_in, act, sam_provider):
    asked = put_in("in-delivery")
    with (
        act(sam_provider) as by,
        acting("system:offers"),
        pytest.raises(Refused, match="Only the provider"),
    ):
        move(locked(asked.pk), "deliver", "Done", by=by, reason="So.")
