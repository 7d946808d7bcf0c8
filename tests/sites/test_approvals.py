"""Seats that read federal items: proposed by one person, approved by another, and nothing before."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from foundation.accounts.actors import Actor, resolve
from foundation.accounts.enums import ApprovalState
from foundation.accounts.models import User
from foundation.accounts.roles import ROLES, SITE_ROLES, needs_approval
from foundation.audit.enums import Kind
from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from foundation.notifications.models import Notification
from foundation.outbox.worker import drain
from foundation.tenancy.context import acting_atomic
from foundation.workflow.errors import InvalidInput, Refused
from sites.actions import approvals, invitations, seats
from sites.errors import InvitationClosed, NotYours
from sites.imports import ROSTER
from sites.models import Invitation, Membership, SeatApproval
from tests.factories.accounts import UserFactory
from tests.factories.sites import MembershipFactory, SeatApprovalFactory

pytestmark = pytest.mark.django_db
NEW = {"email": "una@usdoj.example.gov", "name": "Una Attorney"}
USAO = {"role": "point-of-contact", "seat": "usao"}
CHAMPION = {"role": "program-office-champion", "seat": "champion"}
# Session, person, memberships, needs, the site with its proposals, its team, and its contacts.
CEILING_OF_A_ROSTER = 7
NO_READ = re.compile("SAVEPOINT|set_config")
FRIDAY = datetime(2026, 11, 27, 18, tzinfo=UTC)


@pytest.fixture
def proposed(riverton, dana_of_riverton, act) -> Invitation:
    """The point of contact of the police invites somebody into the U.S. Attorney's seat."""
    with act(dana_of_riverton) as dana:
        return invitations.to_seat(riverton, **NEW, **USAO, by=dana)


def accepted(invitation: Invitation) -> Membership:
    return invitations.accept(
        invitations.token_of(invitation.pk),
        name="Una Attorney",
        password="a long sentence",
        by=Actor.public(),
    )


def seen_by(user: User) -> set[str]:
    """What the database shows of sites' people."""
    with acting_atomic(f"user:{user.pk}"):
        return {row.user.name for row in Membership.objects.exclude(user=user)}


def state_of(approval: SeatApproval) -> str:
    with acting_atomic("system:demo"):
        return SeatApproval.objects.get(pk=approval.pk).state


def una() -> User:
    return User.objects.get(email=NEW["email"])


@pytest.mark.parametrize("first", ["approved", "accepted"])
def test_a_proposed_seat_gives_nothing_before_both_accepted_and_approved(
    first, proposed, dana_of_riverton, mona_manager, act, client_of
):
    if first == "accepted":
        assert not accepted(proposed).is_approved
        browser = client_of(una())
        assert seen_by(una()) == set()
        for path in ("/sites/riverton-ex/team/", "/sites/riverton-ex/workspace/"):
            assert browser.get(path).status_code in {403, 404}
        assert browser.get("/my-day/").status_code == 200
        with acting_atomic(f"user:{una().pk}"):
            assert not resolve(una()).powers
            assert not resolve(una()).cleared_sites
        with act(mona_manager) as mona:
            approvals.approve(proposed.approval, by=mona)
    else:
        with act(mona_manager) as mona:
            approvals.approve(proposed.approval, by=mona)
        assert accepted(proposed).is_approved
        browser = client_of(una())
    assert seen_by(una()) == {"Dana of Riverton"}
    assert browser.get("/sites/riverton-ex/team/").status_code == 200
    with acting_atomic(f"user:{una().pk}"):
        assert resolve(una()).cleared_sites == {proposed.site_id}


def test_the_seat_of_the_police_needs_no_approval(riverton, ula_of_riverton, act):
    with act(ula_of_riverton) as ula:
        invited = invitations.to_seat(
            riverton, **NEW, role="point-of-contact", seat="law-enforcement", by=ula
        )
    assert invited.approval is None
    assert accepted(invited).is_approved


def test_sql_and_code_agree_on_the_seats_that_need_approval():
    every = [(role.slug, seat.slug) for role in SITE_ROLES for seat in role.seats]
    with connection.cursor() as cursor:
        for role, seat in every:
            cursor.execute("SELECT app_needs_approval(%s, %s)", [role, seat])
            assert cursor.fetchone() == (needs_approval(role, seat),), (role, seat)
    assert {role for role, seat in every if needs_approval(role, seat)} == {
        role.slug for role in SITE_ROLES if role.clearance
    }


@pytest.mark.parametrize(
    "who",
    ["dana_of_riverton", "ula_of_riverton", "lee_liaison", "ana_analyst", "adam_admin", "una"],
)
def test_only_doj_approves(who, proposed, request, act):
    accepted(proposed)
    user = una() if who == "una" else request.getfixturevalue(who)
    with act(user) as by, pytest.raises(NotYours):
        approvals.approve(proposed.approval, by=by)
    with act(user) as by, pytest.raises(NotYours):
        approvals.decline(proposed.approval, reason="No", by=by)
    assert state_of(proposed.approval) == "waiting"


def test_a_cleared_coordinator_approves(proposed, cora_coordinator, act):
    with act(cora_coordinator) as cora:
        approvals.approve(proposed.approval, by=cora)
    assert state_of(proposed.approval) == "approved"


def test_who_proposes_does_not_approve_in_another_role_either(
    riverton, member, cora_coordinator, mona_manager, act
):
    """A coordinator who is also a point of contact there, and a manager who appoints."""
    member(riverton, "point-of-contact", "law-enforcement", user=cora_coordinator)
    with act(cora_coordinator) as cora:
        invited = invitations.to_seat(riverton, **NEW, **USAO, by=cora)
        with pytest.raises(NotYours, match="you proposed it"):
            approvals.approve(invited.approval, by=cora)
    with act(mona_manager) as mona:
        held = seats.appoint(riverton, user=UserFactory(), **CHAMPION, by=mona)
        with pytest.raises(NotYours, match="you proposed it"):
            approvals.approve(held.approval, by=mona)
        assert not held.is_live(clock.now())
    assert seen_by(held.user) == set()


def test_nobody_approves_their_own_seat(riverton, cora_coordinator, mona_manager, act):
    with act(mona_manager) as mona:
        held = seats.appoint(riverton, user=cora_coordinator, **CHAMPION, by=mona)
    with act(cora_coordinator) as cora, pytest.raises(NotYours, match="it's for you"):
        approvals.approve(held.approval, by=cora)


def test_the_second_of_two_deciders_is_told(proposed, mona_manager, cora_coordinator, act):
    with act(mona_manager) as mona:
        approvals.decline(proposed.approval, reason="Not on our list", by=mona)
    with (
        act(cora_coordinator) as cora,
        pytest.raises(Refused, match="Someone else already decided"),
    ):
        approvals.approve(proposed.approval, by=cora)


def test_declining_needs_a_reason_and_ends_the_invitation(proposed, mona_manager, act):
    with act(mona_manager) as mona, pytest.raises(InvalidInput, match="Enter a reason"):
        approvals.decline(proposed.approval, reason=" ", by=mona)
    held = accepted(proposed)
    with act(mona_manager) as mona:
        approvals.decline(proposed.approval, reason="Not on our list", by=mona)
        held.refresh_from_db()
        assert held.has_ended(clock.now())
        # The seat is free again.
        seats.appoint(held.site, user=UserFactory(), **USAO, by=mona)


def test_a_declined_invitation_is_not_accepted_any_more(proposed, mona_manager, act):
    with act(mona_manager) as mona:
        approvals.decline(proposed.approval, reason="Not on our list", by=mona)
    with pytest.raises(InvitationClosed):
        accepted(proposed)


def test_withdrawing_the_invitation_withdraws_the_approval(
    proposed, dana_of_riverton, mona_manager, act
):
    with act(dana_of_riverton) as dana:
        invitations.withdraw(proposed, by=dana)
    assert state_of(proposed.approval) == "withdrawn"
    with act(mona_manager) as mona, pytest.raises(Refused):
        approvals.approve(proposed.approval, by=mona)


def test_ending_a_waiting_membership_withdraws_its_approval(riverton, mona_manager, act):
    with act(mona_manager) as mona:
        held = seats.appoint(riverton, user=UserFactory(), **CHAMPION, by=mona)
        seats.end(held, by=mona)
    assert state_of(held.approval) == "withdrawn"


def test_what_nobody_decides_in_five_business_days_lapses_and_all_are_told(
    riverton, dana_of_riverton, mona_manager, cora_coordinator, act
):
    with clock.frozen(FRIDAY), act(dana_of_riverton) as dana:
        proposed = invitations.to_seat(riverton, **NEW, **USAO, by=dana)
    due = proposed.approval.due_at
    assert due == datetime(2026, 12, 4, 23, tzinfo=UTC)  # Friday a week later, 5 pm Central
    with clock.frozen(FRIDAY):
        held = accepted(proposed)
        drain(strict=True)
    with clock.frozen(due - timedelta(hours=1)):
        drain(strict=True)
        assert state_of(proposed.approval) == "waiting"
    with clock.frozen(due), act(mona_manager) as mona, pytest.raises(Refused, match="deadline"):
        approvals.approve(proposed.approval, by=mona)
    with clock.frozen(due):
        drain(strict=True)
        drain(strict=True)
    assert state_of(proposed.approval) == "lapsed"
    with acting_atomic("system:demo"):
        held.refresh_from_db()
        told = set(
            Notification.objects.filter(entry__kind="seat-decided").values_list(
                "recipient", flat=True
            )
        )
        steps = set(
            Notification.objects.filter(entry__kind="approval").values_list(
                "recipient", "entry__step"
            )
        )
    assert held.ends_at == due
    assert told == {dana_of_riverton.pk, mona_manager.pk, cora_coordinator.pk, held.user_id}
    assert steps == {
        (who.pk, step) for who in (mona_manager, cora_coordinator) for step in ("", "due")
    }


def test_the_mail_names_the_site_and_never_the_person(
    proposed, mona_manager, dana_of_riverton, act
):
    drain(strict=True)
    with act(mona_manager) as mona:
        approvals.decline(proposed.approval, reason="Not on our list", by=mona)
    drain(strict=True)
    drain(strict=True)
    told = {each.to[0]: each for each in mail.outbox if NEW["email"] not in each.to}
    assert set(told) == {mona_manager.email, dana_of_riverton.email}
    for each in told.values():
        assert "Riverton, EX" in each.subject
        assert "Una" not in each.subject + each.body
        assert "list" not in each.body
    closed = [each for each in mail.outbox if each.to == [NEW["email"]]][-1]
    assert "was not approved" in closed.body


def test_every_step_stands_in_the_security_log(proposed, mona_manager, act):
    with act(mona_manager) as mona:
        approvals.approve(proposed.approval, by=mona)
    kinds = SecurityEvent.objects.filter(detail__approval=str(proposed.approval_id))
    assert [line.kind for line in kinds.order_by("pk")] == [
        Kind.APPROVAL_ASKED,
        Kind.APPROVAL_GIVEN,
    ]


def test_a_roster_only_proposes(riverton, cora_coordinator, act):
    with act(cora_coordinator) as cora:
        values = {
            "site": riverton,
            **NEW,
            "role": ROLES["program-office-champion"],
            "seat": "champion",
        }
        assert "waiting for a second approval" in ROSTER.bring(values, cora)
        assert SeatApproval.objects.get().state == ApprovalState.WAITING


# What a connection of the portal's own role can write, whatever the code above it does.


def refused(sql: str, *parameters: object) -> None:
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, parameters)


def test_the_database_takes_an_approval_from_another_persons_transaction_only(
    proposed, dana_of_riverton, mona_manager, cora_coordinator
):
    pk = proposed.approval_id
    held = accepted(proposed)
    approved = (
        "UPDATE sites_seatapproval SET state = 'approved', decided_at = now(), decided_as = %s,"
        " decided_by_id = %s WHERE id = %s"
    )
    mona = f"user:{mona_manager.pk}"
    # A person who sees nothing of the site changes nothing, without a word; others are told.
    with acting_atomic(f"user:{held.user_id}"), connection.cursor() as cursor:
        cursor.execute(approved, [f"user:{held.user_id}", held.user_id, str(pk)])
        assert cursor.rowcount == 0
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        refused(approved, f"user:{dana_of_riverton.pk}", dana_of_riverton.pk, str(pk))
        refused(approved, mona, mona_manager.pk, str(pk))
    with acting_atomic("system:outbox"):
        refused(approved, mona, mona_manager.pk, str(pk))
        refused(approved, "system:outbox", None, str(pk))
        refused(
            "UPDATE sites_seatapproval SET state = 'lapsed', decided_as = 'system:outbox', decided_at = now() WHERE id = %s",
            str(pk),
        )
    with acting_atomic(mona):
        refused(approved, f"user:{cora_coordinator.pk}", cora_coordinator.pk, str(pk))
        for column, value in (
            ("person_id", cora_coordinator.pk),
            ("proposed_by_id", cora_coordinator.pk),
            ("email", cora_coordinator.email),
            ("due_at", FRIDAY),
        ):
            refused(f"UPDATE sites_seatapproval SET {column} = %s WHERE id = %s", value, str(pk))  # noqa: S608 -- names of columns
    assert state_of(proposed.approval) == "waiting"


def test_no_row_is_born_approved(riverton, mona_manager, act):
    with act(mona_manager), pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(site=riverton, user=UserFactory(), **USAO)
    with act(mona_manager), pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(site=riverton, user=UserFactory(), **USAO, approval=None)


def test_an_approved_seat_passes_to_nobody_else(
    proposed, dana_of_riverton, mona_manager, cora_coordinator, mayor_of_riverton, act
):
    held = accepted(proposed)
    with act(mona_manager) as mona:
        approvals.approve(proposed.approval, by=mona)
    with acting_atomic(f"user:{dana_of_riverton.pk}"):
        refused(
            "UPDATE sites_membership SET user_id = %s WHERE id = %s",
            dana_of_riverton.pk,
            str(held.pk),
        )
        refused(
            "UPDATE sites_membership SET seat = 'usao', approval_id = %s WHERE user_id = %s",
            str(held.approval_id),
            dana_of_riverton.pk,
        )
    with acting_atomic(f"user:{cora_coordinator.pk}"):
        refused(
            "UPDATE sites_seatapproval SET state = 'waiting' WHERE id = %s", str(held.approval_id)
        )


# Pages


def test_the_queue_shows_who_proposed_whom_and_decides(
    proposed, mona_manager, cora_coordinator, dana_of_riverton, client_of
):
    path = f"/approvals/seats/{proposed.approval_id}/"
    mona = client_of(mona_manager)
    for shown in (mona.get("/approvals/"), mona.get(path)):
        said = shown.content.decode()
        for words in ("Una Attorney", "U.S. Attorney", "Riverton, EX", "Dana of Riverton"):
            assert words in said, words
    assert "all its federal items" in said
    assert "Approvals" in mona.get("/my-day/").content.decode()
    drain(strict=True)
    assert path in mona.get("/inbox/").content.decode()
    dana = client_of(dana_of_riverton)
    dana.get("/sites/riverton-ex/team/")  # fills what the process keeps
    with CaptureQueriesContext(connection) as counted:
        roster = dana.get("/sites/riverton-ex/team/").content.decode()
    assert "Una Attorney" in roster
    assert re.search(r'"Proposed by">\s*Dana of Riverton', roster)
    assert sum(not NO_READ.search(each["sql"]) for each in counted) <= CEILING_OF_A_ROSTER
    assert dana.get("/approvals/").status_code == 403
    assert dana.get(path).status_code == 403
    assert mona.post(path, {"decision": "decline"}).status_code == 422
    answer = mona.post(path, {"decision": "approve"})
    assert (answer.status_code, answer.url) == (303, "/approvals/")
    assert state_of(proposed.approval) == "approved"
    assert client_of(cora_coordinator).post(path, {"decision": "approve"}).status_code == 409


def test_who_proposed_is_shown_no_decision(riverton, mona_manager, client_of, act):
    with act(mona_manager) as mona:
        held = seats.appoint(riverton, user=UserFactory(), **CHAMPION, by=mona)
    said = client_of(mona_manager).get(f"/approvals/seats/{held.approval_id}/").content.decode()
    assert "Someone else decides this" in said
    assert "Save decision" not in said


def test_a_seat_from_before_is_confirmed_or_ended_by_a_manager(
    riverton, dana_of_riverton, mona_manager, cora_coordinator, client_of
):
    ula = UserFactory(name="Ula of Riverton")
    with acting_atomic("system:demo"):
        before = SeatApprovalFactory(
            site=riverton,
            **USAO,
            name=ula.name,
            email=ula.email,
            person=ula,
            proposed_by=dana_of_riverton,
            state=ApprovalState.REVIEW,
            decided_as="",
            decided_at=None,
        )
        MembershipFactory(site=riverton, user=ula, **USAO, approval=before)
    path = f"/approvals/seats/{before.pk}/"
    mona, cora = client_of(mona_manager), client_of(cora_coordinator)
    assert client_of(ula).get("/sites/riverton-ex/team/").status_code == 200
    assert "Seats to review" in mona.get("/approvals/").content.decode()
    assert "Seats to review" not in cora.get("/approvals/").content.decode()
    assert cora.post(path, {"decision": "approve"}).status_code == 403
    said = mona.get(path).content.decode()
    assert "Confirm seat" in said
    assert "End membership" in said
    assert mona.post(path, {"decision": "decline", "reason": "x"}).status_code == 409
    assert mona.post(path, {"decision": "approve"}).status_code == 303
    assert state_of(before) == "approved"
    assert "Seats to review" not in mona.get("/approvals/").content.decode()
