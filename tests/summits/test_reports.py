"""A summit's report: who is counted, for whom, on which pages, and what is never in it."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from engagements.models import Commitment
from foundation.calendars import clock
from foundation.exports.models import Export
from foundation.tenancy.context import acting_atomic
from foundation.ui import pdf
from summits.enums import Format, Registered, State
from summits.models import (
    NOTE,
    CheckIn,
    DelegationSeat,
    Needs,
    Registration,
    Room,
    Session,
    SessionNote,
    Summit,
)
from summits.presenters.report_tables import FEW
from tests.dashboards.test_paper import read
from tests.factories.tta_requests import CoreAreaFactory
from tests.pages import words
from tests.summits.conftest import NINE, now
from tests.tta_requests.states import put
from tta_requests.models import TTARequest

pytestmark = pytest.mark.django_db
PATH = "/summits/2027/report/"
AFTER = datetime(2027, 3, 12, 15, tzinfo=UTC)
NEED = "Step-free seating for one"
# The four of every page, the summit, and five of the report.
MAX_STATEMENTS = 10


@pytest.fixture(autouse=True)
def after_the_summit():
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def held(open_summit, register, riverton, lakeside, dana_of_riverton) -> Summit:
    """An archived summit: two of Riverton's three came, one walked in; one of Lakeside's waits; two partners came."""
    with acting_atomic("system:demo"):
        room = Room.objects.create(summit=open_summit, name="Harbor 1", seats=8)
        session = Session.objects.create(
            summit=open_summit,
            title="From lead to arrest",
            room=room,
            core_area=CoreAreaFactory(name="Investigations"),
            during=DateTimeTZRange(NINE, NINE + timedelta(hours=1)),
        )
        seat = DelegationSeat.objects.get(summit=open_summit, slug="usao")
        first = register(riverton, came=True, sessions=[session], seat=seat)
        register(riverton)
        register(riverton, came=True, is_walk_in=True, kind="guest")
        register(lakeside, state=Registered.WAIT_LISTED, wait_number=1)
        register(lakeside, state=Registered.SUBSTITUTED)
        register(lakeside, state=Registered.CANCELED)
        register(kind="federal", came=True, sessions=[session], name="Agent Doe")
        register(kind="provider", came=True, attendance="virtual")
        Needs.objects.create(
            site=riverton, summit=open_summit, registration=first, access=NEED, saved_at=NINE
        )
        note = SessionNote.objects.create(
            site=riverton, session=session, text="Ask.", author=dana_of_riverton, made_at=NINE
        )
        SessionNote.objects.create(
            site=riverton, session=session, text="More.", author=dana_of_riverton, made_at=NINE
        )
        Commitment.objects.create(
            site=riverton,
            text="Trade rosters.",
            due_on=AFTER.date(),
            owner=dana_of_riverton,
            made_at=NINE,
            origin_kind=NOTE,
            origin_title="From lead to arrest",
            origin_id=note.pk,
        )
        Summit.objects.update(status=State.ARCHIVED)
    return now(open_summit)


def table(text: str, heading: str, until: str) -> str:
    """Return the words of one table: its heading is there twice, once for screen readers."""
    return text.split(f" {heading} {heading} ", 1)[1].split(f" {until} ", 1)[0]


@pytest.mark.parametrize("reader", ["mona_manager", "cora_coordinator", "ana_analyst"])
def test_doj_staff_read_one_report_of_every_site(held, reader, request, client_of):
    text = words(client_of(request.getfixturevalue(reader)).get(PATH))
    assert "3 of 4 people confirmed in person attended (75%)." in text
    assert (
        "Invitations 6 Registered 6 Confirmed 5 Attended 4 Walk-ins 1 On the wait-list 1 No answer 0 "
        "Declined 0 Canceled 1" in text
    )
    assert "Delegate 2 1 1 0 Guest of a site 1 1 0 1 Other roles 2 2 0 0" in table(
        text, "By role", "Delegates by seat"
    )
    assert " 1 1 0 0" in table(text, "Delegates by seat", "By site")
    sites = table(text, "By site", "By core area")
    assert "Lakeside, EX" not in sites.split("Riverton")[1]
    assert "3 2 0 1 No site 2 2 0 0" in sites
    assert "Investigations 1 2" in table(text, "By core area", "By session")
    sessions = table(text, "By session", "What it led to")
    assert (
        "From lead to arrest Tue Mar 9, 9:00 am \N{EN DASH} 10:00 am ET Harbor 1 2 8 25%"
        in sessions
    )
    led = table(text, "What it led to", "Drafts and federal")
    assert "Sites with notes 1 Notes on sessions 2 No follow-up yet 1" in led
    assert "Open commitments 1 Commitments done 0 Open requests 0 Requests that ended 0" in led


def test_roles_without_a_site_that_few_have_are_not_named(held, client_of, mona_manager):
    text = words(client_of(mona_manager).get(PATH))
    assert "Federal law enforcement" not in text
    assert "roles without a site that fewer than 5 people have" in text
    assert "Agent Doe" not in text


def test_a_role_without_a_site_that_enough_have_is_named(held, register, client_of, mona_manager):
    with acting_atomic("system:demo"):
        for _ in range(4):
            register(kind="federal")
    assert "Federal law enforcement 5 1 0 0" in words(client_of(mona_manager).get(PATH))


def test_needs_and_names_are_in_no_report(held, client_of, mona_manager, dana_of_riverton):
    for reader in (mona_manager, dana_of_riverton):
        page = client_of(reader).get(PATH).content.decode()
        assert NEED not in page
        assert "Sam Rivers" not in page


def test_a_sites_people_read_their_own_part(held, client_of, dana_of_riverton, lee_liaison):
    for reader in (dana_of_riverton, lee_liaison):
        text = words(client_of(reader).get(PATH))
        assert "Lakeside" not in text
        assert "No site" not in text
        assert "Other roles" not in text
        assert "Sites: Your sites." in text
        assert "2 of 3 people confirmed in person attended (66%)." in text
        # Of the two people at the session, one is theirs; the seats of its room say nothing about them.
        assert "10:00 am ET Harbor 1 1 People are" in text
        assert "Notes on sessions 2" in text


def test_another_sites_contact_reads_nothing_of_it(held, client_of, omar_of_lakeside):
    text = words(client_of(omar_of_lakeside).get(PATH))
    assert "Riverton" not in text
    assert "No one has a confirmed place." in text
    assert "Invitations 2 Registered 1" in text
    assert "No notes yet." in text
    assert "Investigations 1 0" in text


def test_a_federal_request_is_no_follow_up(
    held,
    riverton,
    gun_violence,
    dana_of_riverton,
    best_provider,
    client_of,
    mona_manager,
    standards,
):
    asked = {"site": riverton, "area": gun_violence, "requester": dana_of_riverton}
    made = [put("triage", **asked, provider=best_provider) for _ in range(2)]
    with acting_atomic("system:demo"):
        open_note = SessionNote.objects.get(text="More.")
        TTARequest.objects.filter(pk=made[0].pk).update(
            session_note=open_note, handling="federal", federal_agencies=["ATF"]
        )
    led = "No follow-up yet 1 Open commitments 1 Commitments done 0 Open requests 0"
    assert led in words(client_of(mona_manager).get(PATH))
    with acting_atomic("system:demo"):
        TTARequest.objects.filter(pk=made[1].pk).update(session_note=open_note)
    led = "No follow-up yet 0 Open commitments 1 Commitments done 0 Open requests 1"
    assert led in words(client_of(mona_manager).get(PATH))


def test_people_without_a_site_and_visitors_are_refused(held, client, client_of, pat_provider):
    for path in (PATH, f"{PATH}pdf/"):
        assert client_of(pat_provider).get(path).status_code == 403
        assert client.get(path).status_code == 302


@pytest.mark.parametrize("state", [State.REGISTRATION_OPEN, State.AGENDA_LOCKED])
def test_before_the_summit_starts_there_is_none(held, state, client_of, mona_manager):
    with acting_atomic("system:demo"):
        Summit.objects.update(status=state)
    client = client_of(mona_manager)
    assert "No report yet." in words(client.get(PATH))
    assert client.get(f"{PATH}pdf/").status_code == 404
    assert client.post("/exports/new/", asked()).status_code == 404


def test_a_live_summit_without_check_ins_says_so(held, client_of, mona_manager):
    with acting_atomic("system:demo"):
        CheckIn.objects.all().delete()
        Summit.objects.update(status=State.LIVE)
    text = words(client_of(mona_manager).get(PATH))
    assert "No check-ins yet." in text
    assert "0 of 4 people confirmed in person attended (0%)." in text


def test_nobody_is_counted_at_the_door_of_a_virtual_summit(held, client_of, mona_manager):
    with acting_atomic("system:demo"):
        CheckIn.objects.all().delete()
        Summit.objects.update(format=Format.VIRTUAL)
    text = words(client_of(mona_manager).get(PATH))
    assert "This summit was virtual. Attendance isn't recorded at a door." in text
    assert "5 people are confirmed." in text
    assert "Attended Not recorded" in text
    assert "No check-ins yet." not in text
    assert "Seats" not in text


def test_no_more_attended_than_were_confirmed(held, client_of, mona_manager):
    with acting_atomic("system:demo"):
        Registration.objects.filter(check_ins__isnull=False, kind="guest").update(
            state=Registered.CANCELED, has_place=False
        )
    assert "2 of 3 people confirmed in person attended (66%)." in words(
        client_of(mona_manager).get(PATH)
    )


def test_a_canceled_summit_says_so(held, client_of, mona_manager):
    with acting_atomic("system:demo"):
        Registration.objects.update(state=Registered.CANCELED, has_place=False)
        CheckIn.objects.all().delete()
        Summit.objects.update(status=State.CANCELED)
    text = words(client_of(mona_manager).get(PATH))
    assert "This summit won't take place." in text
    assert "No one has a confirmed place." in text


def test_an_imported_summit_has_no_report(held, client_of, mona_manager):
    with acting_atomic("system:demo"):
        Summit.objects.update(origin="imported", made_by=None)
    for path in (PATH, f"{PATH}pdf/"):
        assert client_of(mona_manager).get(path).status_code == 404


def test_it_takes_as_many_statements_at_any_size(
    held, register, riverton, statements_of, mona_manager, dana_of_riverton
):
    for reader in (mona_manager, dana_of_riverton):
        few = statements_of(reader, PATH)
        with acting_atomic("system:demo"):
            for n in range(20):
                hour = NINE + timedelta(hours=1 + n)
                session = Session.objects.create(
                    summit=held,
                    title="Ballistics",
                    during=DateTimeTZRange(hour, hour + timedelta(hours=1)),
                )
                register(riverton, came=True, sessions=[session])
        assert statements_of(reader, PATH) == few <= MAX_STATEMENTS


def asked(kind: str = "csv", summit: str = "2027") -> dict[str, str]:
    return {"what": "summit-report", "query": f"summit={summit}", "format": kind}


def exported(client, user, drain) -> list[list[str]]:
    assert client.post("/exports/new/", asked()).status_code == 303
    drain()
    with acting_atomic("system:demo"):
        export = Export.objects.of(user.pk).get()
    sent = b"".join(client.get(f"/exports/{export.pk}/download/").streaming_content)
    return list(csv.reader(StringIO(sent.decode("utf-8-sig"))))


def test_the_export_has_every_figure_of_the_page(held, client_of, mona_manager, drain):
    rows = exported(client_of(mona_manager), mona_manager, drain)
    name = "2027 Violent Crime Summit"
    assert rows[0] == ["Summit", "Sites", "Table", "Row", "Figure", "Value"]
    assert [name, "All", "Figures", "Attended", "People", "4"] in rows
    assert [name, "All", "By role", "Other roles", "Attended", "2"] in rows
    assert [name, "All", "By session", "From lead to arrest", "Seats", "8"] in rows
    assert not [row for row in rows if NEED in row or "Sam Rivers" in row]


def test_a_sites_export_is_its_own_part(held, client_of, omar_of_lakeside, drain):
    rows = exported(client_of(omar_of_lakeside), omar_of_lakeside, drain)
    assert {row[1] for row in rows[1:]} == {"Your sites"}
    assert not [row for row in rows if "Riverton" in row[3] or row[3] == "No site"]


def test_no_export_of_a_summit_that_is_not_there(held, client_of, mona_manager):
    assert client_of(mona_manager).post("/exports/new/", asked(summit="1999")).status_code == 404


@pytest.mark.skipif(not pdf.is_available(), reason="needs WeasyPrint's libraries")
def test_the_pdf_is_tagged_and_says_the_same(held, client_of, mona_manager, dana_of_riverton):
    paper = read(client_of(mona_manager), f"{PATH}pdf/")
    assert "3 of 4 people confirmed in person attended (75%)." in paper.text
    assert len(paper.tree.all("Table")) >= 7
    assert {tag.kind for tag in paper.tree.all("H1", "H2")} == {"H1", "H2"}
    own = read(client_of(dana_of_riverton), f"{PATH}pdf/")
    assert "Lakeside" not in own.text
    assert NEED not in paper.text + own.text


def test_few_people_are_those_whom_the_row_would_show(held, register, mona_manager, client_of):
    """Four who declined don't make a row of one."""
    with acting_atomic("system:demo"):
        for _ in range(FEW):
            register(kind="federal", state=Registered.DECLINED)
    by_role = table(words(client_of(mona_manager).get(PATH)), "By role", "Delegates by seat")
    assert "Federal law enforcement" not in by_role
    assert "Other roles" in by_role
