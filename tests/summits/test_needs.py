"""What of a summit needs people: its deadlines, its days, its reviews, and the notes on its sessions."""

from datetime import UTC, date, datetime

import pytest

from engagements.actions import commitments
from engagements.models import origins
from foundation.accounts.actors import resolve
from foundation.calendars import clock
from foundation.needs.reading import needs_of, rows_of
from foundation.tenancy.context import acting_atomic
from summits.actions import grants, notes
from summits.models import (
    CheckIn,
    Gate,
    Grant,
    Registration,
    Session,
    SessionNote,
    Summit,
    SummitStep,
)
from tests.factories.summits import SummitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("before_the_summit")]


def needed(person, moment) -> set[str]:
    with clock.frozen(moment), acting_atomic(f"user:{person.pk}"):
        found = rows_of(resolve(person), moment)
        return {row.cause for row in found if row.cause.startswith("summit-")}


@pytest.fixture
def due(summit):
    """The day of a deadline, by its kind, at noon UTC."""
    with acting_atomic("system:demo"):
        days = dict(Gate.objects.of_summit(summit.pk).values_list("kind", "due_on"))
    return lambda kind: datetime.combine(days[kind], datetime.min.time(), UTC).replace(hour=12)


def test_approvals_are_asked_for_until_they_are_recorded(summit, due, approve, mona_manager):
    assert "summit-conference" in needed(mona_manager, due("conference"))
    approve(summit)
    assert "summit-conference" not in needed(mona_manager, due("conference"))


def test_nobody_else_is_asked(summit, due, cora_coordinator, dana_of_riverton):
    assert needed(cora_coordinator, due("conference")) == set()
    assert needed(dana_of_riverton, due("conference")) == set()


def test_a_later_step_waits_for_the_one_before_it(summit, due, approve, mona_manager):
    assert "summit-registration" not in needed(mona_manager, due("registration"))
    approve(summit)
    assert "summit-registration" in needed(mona_manager, due("registration"))


@pytest.fixture
def at(summit):
    """Put the summit into a state: ``at("live")``."""

    def put(status):
        with acting_atomic("system:demo"):
            Summit.objects.filter(pk=summit.pk).update(status=status)

    return put


@pytest.fixture
def organizer(summit, acting_as, mona_manager, omar_of_lakeside):
    with acting_as(mona_manager) as by:
        grants.give(summit, email=omar_of_lakeside.email, role="organizer", by=by)
    return omar_of_lakeside


def noon(month, day, hour=17) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "moment", "asked"),
    [
        ("agenda-locked", noon(3, 8), set()),
        ("agenda-locked", noon(3, 9, 3), set()),  # still March 8 in New York
        ("agenda-locked", noon(3, 9, 12), {"summit-start"}),
        ("live", noon(3, 9), {"summit-check-in"}),
        ("live", noon(3, 12, 3), {"summit-check-in"}),  # still the last day in New York
        ("live", noon(3, 12), {"summit-wrap-up"}),
        ("wrap-up", noon(3, 20), set()),
        ("wrap-up", noon(4, 9), set()),
        ("wrap-up", noon(4, 10), {"summit-review-30"}),
        ("archived", noon(4, 10), {"summit-review-30"}),
        ("archived", noon(9, 8), set()),  # 181 days: no longer asked for
        ("canceled", noon(3, 9), set()),
    ],
)
def test_organizers_and_managers_are_asked_for_what_is_next(
    organizer, at, mona_manager, dana_of_riverton, cora_coordinator, status, moment, asked
):
    at(status)
    assert needed(organizer, moment) == asked
    assert needed(mona_manager, moment) == asked
    assert needed(dana_of_riverton, moment) == set()
    assert needed(cora_coordinator, moment) == set()


def test_a_recorded_review_is_no_longer_asked_for_and_a_manager_archives(
    organizer, at, summit, mona_manager
):
    at("wrap-up")
    with acting_atomic("system:demo"):
        known = {"summit": summit, "on": date(2027, 4, 10), "made_at": noon(4, 10)}
        SummitStep.objects.create(**known, step="reviewed-30")
    assert needed(organizer, noon(4, 11)) == set()
    assert needed(organizer, noon(6, 9)) == {"summit-review-90"}
    with acting_atomic("system:demo"):
        SummitStep.objects.create(**known, step="reviewed-90")
    assert needed(organizer, noon(6, 9)) == set()
    assert needed(mona_manager, noon(6, 9)) == {"summit-archive"}


def test_a_review_is_due_so_many_days_after_the_summit_at_its_place(organizer, at):
    at("wrap-up")
    with clock.frozen(noon(4, 10)), acting_atomic(f"user:{organizer.pk}"):
        found = {need.cause.slug: need.due_at for need in needs_of(resolve(organizer), noon(4, 10))}
    # The summit ended on March 11, before clocks in New York were set forward.
    assert found["summit-review-30"] == datetime(2027, 4, 10, 21, tzinfo=UTC)


def test_an_imported_summit_asks_nobody(db, mona_manager):
    with acting_atomic("system:demo"):
        SummitFactory(status="archived", origin="imported")
    assert needed(mona_manager, noon(4, 10)) == set()


def test_who_lost_the_role_is_not_asked(organizer, at):
    at("live")
    with acting_atomic("system:demo"):
        Grant.objects.update(ends_at=noon(3, 9))
    assert needed(organizer, noon(3, 9, 16)) == {"summit-check-in"}
    assert needed(organizer, noon(3, 9, 18)) == set()


def of_notes(person, moment) -> list[str]:
    with clock.frozen(moment), acting_atomic(f"user:{person.pk}"):
        found = rows_of(resolve(person), moment)
        return sorted(row.cause for row in found if row.cause.startswith("session-"))


@pytest.fixture
def registered(summit, at, riverton, dana_of_riverton):
    at("wrap-up")
    with acting_atomic("system:demo"):
        return Registration.objects.create(
            summit=summit,
            site=riverton,
            kind="delegate",
            person=dana_of_riverton,
            name="Dana",
            email=dana_of_riverton.email,
            state="confirmed",
            has_place=True,
            made_at=noon(3, 1),
        )


@pytest.fixture
def note(registered, riverton, dana_of_riverton):
    with acting_atomic("system:demo"):
        session = Session.objects.create(summit=registered.summit, title="From lead to arrest")
        return SessionNote.objects.create(
            site=riverton, session=session, text="Ask.", author=dana_of_riverton, made_at=noon(3, 9)
        )


def test_a_note_without_follow_up_asks_its_author(
    note, acting_as, dana_of_riverton, ula_of_riverton, omar_of_lakeside, mona_manager, client_of
):
    assert of_notes(dana_of_riverton, noon(3, 13)) == []
    assert of_notes(dana_of_riverton, noon(3, 14)) == ["session-note"]
    for other in (ula_of_riverton, omar_of_lakeside, mona_manager):
        assert of_notes(other, noon(3, 14)) == []
    with clock.frozen(noon(3, 14)):
        page = client_of(dana_of_riverton).get("/my-day/").content.decode()
    assert f'href="/summits/notes/{note.pk}/"' in page
    assert "From lead to arrest" in page
    assert of_notes(dana_of_riverton, noon(9, 8)) == []
    with acting_as(dana_of_riverton) as by:
        notes.settle(note, is_settled=True, version=1, by=by)
    assert of_notes(dana_of_riverton, noon(3, 14)) == []


def test_a_commitment_from_a_note_ends_the_need_until_it_is_canceled(
    note, acting_as, riverton, dana_of_riverton
):
    with clock.frozen(noon(3, 14)), acting_as(dana_of_riverton) as by:
        origin = origins.find(by, f"session-note:{note.pk}")
        due_on = date(2027, 4, 1)
        made = commitments.add(riverton, text="Meet", due_on=due_on, origin=origin, by=by)
    assert of_notes(dana_of_riverton, noon(3, 15)) == []
    with clock.frozen(noon(3, 15)), acting_as(dana_of_riverton) as by:
        commitments.cancel(made, reason="Meant for another note.", by=by)
    assert of_notes(dana_of_riverton, noon(3, 15)) == ["session-note"]


def test_a_site_without_notes_is_asked_for_them_until_the_first_review(
    registered, dana_of_riverton, ula_of_riverton
):
    assert of_notes(dana_of_riverton, noon(3, 13)) == []
    assert of_notes(dana_of_riverton, noon(3, 14)) == []  # registered, and not seen at a door
    with acting_atomic("system:demo"):
        CheckIn.objects.create(
            summit=registered.summit,
            registration=registered,
            site=registered.site,
            person=dana_of_riverton,
            at=noon(3, 9),
            recorded_at=noon(3, 9),
        )
    assert of_notes(dana_of_riverton, noon(3, 14)) == ["session-notes-missing"]
    assert of_notes(ula_of_riverton, noon(3, 14)) == []  # was not there
    assert of_notes(dana_of_riverton, noon(4, 10)) == []


def test_a_note_of_a_colleague_is_enough(note, dana_of_riverton, ula_of_riverton):
    with acting_atomic("system:demo"):
        SessionNote.objects.update(author=ula_of_riverton)
    assert of_notes(dana_of_riverton, noon(3, 14)) == []
    assert of_notes(ula_of_riverton, noon(3, 14)) == ["session-note"]


def test_a_virtual_summit_has_no_door_to_ask_for(summit, mona_manager):
    moment = datetime(2027, 3, 10, 17, tzinfo=UTC)
    with acting_atomic("system:demo"):
        Summit.objects.filter(pk=summit.pk).update(status="live")
    assert "summit-check-in" in needed(mona_manager, moment)
    with acting_atomic("system:demo"):
        Summit.objects.filter(pk=summit.pk).update(format="virtual")
    assert "summit-check-in" not in needed(mona_manager, moment)
