"""Steps of a summit: gates, guards, reasons, versions, and who may take them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, NotAllowed, Refused, StaleEdit
from summits import policies
from summits.actions import gates, grants, summits
from summits.enums import LIFECYCLE, GateKind, GrantRole, StepKind
from summits.errors import (
    AlreadyGranted,
    ManagersOnly,
    NotAPerson,
    NotYourSummit,
    SlugTaken,
    UnlikelyDays,
)
from summits.models import Gate, Grant, Summit, SummitStep
from tests.summits.conftest import FACTS, now, version_of

ON = date(2026, 1, 5)


def gate(summit, kind) -> Gate:
    with acting_atomic("system:demo"):
        return Gate.objects.get(summit=summit, kind=kind)


def test_planning_sets_deadlines_by_the_lead_times(summit):
    due = {kind: gate(summit, kind).due_on for kind in GateKind}
    assert due == {
        "concept": date(2026, 6, 12),
        "conference": date(2026, 12, 2),
        "registration": date(2026, 12, 9),
        "agenda": date(2027, 1, 23),
    }


def test_deadlines_that_wait_move_with_the_first_day(summit, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        gates.passed(summit, GateKind.CONCEPT, on=ON, version=1, by=by)
        days = {"starts_on": date(2027, 3, 16), "ends_on": date(2027, 3, 18)}
        summits.change(summit, version=2, values=days, by=by)
    assert gate(summit, GateKind.CONCEPT).due_on == date(2026, 6, 12)
    assert gate(summit, GateKind.AGENDA).due_on == date(2027, 1, 30)


def test_a_summit_is_approved_after_both_approvals(summit, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        gates.passed(summit, GateKind.CONCEPT, on=ON, version=1, by=by)
        with pytest.raises(Refused, match="Record the conference approval first"):
            summits.take(summit, "approve", version=2, by=by)
        gates.passed(summit, GateKind.CONFERENCE, on=ON, note="DOJ 2026-17", version=2, by=by)
        assert summits.take(summit, "approve", version=3, by=by).status == "approved"
        said = SummitStep.objects.of_summit(summit.pk).values_list("step", "reason")
        assert list(said)[:2] == [("approve", ""), ("passed", "DOJ 2026-17")]


def test_registration_needs_a_place_or_a_virtual_summit(
    acting_as, lead_times, mona_manager, approve
):
    with acting_as(mona_manager) as by:
        planned = summits.plan(**FACTS | {"venue": ""}, by=by)
    approve(planned)
    with acting_as(mona_manager) as by:
        with pytest.raises(Refused, match="Enter the city and the venue first"):
            summits.take(planned, "open-registration", version=version_of(planned), by=by)
        summits.take(planned, "go-virtual", reason="Budget.", version=version_of(planned), by=by)
        after = summits.take(planned, "open-registration", version=version_of(planned), by=by)
    assert (after.status, after.format) == ("registration-open", "virtual")
    assert gate(planned, GateKind.REGISTRATION).done_on is not None


def test_it_goes_live_on_its_first_day_where_it_is(summit, approve, acting_as, mona_manager):
    approve(summit, "open-registration", "lock-agenda")
    eve = datetime(2027, 3, 9, 4, 59, tzinfo=UTC)  # a minute before midnight in New York
    with acting_as(mona_manager) as by:
        with clock.frozen(eve), pytest.raises(Refused, match="can start on Mar 9, 2027"):
            summits.take(summit, "start", version=version_of(summit), by=by)
        with clock.frozen(eve + timedelta(minutes=1)):
            live = summits.take(summit, "start", version=version_of(summit), by=by)
            with pytest.raises(Refused, match="on the last day, Mar 11, 2027"):
                summits.take(summit, "wrap-up", version=live.version, by=by)
        with clock.frozen(datetime(2027, 3, 11, 22, tzinfo=UTC)):
            summits.take(summit, "wrap-up", version=live.version, by=by)
            summits.take(summit, "archive", version=live.version + 1, by=by)
            with pytest.raises(Refused, match="over or canceled"):
                summits.change(summit, version=live.version + 2, values={"city": "X"}, by=by)


def test_unlocking_the_agenda_needs_a_reason_and_opens_its_deadline(
    summit, approve, acting_as, mona_manager
):
    approve(summit, "open-registration", "lock-agenda")
    assert gate(summit, GateKind.AGENDA).done_on
    with acting_as(mona_manager) as by:
        with pytest.raises(InvalidInput, match="Enter a reason"):
            summits.take(summit, "unlock-agenda", version=version_of(summit), by=by)
        summits.take(summit, "unlock-agenda", reason="New room.", version=version_of(summit), by=by)
    assert gate(summit, GateKind.AGENDA).done_on is None


def test_a_canceled_summit_stays_canceled(summit, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        gone = summits.take(summit, "cancel", reason="Travel ban.", version=1, by=by)
        for step in {row.name for row in LIFECYCLE.rows}:
            with pytest.raises(Refused):
                summits.take(summit, step, reason="Again.", version=gone.version, by=by)


def test_a_step_on_another_version_is_refused(summit, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        summits.change(summit, version=1, values={"theme": "Together"}, by=by)
        with pytest.raises(StaleEdit):
            summits.take(summit, "cancel", reason="No.", version=1, by=by)


def test_only_managers_plan_and_decide(summit, acting_as, cora_coordinator, dana_of_riverton):
    for person in (cora_coordinator, dana_of_riverton):
        with acting_as(person) as by:
            with pytest.raises(ManagersOnly):
                summits.plan(**FACTS | {"slug": "2028"}, by=by)
            with pytest.raises(NotAllowed):
                summits.take(summit, "cancel", reason="No.", version=1, by=by)
            with pytest.raises(ManagersOnly):
                gates.passed(summit, GateKind.CONCEPT, on=ON, version=1, by=by)
            with pytest.raises(ManagersOnly):
                grants.give(summit, email=person.email, role=GrantRole.ORGANIZER, by=by)


def test_a_slug_is_taken_once(summit, acting_as, mona_manager):
    with acting_as(mona_manager) as by, pytest.raises(SlugTaken):
        summits.plan(**FACTS, by=by)


def test_days_are_checked(lead_times, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        for last in (date(2027, 3, 8), date(2027, 3, 19)):
            with pytest.raises(UnlikelyDays):
                summits.plan(**FACTS | {"ends_on": last}, by=by)


def test_an_approval_is_recorded_once_on_a_day_that_has_come(summit, acting_as, mona_manager):
    with acting_as(mona_manager) as by:
        with pytest.raises(UnlikelyDays):
            gates.file(summit, GateKind.CONCEPT, on=date(2040, 1, 1), version=1, by=by)
        gates.file(summit, GateKind.CONCEPT, on=ON, version=1, by=by)
        with pytest.raises(UnlikelyDays, match="It was filed on Jan 5, 2026"):
            gates.passed(summit, GateKind.CONCEPT, on=date(2026, 1, 4), version=2, by=by)
        gates.passed(summit, GateKind.CONCEPT, on=ON, version=2, by=by)
        with pytest.raises(Refused, match="recorded already"):
            gates.passed(summit, GateKind.CONCEPT, on=ON, version=3, by=by)
        with pytest.raises(Refused, match="recorded by its step"):
            gates.passed(summit, GateKind.AGENDA, on=ON, version=3, by=by)


def test_an_approval_is_given_up_to_today_where_the_summit_is(summit, acting_as, mona_manager):
    today = date(2026, 12, 1)
    with (
        clock.frozen(datetime(2026, 12, 2, 3, tzinfo=UTC)),  # Tuesday, 10 pm in New York
        acting_as(mona_manager) as by,
    ):
        for act in (gates.file, gates.passed):
            with pytest.raises(UnlikelyDays, match="Enter today or an earlier day"):
                act(summit, GateKind.CONCEPT, on=today + timedelta(days=1), version=1, by=by)
        gates.file(summit, GateKind.CONCEPT, on=today, version=1, by=by)
        gates.passed(summit, GateKind.CONCEPT, on=today, version=2, by=by)
    approved = gate(summit, GateKind.CONCEPT)
    assert (approved.filed_on, approved.done_on) == (today, today)


def test_managers_change_the_due_day_of_a_gate_that_waits(
    summit, acting_as, mona_manager, cora_coordinator
):
    first, day_before = FACTS["starts_on"], FACTS["starts_on"] - timedelta(days=1)
    said = {"reason": "The hall is late."}
    with acting_as(cora_coordinator) as by, pytest.raises(ManagersOnly):
        gates.redate(summit, GateKind.CONCEPT, to=day_before, version=1, by=by, **said)
    with acting_as(mona_manager) as by:
        with pytest.raises(UnlikelyDays, match="before the summit begins"):
            gates.redate(summit, GateKind.CONCEPT, to=first, version=1, by=by, **said)
        gates.redate(summit, GateKind.CONCEPT, to=day_before, version=1, by=by, **said)
        step = SummitStep.objects.of_summit(summit.pk).first()
        assert (step.step, step.reason) == (StepKind.REDATED, "The hall is late.")
        assert gate(summit, GateKind.CONCEPT).due_on == day_before
        gates.passed(summit, GateKind.CONCEPT, on=ON, version=2, by=by)
        with pytest.raises(Refused, match="recorded already"):
            gates.redate(summit, GateKind.CONCEPT, to=ON, version=3, by=by, **said)


def test_an_organizer_has_power_at_one_summit_from_grant_to_end(
    summit, approve, acting_as, mona_manager, dana_of_riverton, lead_times
):
    approve(summit, "open-registration")
    with acting_as(mona_manager) as by:
        other = summits.plan(**FACTS | {"slug": "2028"}, by=by)
        given = grants.give(summit, email=dana_of_riverton.email, role=GrantRole.ORGANIZER, by=by)
        with pytest.raises(AlreadyGranted):
            grants.give(summit, email=dana_of_riverton.email, role=GrantRole.ORGANIZER, by=by)
        with pytest.raises(NotAPerson):
            grants.give(summit, email="no@example.org", role=GrantRole.SPEAKER, by=by)
    with acting_as(dana_of_riverton) as by:
        offered = {row.name for row, _said in policies.steps_open_to(by, summit)}
        assert offered == set() or "cancel" not in offered
        summits.change(summit, version=version_of(summit), values={"theme": "Hello"}, by=by)
        summits.take(summit, "lock-agenda", version=version_of(summit), by=by)
        with pytest.raises(NotAllowed):
            summits.take(summit, "cancel", reason="No.", version=version_of(summit), by=by)
        with pytest.raises(NotYourSummit):
            summits.change(other, version=1, values={"theme": "Hello"}, by=by)
        with pytest.raises(ManagersOnly):
            grants.give(summit, email=dana_of_riverton.email, role=GrantRole.SPEAKER, by=by)
    with acting_as(mona_manager) as by:
        grants.end(given, by=by)
    with acting_as(dana_of_riverton) as by, pytest.raises(NotYourSummit):
        summits.change(summit, version=version_of(summit), values={"theme": "Bye"}, by=by)


def test_a_grant_ends_with_its_last_day_where_the_summit_is(
    summit, acting_as, mona_manager, dana_of_riverton
):
    with clock.frozen(datetime(2027, 1, 4, 15, tzinfo=UTC)), acting_as(mona_manager) as by:
        last = date(2027, 1, 31)
        grants.give(
            summit, email=dana_of_riverton.email, role=GrantRole.ORGANIZER, last_day=last, by=by
        )
    midnight = datetime(2027, 2, 1, 5, tzinfo=UTC)  # in New York
    for moment, held in ((midnight - timedelta(seconds=1), True), (midnight, False)):
        with clock.frozen(moment), acting_as(dana_of_riverton) as by:
            assert policies.can_organize(by, summit) is held


def test_rows_of_a_summit_cannot_be_written_without_its_powers(summit, acting_as, dana_of_riverton):
    """The database refuses what no action would do."""
    with acting_as(dana_of_riverton):
        assert Summit.objects.filter(pk=summit.pk).update(city="Elsewhere") == 0
        assert Gate.objects.filter(summit=summit).update(done_on=ON) == 0
        assert Grant.objects.count() == 0
    assert now(summit).city == "Example Harbor"


def test_every_step_of_the_table_has_a_word_in_the_history():
    assert {row.name for row in LIFECYCLE.rows} <= set(StepKind.values)
