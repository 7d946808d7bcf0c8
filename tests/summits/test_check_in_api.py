"""Check-ins by the API: for organizers alone, once each, taken back, and walk-ins with a place."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import PublicForm
from summits.actions import grants
from summits.models import CheckIn, Session
from tests.api.conftest import problem
from tests.factories.summits import SummitFactory
from tests.summits.test_check_ins import arrived, coming, lock  # noqa: F401 -- fixtures

pytestmark = pytest.mark.django_db
LIST, WALK_IN = "/summits/2027/check-ins/", "/summits/2027/walk-ins/"
PERSON = {"kind": "guest", "site": "riverton-ex", "name": "Guest", "email": "guest@example.com"}


@pytest.fixture
def organizer(summit, acting_as, mona_manager, ana_analyst):
    """A person who organizes the summit, and nothing else of it."""
    with acting_as(mona_manager) as by:
        grants.give(summit, email=ana_analyst.email, role="organizer", by=by)
    return ana_analyst


def test_a_person_is_checked_in_once_at_each_door(
    organizer,
    coming,  # noqa: F811 -- the fixture above
    caller,
):
    by, sent = caller(organizer), {"registration": str(coming.pk)}
    made = by.post(LIST, sent)
    assert (made.status_code, by.post(LIST, sent).status_code) == (201, 200)
    told = made.json()
    assert made["Location"].endswith(f"/check-ins/{told['id']}/")
    assert (told["name"], told["site"], told["session"]) == (coming.name, "riverton-ex", None)
    with acting_atomic("system:demo"):
        session = Session.objects.create(title="Ballistics", summit=coming.summit)
    there = by.post(LIST, sent | {"session": str(session.pk)})
    assert there.json()["session"] == str(session.pk)
    assert {row["id"] for row in by.get(LIST).json()["results"]} == {
        told["id"],
        there.json()["id"],
    }
    assert by.get(f"/check-ins/{told['id']}/").json() == told


def test_one_key_counts_once(organizer, coming, caller):  # noqa: F811 -- the fixture above
    by, sent = caller(organizer), {"registration": str(coming.pk)}
    first, again = (by.post(LIST, sent, Idempotency_Key="main-door-1") for _ in range(2))
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    assert len(arrived()) == 1


def test_a_phones_time_counts_unless_it_cannot_be(
    organizer,
    coming,  # noqa: F811 -- the fixture above
    caller,
):
    later = (clock.now() + timedelta(days=9)).isoformat()
    made = caller(organizer).post(LIST, {"registration": str(coming.pk), "at": later}).json()
    assert made["at"] == made["recorded_at"]


def test_nobody_else_reads_or_checks_in(
    coming,  # noqa: F811 -- the fixture above
    caller,
    organizer,
    dana_of_riverton,
    omar_of_lakeside,
):
    sent = {"registration": str(coming.pk)}
    made = caller(organizer).post(LIST, sent).json()
    for user, one in ((dana_of_riverton, 403), (coming.person, 403), (omar_of_lakeside, 404)):
        other = caller(user)
        assert problem(other.get(LIST))[0] == 403
        assert problem(other.post(LIST, sent))[0] == 403
        assert problem(other.post(WALK_IN, PERSON))[0] == 403
        assert problem(other.get(f"/check-ins/{made['id']}/"))[0] == one
        assert problem(other.send("DELETE", f"/check-ins/{made['id']}/"))[0] == one
    assert len(arrived()) == 1


def test_what_is_not_of_the_summit_is_refused(
    organizer,
    coming,  # noqa: F811 -- the fixture above
    caller,
):
    by, sent = caller(organizer), {"registration": str(coming.pk)}
    with acting_atomic("system:demo"):
        other = SummitFactory(slug="2029")
        session = Session.objects.create(title="Ballistics", summit=other)
    assert problem(by.post(LIST, sent | {"session": str(session.pk)}))[0] == 422
    assert problem(by.post("/summits/2029/check-ins/", sent))[0] == 403
    assert problem(by.post(LIST, {"registration": str(session.pk)}))[0] == 422
    assert problem(by.post(LIST, {}))[0] == 422
    assert arrived() == []


def test_nobody_arrives_before_the_agenda_is_locked(organizer, nominate, caller):
    delegate = nominate("usao")
    sent = {"registration": str(delegate.pk)}
    assert problem(caller(organizer).post(LIST, sent))[0] == 409


def test_a_mistake_is_taken_back_once(organizer, coming, caller):  # noqa: F811 -- the fixture above
    by = caller(organizer)
    path = f"/check-ins/{by.post(LIST, {'registration': str(coming.pk)}).json()['id']}/"
    assert by.send("DELETE", path).status_code == 204
    assert problem(by.send("DELETE", path))[0] == 404
    assert arrived() == []


def test_a_walk_in_gets_a_free_place(organizer, lock, caller, riverton):  # noqa: F811 -- the fixture above
    lock()
    by = caller(organizer)
    made = by.post(WALK_IN, PERSON)
    assert (made.status_code, made.json()["kind"], made.json()["site"]) == (
        201,
        "guest",
        "riverton-ex",
    )
    assert problem(by.post(WALK_IN, PERSON | {"site": ""}))[0] == 422
    assert problem(by.post(WALK_IN, PERSON | {"site": "nowhere"}))[0] == 422
    federal = {"kind": "federal", "name": "Agent", "email": "agent@example.gov"}
    assert by.post(WALK_IN, federal).json()["site"] == ""
    assert problem(by.post(WALK_IN, PERSON | {"email": "late@example.com"}))[0] == 409
    with acting_atomic("system:demo"):
        assert CheckIn.objects.count() == 2


def test_the_walk_in_form_needs_its_number(organizer, lock, caller, riverton):  # noqa: F811 -- the fixture above
    lock()
    with acting_atomic("system:reference"):
        PublicForm.objects.filter(slug="summit-walk-in").update(omb_number="")
    assert problem(caller(organizer).post(WALK_IN, PERSON))[0] == 409
    assert arrived() == []


def test_the_list_keeps_its_ceiling(organizer, coming, caller):  # noqa: F811 -- the fixture above
    by = caller(organizer)
    by.post(LIST, {"registration": str(coming.pk)})

    def statements():
        with CaptureQueriesContext(connection) as asked:
            by.get(LIST)
        return len(asked)

    statements()
    before = statements()
    with acting_atomic("system:demo"):
        for n in range(9):
            session = Session.objects.create(title=f"Session {n}", summit=coming.summit)
            CheckIn.objects.create(
                site=coming.site,
                summit=coming.summit,
                registration=coming,
                session=session,
                at=clock.now(),
                recorded_at=clock.now(),
            )
    assert statements() == before
