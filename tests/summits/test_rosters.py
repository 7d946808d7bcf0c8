"""Rosters and door lists: who reads whose people, and what is never on paper or in a file."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.http import QueryDict

from foundation.calendars import clock
from foundation.exports.models import Export
from foundation.tenancy.context import acting_atomic
from foundation.ui import pdf
from summits import exports
from summits.actions import grants
from summits.enums import GrantRole, Registered, State
from summits.models import CheckIn, DelegationSeat, Needs, Registration, Session, Summit
from summits.views import rosters
from tests.dashboards.test_paper import read
from tests.pages import markup, words
from tests.summits.conftest import NINE, now

pytestmark = pytest.mark.django_db
PATH = "/summits/2027/roster/"
DOOR = "/summits/2027/door-list/"
NEED = "Step-free seating"
# The four of every page, the summit, the roster, and the sites it can be narrowed to.
MAX_STATEMENTS = 8


@pytest.fixture(autouse=True)
def at_the_summit():
    with clock.frozen(datetime(2027, 3, 9, 16, tzinfo=UTC)):
        yield


@pytest.fixture
def listed(open_summit, register, riverton, lakeside) -> Summit:
    """A live summit: two of Riverton, one of whom came; one of Lakeside waits; a federal agent, and a provider."""
    with acting_atomic("system:demo"):
        seat = DelegationSeat.objects.get(summit=open_summit, slug="usao")
        first = register(
            riverton, name="Ada Rivers", email="ada@riverton.gov", came=True, seat=seat
        )
        register(riverton, name="Ben Rivers", kind="guest", email="ben@riverton.gov")
        register(riverton, name="Cy Gone", state=Registered.CANCELED)
        register(lakeside, name="Lou Lake", state=Registered.WAIT_LISTED, wait_number=4)
        register(kind="federal", name="Agent Doe", email="agent@atf.gov")
        register(name="Pat Helper", email="pat@example.org")
        Needs.objects.create(
            site=riverton, summit=open_summit, registration=first, access=NEED, saved_at=NINE
        )
        Summit.objects.update(status=State.LIVE)
    return now(open_summit)


@pytest.fixture
def organizer(listed, acting_as, mona_manager, cora_coordinator):
    """A coordinator who organizes the summit."""
    with acting_as(mona_manager) as by:
        grants.give(listed, email=cora_coordinator.email, role=GrantRole.ORGANIZER, by=by)
    return cora_coordinator


def test_organizers_and_managers_list_everyone(listed, organizer, mona_manager, client_of):
    for reader in (mona_manager, organizer):
        text = words(client_of(reader).get(PATH))
        assert "Everyone : 5 people" in text
        assert "Tue Mar 9, 9:00 am ET ada@riverton.gov" in text
        assert "Lou Lake" in text
        assert "On the wait-list, number 4" in text
        assert "Agent Doe Federal law enforcement No site Confirmed" in text
        assert "Cy Gone" not in text
        assert NEED not in text


def test_federal_law_enforcement_is_not_printed(listed, mona_manager, client_of):
    page = markup(client_of(mona_manager).get(PATH))
    assert '<tr role="row" class="psp-no-print"><th scope="row" role="rowheader">Agent Doe' in page
    assert page.count('<tr role="row" class="psp-no-print">') == 1
    assert 'Everyone<span class="psp-no-print">: 5 people</span>' in page
    assert "Federal law enforcement isn't in the printed version" in page


def test_a_sites_leaders_list_their_own_people_without_addresses(
    listed, dana_of_riverton, client_of
):
    text = words(client_of(dana_of_riverton).get(PATH))
    assert "Your sites : 2 people" in text
    assert "Ada Rivers U.S. Attorney" in text
    assert "Ben Rivers Guest of a site Riverton, EX Confirmed" in text
    for hidden in ("Lou Lake", "Agent Doe", "Pat Helper", "ada@riverton.gov", NEED, "Door list"):
        assert hidden not in text


def test_another_sites_contact_sees_none_of_them(listed, lakeside, omar_of_lakeside, client_of):
    client = client_of(omar_of_lakeside)
    for path in (PATH, f"{PATH}?site=riverton-ex"):
        text = words(client.get(path))
        assert "Your sites : 1 person" in text
        assert "Lou Lake" in text
        assert "Rivers" not in text
        assert "Riverton" not in text
    assert client.get(f"{PATH}pdf/?site=riverton-ex").status_code == 404
    wanted = asked("summit=2027&site=riverton-ex")
    assert client.post("/exports/new/", wanted).status_code == 404


def test_a_roster_is_narrowed_to_a_site(listed, mona_manager, client_of):
    text = words(client_of(mona_manager).get(f"{PATH}?site=lakeside-ex"))
    assert "Lakeside, EX : 1 person" in text
    assert "Ada Rivers" not in text
    wrong = words(client_of(mona_manager).get(f"{PATH}?site=nowhere"))
    assert "Choose a site from the list." in wrong


@pytest.mark.parametrize(
    "reader", ["lee_liaison", "ana_analyst", "cora_coordinator", "pat_provider"]
)
def test_nobody_else_has_a_roster(listed, reader, request, client_of):
    client = client_of(request.getfixturevalue(reader))
    for path in (PATH, f"{PATH}pdf/", DOOR):
        assert client.get(path).status_code == 403, path


def test_visitors_sign_in_first(listed, client):
    assert {client.get(path).status_code for path in (PATH, f"{PATH}pdf/", DOOR)} == {302}


def test_an_empty_and_an_imported_roster(listed, mona_manager, client_of):
    client = client_of(mona_manager)
    with acting_atomic("system:demo"):
        CheckIn.objects.all().delete()
        Registration.objects.update(state=Registered.CANCELED, has_place=False)
        Summit.objects.update(status=State.CANCELED)
    text = words(client.get(PATH))
    assert "No one is on this roster." in text
    assert "This summit won't take place." in text
    with acting_atomic("system:demo"):
        Summit.objects.update(origin="imported", made_by=None)
    assert client.get(PATH).status_code == 404


def test_it_takes_as_many_statements_at_any_size(
    listed, register, riverton, statements_of, mona_manager, dana_of_riverton
):
    for reader, path in ((mona_manager, PATH), (dana_of_riverton, PATH), (mona_manager, DOOR)):
        few = statements_of(reader, path)
        with acting_atomic("system:demo"):
            for _ in range(20):
                register(riverton, came=True)
        assert statements_of(reader, path) == few <= MAX_STATEMENTS


def asked(query: str = "summit=2027", kind: str = "csv") -> dict[str, str]:
    return {"what": "summit-roster", "query": query, "format": kind}


def exported(client, user, drain, query: str = "summit=2027") -> list[list[str]]:
    assert client.post("/exports/new/", asked(query)).status_code == 303
    drain()
    with acting_atomic("system:demo"):
        export = Export.objects.of(user.pk).get()
    sent = b"".join(client.get(f"/exports/{export.pk}/download/").streaming_content)
    return list(csv.reader(StringIO(sent.decode("utf-8-sig"))))


def test_an_organizers_file_has_addresses_and_no_federal_partner(
    listed, mona_manager, client_of, drain
):
    head, *rows = exported(client_of(mona_manager), mona_manager, drain)
    assert head[1:4] == ["Name", "Seat or role", "Site"]
    by_name = {row[1]: row for row in rows}
    assert sorted(by_name) == ["Ada Rivers", "Ben Rivers", "Lou Lake", "Pat Helper"]
    assert by_name["Ada Rivers"][-2:] == ["2027-03-09 09:00", "ada@riverton.gov"]
    assert by_name["Lou Lake"][4:6] == ["On the wait-list", "4"]
    assert by_name["Pat Helper"][3] == "No site"
    assert not [row for row in rows if NEED in row]


def test_a_sites_file_has_its_own_people_and_no_address(listed, dana_of_riverton, client_of, drain):
    _, *rows = exported(client_of(dana_of_riverton), dana_of_riverton, drain)
    assert [row[1] for row in rows] == ["Ada Rivers", "Ben Rivers"]
    assert {row[-1] for row in rows} == {""}


def test_no_one_is_left_out_of_a_file_when_someone_before_leaves(listed, mona_manager, acting_as):
    query, place, names = QueryDict("summit=2027"), "", []
    with acting_as(mona_manager) as by:
        for _ in range(4):
            rows, place = exports.ROSTER.rows(by, query, place, 1)
            names += [row[1] for row in rows]
            gone = Registration.objects.filter(name="Ada Rivers")
            gone.filter(name__in=names).update(state=Registered.CANCELED, has_place=False)
        assert exports.ROSTER.rows(by, query, place, 1) == ([], place)
    assert names == ["Lou Lake", "Ada Rivers", "Ben Rivers", "Pat Helper"]


def test_nobody_exports_a_roster_they_cannot_read(listed, ana_analyst, lee_liaison, client_of):
    for reader in (ana_analyst, lee_liaison):
        assert client_of(reader).post("/exports/new/", asked()).status_code == 404


@pytest.mark.skipif(not pdf.is_available(), reason="needs WeasyPrint's libraries")
def test_the_pdf_is_tagged_and_leaves_federal_partners_out(
    listed, mona_manager, dana_of_riverton, client_of
):
    paper = read(client_of(mona_manager), f"{PATH}pdf/")
    assert "Lou Lake" in paper.text
    assert "ada@riverton.gov" in paper.text
    assert "4 people" in paper.text
    assert "Agent Doe" not in paper.text
    assert paper.tree.all("Table")
    own = read(client_of(dana_of_riverton), f"{PATH}pdf/")
    for hidden in ("Lou Lake", "ada@riverton.gov", NEED):
        assert hidden not in own.text
    one = read(client_of(mona_manager), f"{PATH}pdf/?site=lakeside-ex")
    assert "Ada Rivers" not in one.text


def test_a_long_pdf_is_refused_with_what_to_do(listed, mona_manager, client_of, monkeypatch):
    monkeypatch.setattr(rosters, "MAX_ON_PAPER", 3)
    answer = client_of(mona_manager).get(f"{PATH}pdf/")
    assert answer.status_code == 409
    assert "Choose one site, or print the page." in words(answer)


def test_a_door_list_is_checked_off_by_hand(listed, register, riverton, mona_manager, client_of):
    with acting_atomic("system:demo"):
        session = Session.objects.create(
            summit=listed,
            title="From lead to arrest",
            during=DateTimeTZRange(NINE, NINE + timedelta(hours=1)),
        )
        register(riverton, name="Zoe Rivers", sessions=[session])
    client = client_of(mona_manager)
    text = words(client.get(DOOR))
    assert "Ada Rivers Delegate, Riverton, EX Tue Mar 9, 9:00 am ET" in text
    assert "Ben Rivers Guest of a site, Riverton, EX ☐" in text
    assert "Lou Lake Delegate, Lakeside, EX No place: number 4 on the wait-list" in text
    assert "Agent Doe" not in text
    at_session = words(client.get(f"{DOOR}?session={session.pk}"))
    assert "Door list: From lead to arrest" in at_session
    assert "Ada Rivers Delegate, Riverton, EX ☐" in at_session
    assert "Zoe Rivers Delegate, Riverton, EX Tue Mar 9, 9:00 am ET" in at_session
    assert NEED not in text + at_session


def test_a_sites_leaders_have_no_door_list(listed, dana_of_riverton, client_of):
    assert client_of(dana_of_riverton).get(DOOR).status_code == 403


def test_a_door_list_says_why_someone_cannot_be_checked_in(
    listed, register, mona_manager, client_of
):
    with acting_atomic("system:demo"):
        register(kind="provider", attendance="virtual", name="Vera Virtual", has_place=False)
    text = words(client_of(mona_manager).get("/summits/2027/door-list/"))
    assert "Vera Virtual TTA provider No place: registered virtually" in text


def test_whoever_came_to_a_session_alone_is_checked_in_on_the_roster(
    listed, register, riverton, mona_manager, client_of
):
    with acting_atomic("system:demo"):
        session = Session.objects.create(summit=listed, title="From lead to arrest")
        register(riverton, name="Lena Late", sessions=[session])
    text = words(client_of(mona_manager).get("/summits/2027/roster/"))
    assert "Tue Mar 9, 9:00 am ET" in text.split("Lena Late")[1][:90]
