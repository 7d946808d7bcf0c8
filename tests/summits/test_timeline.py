"""A site's timeline has the summits it sent people to, and the notes its people wrote with what came of them."""

from datetime import UTC, date, datetime

import pytest

from engagements.actions import commitments
from engagements.models import origins
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from summits.models import CheckIn, Registration, Session, SessionNote, Summit
from tests.factories.summits import SummitFactory
from tests.factories.tta_requests import CoreAreaFactory
from tests.pages import words
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db
PATH = "/sites/riverton-ex/timeline/"
AFTER = datetime(2027, 3, 12, 17, tzinfo=UTC)
SENT = "Sent 3 people to the summit"
SENT_IN = {"status": "triage", "created_at": AFTER, "submitted_at": AFTER}
TEXT = "Ask for help with weekly shooting reviews."


@pytest.fixture(autouse=True)
def after_the_summit():
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def held(db) -> Summit:
    with acting_atomic("system:demo"):
        return SummitFactory(slug="2027", status="wrap-up")


@pytest.fixture
def send(held):
    """Register people of a site, of whom some came: ``send(riverton, 4, came=3)``."""

    def make(site, number, *, came, summit=None):
        summit = summit or held
        with acting_atomic("system:demo"):
            for n in range(number):
                known = {"site": site, "summit": summit}
                made = Registration.objects.create(
                    **known,
                    kind="delegate",
                    name=f"Name of a person {n}",
                    email=f"person{n}@{site.slug}.example.gov",
                    state="confirmed",
                    has_place=True,
                    made_at=clock.now(),
                )
                if n < came:
                    CheckIn.objects.create(
                        **known, registration=made, at=clock.now(), recorded_at=clock.now()
                    )

    return make


@pytest.fixture
def note(held, riverton, dana_of_riverton) -> SessionNote:
    with acting_atomic("system:demo"):
        area = CoreAreaFactory(slug="investigations", name="Investigations")
        session = Session.objects.create(summit=held, title="From lead to arrest", core_area=area)
        return SessionNote.objects.create(
            site=riverton, session=session, text=TEXT, author=dana_of_riverton, made_at=clock.now()
        )


@pytest.fixture
def shown_to(client_of):
    def read(user, query="", path=PATH) -> str:
        response = client_of(user).get(f"{path}{query}")
        assert response.status_code == 200
        return words(response)

    return read


def test_a_summit_is_one_row_without_names(send, client_of, shown_to, riverton, dana_of_riverton):
    send(riverton, 4, came=3)
    text = shown_to(dana_of_riverton)
    assert text.count("to the summit") == 1
    assert f"{SENT} Tue Mar 9 2027 Violent Crime Summit" in text
    assert "Name of a person" not in text
    page = client_of(dana_of_riverton).get(PATH).content.decode()
    href = "/summits/2027/delegation/riverton-ex/"
    assert f'href="{href}"' in page
    assert client_of(dana_of_riverton).get(href).status_code == 200


def test_people_who_were_not_checked_in_are_said_to_be_registered(
    send, shown_to, riverton, dana_of_riverton
):
    send(riverton, 1, came=0)
    assert "Registered 1 person for the summit" in shown_to(dana_of_riverton)


def test_who_came_counts_once_and_after_leaving_too(
    send, held, shown_to, riverton, dana_of_riverton
):
    send(riverton, 3, came=3)
    with acting_atomic("system:demo"):
        session = Session.objects.create(summit=held, title="From lead to arrest")
        for each in Registration.objects.all():
            CheckIn.objects.create(
                site=riverton,
                summit=held,
                registration=each,
                session=session,
                at=clock.now(),
                recorded_at=clock.now(),
            )
        Registration.objects.update(state="canceled", has_place=False)
    assert SENT in shown_to(dana_of_riverton)


@pytest.mark.parametrize("status", ["registration-open", "agenda-locked", "canceled"])
def test_a_summit_that_did_not_begin_is_not_there(
    send, held, shown_to, riverton, dana_of_riverton, status
):
    send(riverton, 1, came=0)
    with acting_atomic("system:demo"):
        Summit.objects.update(status=status)
    assert "for the summit" not in shown_to(dana_of_riverton)


def test_another_sites_people_do_not_count(
    send, note, shown_to, riverton, lakeside, dana_of_riverton, omar_of_lakeside, cora_coordinator
):
    send(riverton, 3, came=3)
    send(lakeside, 1, came=1)
    there = "/sites/lakeside-ex/timeline/"
    text = shown_to(omar_of_lakeside, path=there)
    assert "Sent 1 person to the summit" in text
    assert TEXT not in text
    for reader in (dana_of_riverton, cora_coordinator):
        assert SENT in shown_to(reader)
        assert TEXT in shown_to(reader)
    assert "Sent 1 person" in shown_to(cora_coordinator, path=there)


def test_a_note_says_what_came_of_it(
    note, act, client_of, shown_to, riverton, dana_of_riverton, gun_violence
):
    assert "Session note Fri Mar 12, 11:00 am CT From lead to arrest" in shown_to(dana_of_riverton)
    with acting_atomic("system:demo"):
        known = {"site": riverton, "session_note": note, "requester": dana_of_riverton}
        made = TTARequest.objects.create(
            **known, core_area=gun_violence, number="PSP-2027-9001", **SENT_IN
        )
        TTARequest.objects.create(**known, core_area=gun_violence, created_at=clock.now())
    with act(dana_of_riverton) as by:
        origin = origins.find(by, f"session-note:{note.pk}")
        due_on = date(2027, 4, 1)
        commitments.add(riverton, text="Meet each Monday", due_on=due_on, origin=origin, by=by)
    told = f"Session note: led to {made.number}, 1 commitment Fri Mar 12"
    assert told in shown_to(dana_of_riverton)
    assert (
        f'href="/summits/notes/{note.pk}/"'
        in client_of(dana_of_riverton).get(PATH).content.decode()
    )


def test_a_federal_request_is_named_to_the_cleared_alone_and_never_on_paper(
    note, shown_to, riverton, dana_of_riverton, ula_of_riverton, gun_violence
):
    with acting_atomic("system:demo"):
        made = TTARequest.objects.create(
            site=riverton,
            session_note=note,
            requester=ula_of_riverton,
            core_area=gun_violence,
            number="PSP-2027-9001",
            handling="federal",
            federal_agencies=["ATF"],
            **SENT_IN,
        )
    assert f"led to {made.number}" in shown_to(ula_of_riverton, "?show=session-notes")
    for reader, query in ((ula_of_riverton, "&print=1"), (dana_of_riverton, "")):
        text = shown_to(reader, f"?show=session-notes{query}")
        assert TEXT in text
        assert made.number not in text
        assert "led to" not in text


def test_filters_by_noun_and_area(note, send, shown_to, riverton, dana_of_riverton):
    send(riverton, 3, came=3)
    only = shown_to(dana_of_riverton, "?show=summits")
    assert SENT in only
    assert TEXT not in only
    with acting_atomic("system:demo"):
        other = CoreAreaFactory()
    area = note.session.core_area.slug
    of_area = shown_to(dana_of_riverton, f"?area={area}")
    assert TEXT in of_area
    assert SENT not in of_area
    assert TEXT not in shown_to(dana_of_riverton, f"?area={other.slug}")


def test_the_timeline_keeps_its_ceiling(
    note, send, held, statements_of, riverton, dana_of_riverton
):
    send(riverton, 1, came=1)
    before = statements_of(dana_of_riverton, PATH)
    for n in range(5):
        with acting_atomic("system:demo"):
            other = SummitFactory(status="archived", starts_on=date(2020 + n, 3, 1))
            SessionNote.objects.create(
                site=riverton,
                session=note.session,
                text=TEXT,
                author=dana_of_riverton,
                made_at=clock.now(),
            )
        send(riverton, 2, came=2, summit=other)
    assert statements_of(dana_of_riverton, PATH) == before <= 7
