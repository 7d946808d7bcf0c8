"""Nominations, registrations, places, and the wait-list, and who reads which of them."""

import pytest
from django.core import mail
from django.db import IntegrityError, ProgrammingError, transaction

from foundation.accounts.actors import resolve
from foundation.tenancy.context import acting_atomic, atomic_savepoint
from foundation.workflow.errors import NotFound, StaleEdit
from summits.actions import grants, invitations, needs, places, registrations, summits
from summits.enums import Attendance, Format, GrantRole, Kind, Registered, State
from summits.errors import (
    AlreadyRegistered,
    AnsweredAlready,
    NotYourDelegation,
    NotYourRegistration,
    NotYourSummit,
    PlacesNeeded,
    RegistrationClosed,
    SeatFilled,
    SiteNeeded,
    TooFewPlaces,
)
from summits.handlers.registrations import _done_of
from summits.models import DelegationSeat, Needs, Places, Registration, SeatRule, Summit
from tests.cast import drain_outbox
from tests.factories.accounts import UserFactory
from tests.summits.conftest import now, version_of

pytestmark = pytest.mark.django_db


def stored(registration: Registration) -> Registration:
    with acting_atomic("system:demo"):
        return Registration.objects.select_related("summit", "site").get(pk=registration.pk)


def counted(summit) -> Places:
    with acting_atomic("system:demo"):
        return Places.objects.get(pk=summit.pk)


@pytest.fixture
def answer(acting_as):
    """Answer an invitation as its person: ``answer(registration)`` registers in person."""

    def act(registration: Registration, attendance: Attendance = Attendance.IN_PERSON):
        with acting_as(registration.person) as by:
            return registrations.accept(
                registration, attendance=attendance, version=stored(registration).version, by=by
            )

    return act


def test_executive_leadership_and_contacts_nominate_and_nobody_else(
    open_summit, seat, acting_as, riverton, mayor_of_riverton, lee_liaison, mona_manager
):
    with acting_as(mayor_of_riverton) as by:
        made = invitations.nominate(
            open_summit, site=riverton, seat=seat("analyst"), name="A", email="A@example.com", by=by
        )
    assert (made.state, made.kind, made.email) == ("nominated", "delegate", "a@example.com")
    for person in (lee_liaison, mona_manager):
        with acting_as(person) as by, pytest.raises(NotYourDelegation):
            invitations.nominate(
                open_summit,
                site=riverton,
                seat=seat("usao"),
                name="B",
                email="b@example.com",
                by=by,
            )


def test_a_contact_nominates_for_no_other_site(
    open_summit, seat, acting_as, lakeside, dana_of_riverton
):
    with acting_as(dana_of_riverton) as by, pytest.raises(NotYourDelegation):
        invitations.nominate(
            open_summit, site=lakeside, seat=seat("usao"), name="B", email="b@example.com", by=by
        )


def test_a_seat_is_filled_once_and_a_person_is_listed_once(open_summit, seat, nominate):
    nominate("usao", email="one@example.com")
    with pytest.raises(SeatFilled):
        nominate("usao", email="two@example.com")
    with pytest.raises(AlreadyRegistered):
        nominate("analyst", email="ONE@example.com", person=UserFactory())


def test_without_places_nobody_is_nominated(summit, approve, acting_as, riverton, dana_of_riverton):
    open_now = approve(summit, "open-registration")
    with acting_as(dana_of_riverton) as by, pytest.raises(PlacesNeeded):
        invitations.nominate(
            open_now, site=riverton, seat=DelegationSeat(), name="B", email="b@example.com", by=by
        )


def test_registration_is_closed_once_the_summit_is_live(
    open_summit, seat, nominate, answer, acting_as, mona_manager
):
    nominated = nominate("usao")
    with acting_atomic("system:demo"):
        type(open_summit).objects.filter(pk=open_summit.pk).update(status=State.LIVE)
    with pytest.raises(RegistrationClosed):
        answer(nominated)
    with pytest.raises(RegistrationClosed):
        nominate("analyst")


def test_places_go_in_order_and_then_the_wait_list_counts(open_summit, nominate, answer):
    first, second, third = (nominate(seat) for seat in ("usao", "analyst", "choice"))
    assert answer(first).state == Registered.CONFIRMED
    assert answer(second).state == Registered.CONFIRMED
    waiting = answer(third)
    assert (waiting.state, waiting.wait_number, waiting.has_place) == ("wait-listed", 1, False)
    assert counted(open_summit).taken == 2


def test_virtual_attendance_takes_no_place(open_summit, nominate, answer):
    for slug in ("usao", "analyst"):
        answer(nominate(slug))
    virtual = answer(nominate("choice"), Attendance.VIRTUAL)
    assert (virtual.state, virtual.wait_number) == ("confirmed", None)
    assert counted(open_summit).taken == 2


def test_only_the_invited_person_answers_and_once(
    open_summit, nominate, answer, acting_as, dana_of_riverton
):
    made = nominate("usao")
    with acting_as(dana_of_riverton) as by, pytest.raises(NotYourRegistration):
        registrations.accept(made, attendance=Attendance.IN_PERSON, version=1, by=by)
    answer(made)
    with pytest.raises(AnsweredAlready):
        answer(made)
    with acting_as(made.person) as by, pytest.raises(StaleEdit):
        registrations.decline(made, version=1, by=by)


def test_a_cancellation_moves_the_wait_list_once_and_keeps_the_number(
    open_summit, nominate, answer, acting_as
):
    people = [nominate(slug) for slug in ("usao", "analyst", "choice", "prosecutor")]
    for each in people:
        answer(each)
    with acting_as(people[0].person) as by:
        registrations.cancel(people[0], reason="In trial", version=stored(people[0]).version, by=by)
    moved, still = stored(people[2]), stored(people[3])
    assert (moved.state, moved.wait_number, moved.has_place) == ("confirmed", 1, True)
    assert (still.state, still.wait_number) == ("wait-listed", 2)
    assert (counted(open_summit).taken, counted(open_summit).last_number) == (2, 2)


def test_declining_opens_the_seat_again(open_summit, nominate, acting_as):
    made = nominate("usao", email="one@example.com")
    with acting_as(made.person) as by:
        registrations.decline(made, reason="In trial", version=1, by=by)
    assert nominate("usao", email="two@example.com").state == Registered.NOMINATED


def test_more_places_move_the_list_and_fewer_than_taken_are_refused(
    open_summit, nominate, answer, acting_as, mona_manager
):
    people = [answer(nominate(slug)) for slug in ("usao", "analyst", "choice", "prosecutor")]
    with acting_as(mona_manager) as by:
        with pytest.raises(StaleEdit):
            places.set_places(open_summit, places=3, version=7, by=by)
        with pytest.raises(TooFewPlaces):
            places.set_places(open_summit, places=1, version=1, by=by)
        places.set_places(open_summit, places=3, version=1, by=by)
    assert [stored(each).state for each in people[2:]] == ["confirmed", "wait-listed"]


def test_a_substitute_gets_the_seat_the_place_and_the_number(
    open_summit, nominate, answer, acting_as, dana_of_riverton
):
    placed, _second, waiting = (answer(nominate(slug)) for slug in ("usao", "analyst", "choice"))
    with acting_as(dana_of_riverton) as by:
        news = [
            invitations.substitute(
                each, name="New", email=f"new{n}@example.com", version=each.version, by=by
            )
            for n, each in enumerate((placed, waiting))
        ]
    assert [(each.has_place, each.wait_number) for each in news] == [(True, None), (False, 1)]
    assert [stored(each).state for each in (placed, waiting)] == ["substituted", "substituted"]
    assert counted(open_summit).taken == 2


def test_a_substitute_who_declines_gives_the_place_to_the_wait_list(
    open_summit, nominate, answer, acting_as, dana_of_riverton
):
    placed, _second, waiting = (answer(nominate(slug)) for slug in ("usao", "analyst", "choice"))
    person = UserFactory()
    with acting_as(dana_of_riverton) as by:
        new = invitations.substitute(
            placed, name="New", email=person.email, version=placed.version, by=by
        )
    with acting_as(person) as by:
        registrations.decline(new, version=new.version, by=by)
    assert stored(waiting).state == Registered.CONFIRMED
    assert counted(open_summit).taken == 2


def test_organizers_invite_the_others_and_federal_partners_belong_to_no_site(
    open_summit, acting_as, riverton, mona_manager, dana_of_riverton
):
    with acting_as(mona_manager) as by:
        federal = invitations.invite(
            open_summit, kind=Kind.FEDERAL, name="F", email="f@example.gov", by=by
        )
        guest = invitations.invite(
            open_summit, kind=Kind.GUEST, name="G", email="g@example.gov", site=riverton, by=by
        )
        with pytest.raises(SiteNeeded):
            invitations.invite(
                open_summit, kind=Kind.ALUMNI, name="A", email="a@example.gov", by=by
            )
        with pytest.raises(NotYourDelegation):
            invitations.invite(
                open_summit, kind=Kind.DELEGATE, name="A", email="a@example.gov", by=by
            )
    assert (federal.site_id, guest.site_id) == (None, riverton.pk)
    with acting_as(dana_of_riverton) as by, pytest.raises(NotYourSummit):
        invitations.invite(
            open_summit, kind=Kind.GUEST, name="G", email="h@example.gov", site=riverton, by=by
        )


def test_going_virtual_keeps_every_registration(
    open_summit, nominate, answer, acting_as, mona_manager
):
    people = [answer(nominate(slug)) for slug in ("usao", "analyst", "choice")]
    before = [(each.state, each.wait_number, each.has_place) for each in people]
    with acting_as(mona_manager) as by:
        summits.take(
            open_summit, "go-virtual", version=version_of(open_summit), reason="Storm", by=by
        )
    after = [stored(each) for each in people]
    assert [(each.state, each.wait_number, each.has_place) for each in after] == before
    assert now(open_summit).format == Format.VIRTUAL


def test_canceling_the_summit_ends_every_registration_and_moves_nobody(
    open_summit, nominate, answer, acting_as, mona_manager
):
    people = [answer(nominate(slug)) for slug in ("usao", "analyst", "choice")]
    with acting_as(people[0].person) as by:
        needs.say(people[0], access="Step-free seating", by=by)
    with acting_as(mona_manager) as by:
        summits.take(open_summit, "cancel", version=version_of(open_summit), reason="Storm", by=by)
    assert {stored(each).state for each in people} == {Registered.CANCELED}
    assert counted(open_summit).taken == 0
    with acting_atomic("system:demo"):
        assert not Needs.objects.exists()


# Who reads what: each wall alone, then both.


def python_sees(person) -> set[str]:
    with acting_atomic("system:demo"):
        return set(Registration.objects.visible_to(resolve(person)).values_list("name", flat=True))


def database_sees(person) -> set[str]:
    with acting_atomic(f"user:{person.pk}"):
        return set(Registration.objects.values_list("name", flat=True))


@pytest.mark.parametrize("sees", [python_sees, database_sees])
def test_either_wall_alone_hides_a_delegation_from_another_sites_contact(
    sees,
    open_summit,
    nominate,
    acting_as,
    dana_of_riverton,
    omar_of_lakeside,
    cora_coordinator,
    mona_manager,
):
    delegate = nominate("usao")
    with acting_as(mona_manager) as by:
        invitations.invite(
            open_summit, kind=Kind.FEDERAL, name="Federal", email="f@example.gov", by=by
        )
        organizer = UserFactory()
        grants.give(open_summit, email=organizer.email, role=GrantRole.ORGANIZER, by=by)
    assert sees(omar_of_lakeside) == set()
    assert sees(dana_of_riverton) == {delegate.name}
    assert sees(cora_coordinator) == {delegate.name}
    assert sees(delegate.person) == {delegate.name}
    assert sees(mona_manager) == sees(organizer) == {delegate.name, "Federal"}


def python_reads_needs(person) -> int:
    with acting_atomic("system:demo"):
        return Needs.objects.visible_to(resolve(person)).count()


def database_reads_needs(person) -> int:
    with acting_atomic(f"user:{person.pk}"):
        return Needs.objects.count()


@pytest.mark.parametrize("reads", [python_reads_needs, database_reads_needs])
def test_needs_are_read_by_the_person_and_the_organizers_alone(
    reads,
    open_summit,
    nominate,
    answer,
    acting_as,
    dana_of_riverton,
    lee_liaison,
    mona_manager,
    cora_coordinator,
    adam_admin,
):
    delegate = answer(nominate("usao"))
    with acting_as(delegate.person) as by:
        needs.say(delegate, access="Step-free seating", diet="No nuts", by=by)
    organizer = UserFactory()
    with acting_as(mona_manager) as by:
        grants.give(open_summit, email=organizer.email, role=GrantRole.ORGANIZER, by=by)
    assert (reads(delegate.person), reads(organizer)) == (1, 1)
    for other in (dana_of_riverton, lee_liaison, mona_manager, cora_coordinator, adam_admin):
        assert reads(other) == 0


def test_nobody_says_anothers_needs_and_needs_end_with_the_registration(
    open_summit, nominate, answer, acting_as, dana_of_riverton
):
    delegate = answer(nominate("usao"))
    with acting_as(dana_of_riverton) as by, pytest.raises(NotYourRegistration):
        needs.say(delegate, access="Anything", by=by)
    with acting_as(delegate.person) as by:
        needs.say(delegate, access="Step-free seating", by=by)
    with acting_as(dana_of_riverton) as by:
        registrations.cancel(delegate, version=stored(delegate).version, by=by)
    with acting_atomic("system:demo"):
        assert not Needs.objects.exists()


def test_another_sites_contact_finds_no_registration_to_cancel(
    open_summit, nominate, acting_as, omar_of_lakeside
):
    made = nominate("usao")
    with acting_as(omar_of_lakeside) as by, pytest.raises(NotFound):
        registrations.cancel(made, version=1, by=by)


def test_a_contact_writes_no_row_of_another_site(open_summit, nominate, omar_of_lakeside, riverton):
    made = nominate("usao")
    with acting_atomic(f"user:{omar_of_lakeside.pk}"):
        assert Registration.objects.filter(pk=made.pk).update(state="canceled") == 0
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        acting_atomic(f"user:{omar_of_lakeside.pk}"),
    ):
        Registration.objects.create(
            summit=open_summit,
            site=riverton,
            kind=Kind.GUEST,
            name="Intruder",
            email="i@example.com",
            made_at=made.made_at,
        )


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "federal"}, "a_registration_has_a_site_as_its_kind_says"),
        ({"site": None}, "a_registration_has_a_site_as_its_kind_says"),
        ({"state": "wait-listed"}, "whoever_waits_has_a_number_and_no_place"),
        ({"state": "canceled", "has_place": True}, "whoever_left_holds_no_place"),
    ],
)
def test_the_database_keeps_registrations_consistent(open_summit, nominate, values, constraint):
    made = nominate("usao")
    with (
        acting_atomic("system:demo"),
        pytest.raises(IntegrityError, match=constraint),
        atomic_savepoint,
    ):
        Registration.objects.filter(pk=made.pk).update(**values)


@pytest.mark.parametrize("taken", [-1, 3])
def test_the_database_counts_no_place_that_there_is_not(open_summit, taken):
    with acting_atomic("system:demo"), pytest.raises(IntegrityError), transaction.atomic():
        Places.objects.filter(pk=open_summit.pk).update(taken=taken)


def test_check_in_codes_differ_and_are_long(open_summit, nominate):
    codes = {nominate(slug).check_in_code for slug in ("usao", "analyst")}
    assert {len(code) for code in codes} == {22}
    assert len(codes) == 2


def test_the_seats_of_a_summit_stay_when_the_rules_change(open_summit, acting_as, mona_manager):
    with acting_atomic("system:reference"):
        SeatRule.objects.all().delete()
    with acting_as(mona_manager) as by:
        places.set_places(open_summit, places=9, version=1, by=by)
        assert DelegationSeat.objects.of_summit(open_summit.pk).count() == 6


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("go-virtual", {"place (virtual)", "number, 1 (virtual)"}),
        ("cancel", {"see that the summit is canceled"}),
    ],
)
def test_everyone_is_told_of_a_virtual_and_of_a_canceled_summit(
    step, said, open_summit, nominate, answer, acting_as, mona_manager
):
    people = [answer(nominate(slug)) for slug in ("usao", "analyst", "choice")]
    drain_outbox()
    mail.outbox.clear()
    with acting_as(mona_manager) as by:
        summits.take(open_summit, step, version=version_of(open_summit), reason="Storm", by=by)
    drain_outbox()
    assert {each.to[0] for each in mail.outbox} == {each.person.email for each in people}
    ends = {each.subject for each in mail.outbox}
    assert all(any(subject.endswith(end) for end in said) for subject in ends)
    assert all(any(subject.endswith(end) for subject in ends) for end in said)


@pytest.mark.parametrize("state", Registered)
def test_what_is_said_of_a_registration_fits_a_notice(state):
    summit = Summit(format=Format.VIRTUAL)
    said = _done_of(Registration(summit=summit, state=state, wait_number=20000))
    assert len(said) <= 60
