"""Bring your spreadsheet: what is read, what is refused and where, and that a row comes once."""

import csv
from contextlib import contextmanager
from datetime import date
from io import BytesIO, StringIO
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from foundation.accounts.actors import resolve
from foundation.audit.models import SecurityEvent
from foundation.calendars import clock
from foundation.files import store
from foundation.imports import actions, read
from foundation.imports.models import Import, ImportedKey
from foundation.notifications.models import Notification
from foundation.tenancy.context import acting_atomic
from sites.actions import contacts
from sites.models import Contact, Invitation
from tests.pages import words
from tests.together import PATIENCE, at_once
from tta_requests.models import Clock, Entry, Offer, TTARequest

pytestmark = pytest.mark.django_db
HEADER = [
    "Site",
    "Title",
    "Problem",
    "Desired change",
    "Core area",
    "Kind",
    "Urgency",
    "Why critical",
    "Asked on",
    "Status",
    "Old number",
]
GOOD = [
    "Riverton, EX",
    "Weekly review",
    "Three lists.",
    "One list.",
    "Gun Violence",
    "Training",
    "Routine",
    "",
    "2026-03-31",
    "open",
    "17-B",
]


def as_csv(*rows, header=HEADER, delimiter=",", encoding="utf-8"):
    text = StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows([header, *rows] if header else rows)
    return text.getvalue().encode(encoding)


def as_xlsx(*rows, header=HEADER):
    book = Workbook()
    for row in [header, *rows]:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def row(**changes):
    """A good row with some cells changed, by their heading's first word in lower case."""
    places = {name.split()[0].lower(): at for at, name in enumerate(HEADER)}
    cells = list(GOOD)
    for name, value in changes.items():
        cells[places[name]] = value
    return cells


@pytest.fixture
def send(client_of, standards, riverton, gun_violence, cora_coordinator):
    """A coordinator sends a file; the answer."""

    def sent(content, name="list.csv", what="requests", user=cora_coordinator):
        form = {"file": SimpleUploadedFile(name, content)}
        return client_of(user).post(f"/imports/new/{what}/", form)

    return sent


@pytest.fixture
def preview(send, client_of, cora_coordinator):
    """Send a file, agree to the columns as they were guessed, look at the rows."""

    def seen(content, name="list.csv", what="requests"):
        answer = send(content, name, what)
        assert answer.status_code == 303, answer.content.decode()
        client, address = client_of(cora_coordinator), answer["Location"]
        columns = client.get(address)
        if "form" in columns.context:
            guessed = {each.name: each.initial or "" for each in columns.context["form"]}
            assert client.post(address, guessed).status_code == 303
        return client.get(address), address

    return seen


@pytest.fixture
def bring(preview, client_of, cora_coordinator, drain):
    """The same, and bring the good rows; the report."""

    def brought(content, name="list.csv", what="requests"):
        _, address = preview(content, name, what)
        client = client_of(cora_coordinator)
        assert client.post(f"{address}begin/").status_code == 303
        drain()
        return client.get(address)

    return brought


def reasons(response):
    return {wrong.line: " ".join(wrong.reasons) for wrong in response.context["wrong"]}


def test_an_open_request_keeps_its_day_and_its_decision_runs_from_now(bring, cora_coordinator):
    bring(as_csv(GOOD))
    with acting_atomic("system:demo"):
        made = TTARequest.objects.select_related("site").get()
        [running] = Clock.objects.running()
        told = Entry.objects.get(request=made, kind="import").text
    assert (made.status, made.source, made.kind) == ("triage", "imported", "training")
    assert made.created_at.astimezone(ZoneInfo(made.site.time_zone)).date() == date(2026, 3, 31)
    assert made.requester_id == cora_coordinator.pk
    assert (running.kind, running.due_at > clock.now()) == ("triage-decision", True)
    assert told == "Imported from a spreadsheet; its old number was 17-B"


def test_an_open_request_is_ranked_and_a_person_offers_it(
    bring, best_provider, pat_provider, client_of, cora_coordinator
):
    bring(as_csv(row(kind="Technical assistance", urgency="Expedited")))
    with acting_atomic("system:demo"):
        made = TTARequest.objects.get()
        assert not Offer.objects.exists()
    address = f"/requests/{made.number}/offer/"
    form = {"provider": best_provider.pk, "reason": "", "note": ""}
    assert client_of(cora_coordinator).post(address, form).status_code == 303
    with acting_atomic("system:demo"):
        assert Offer.objects.get().request_id == made.pk


def test_it_stands_as_asked_by_the_sites_contact(bring, dana_of_riverton):
    bring(as_csv(GOOD))
    with acting_atomic("system:demo"):
        assert TTARequest.objects.get().requester_id == dana_of_riverton.pk


def test_a_closed_one_is_history_without_clocks(bring):
    bring(as_csv(row(status="Completed")))
    with acting_atomic("system:demo"):
        assert TTARequest.objects.get().status == "closed"
        assert not Clock.objects.exists()


@pytest.mark.parametrize("again", ["the same file", "another file", "another person"])
def test_a_row_comes_once_however_often_it_is_sent(
    bring, again, send, client_of, mona_manager, drain
):
    bring(as_csv(GOOD))
    if again == "another person":
        address = send(as_csv(GOOD), user=mona_manager)["Location"]
        client = client_of(mona_manager)
        client.post(address, {c.name: c.initial or "" for c in client.get(address).context["form"]})
        client.post(f"{address}begin/")
        drain()
        report = client.get(address)
    else:
        content = as_csv(GOOD) if again == "the same file" else as_xlsx(row(title="WEEKLY  review"))
        report = bring(content, "list.csv" if again == "the same file" else "list.xlsx")
    assert report.context["brought"] == 0
    assert "Imported before: PSP-" in report.content.decode()
    with acting_atomic("system:demo"):
        assert TTARequest.objects.count() == 1


def test_pressing_twice_brings_once(preview, client_of, cora_coordinator, drain):
    _, address = preview(as_csv(GOOD))
    client = client_of(cora_coordinator)
    assert client.post(f"{address}begin/").status_code == 303
    assert client.post(f"{address}begin/").status_code == 409
    drain()
    with acting_atomic("system:demo"):
        assert TTARequest.objects.count() == 1


def test_many_rows_come_in_steps(bring, monkeypatch):
    monkeypatch.setattr(actions, "STEP", 2)
    report = bring(as_csv(*(row(old=str(k)) for k in range(5)), row(old="6", site="Nowhere")))
    assert report.context["brought"] == 5
    assert [line for line, _ in report.context["left"]] == [7]


@pytest.mark.django_db(transaction=True)
def test_rows_come_where_the_database_holds_the_actor(enforced, bring):
    """The worker carries it out, and each transaction writes as one: who sent the file."""
    assert bring(as_csv(GOOD)).context["brought"] == 1


def test_who_sent_it_is_told_and_the_log_says_so(bring, cora_coordinator):
    bring(as_csv(GOOD))
    with acting_atomic("system:outbox"):
        told = Notification.objects.filter(recipient=cora_coordinator, entry__kind="import")
        assert told.count() == 1
    assert SecurityEvent.objects.get(kind="imported").detail == {"kind": "requests", "rows": 1}


def test_other_names_of_columns_are_told_once_and_remembered(send, client_of, cora_coordinator):
    header = ["Where", "What", "Why", "Aim", "Area", "When"]
    cells = [
        "Riverton, EX",
        "Weekly review",
        "Three lists.",
        "One list.",
        "Gun Violence",
        "3/31/2026",
    ]
    content = as_csv(cells, header=header)
    client = client_of(cora_coordinator)
    address = send(content)["Location"]
    refused = client.post(address, {"site": "0"})
    assert refused.status_code == 422
    assert "Choose the column for the title." in refused.content.decode()
    places = dict(
        zip(
            ["site", "title", "problem", "desired_change", "core_area", "asked_on"],
            "012345",
            strict=True,
        )
    )
    client.post(address, places)
    assert "1 row can be imported" in words(client.get(address))
    again = client.get(send(content)["Location"]).context["form"]
    assert {each.name: each.initial for each in again if each.initial} | {} != {}
    assert again.initial == places


def test_one_column_is_not_two_fields(send, client_of, cora_coordinator):
    address = send(as_csv(GOOD))["Location"]
    places = {
        "site": "0",
        "title": "1",
        "problem": "2",
        "desired_change": "2",
        "core_area": "4",
        "asked_on": "8",
    }
    answer = client_of(cora_coordinator).post(address, places)
    assert "used for another field above" in answer.content.decode()


# Forty kinds of faults: what is wrong with the file as a whole, then with a row.
FILES = {
    "nothing": (b"", "list.csv", "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "list.csv", ""),
    "no text": (b"a,b\n\x00\x01,c\n", "list.csv", ""),
    "blank lines": (b"\n\n,,,\n", "list.csv", "is empty"),
    "a header alone": (as_csv(), "list.csv", "no data"),
    "a blank heading": (
        as_csv(GOOD, header=["Site", "", *HEADER[2:]]),
        "list.csv",
        "Column 2 has no heading",
    ),
    "a heading twice": (
        as_csv(GOOD, header=["Site", "site", *HEADER[2:]]),
        "list.csv",
        "Two columns have the same name",
    ),
    "too many columns": (
        as_csv(["x"] * 61, header=[f"c{k}" for k in range(61)]),
        "list.csv",
        "more than 60 columns",
    ),
    "too many rows": (as_csv(*([GOOD] * 2001)), "list.csv", "more than 2,000 rows"),
    "a cell beyond the header": (as_csv([*GOOD, "beyond"]), "list.csv", "Line 2 has more cells"),
    "a quotation mark left open": (
        b'Site,Title\nA,"B\n',
        "list.csv",
        "quotation mark isn't closed",
    ),
    "a document": (b"%PDF-1.7\n%%EOF", "list.pdf", ""),
    "a damaged workbook": (as_xlsx(GOOD)[:-300], "list.xlsx", ""),
    "a workbook without rows": (as_xlsx(), "list.xlsx", "no data"),
}
ROWS = {
    "no site": ({"site": ""}, "Site: Enter the site."),
    "only spaces": ({"site": "   "}, "Site: Enter the site."),
    "an unknown site": (
        {"site": "Atlantis, EX"},
        "Site: You don't have a site named “Atlantis, EX”.",
    ),
    "no title": ({"title": ""}, "Title: Enter a title for the request."),
    "a title too long": ({"title": "x" * 141}, "Title: Use 140 characters or fewer for the title."),
    "no problem": ({"problem": ""}, "Problem: Describe the problem."),
    "a problem too long": ({"problem": "x" * 5001}, "Problem: "),
    "no change": ({"desired": ""}, "Desired change: Describe what should change."),
    "no area": ({"core": ""}, "Core area: Enter the core area."),
    "an unknown area": (
        {"core": "Traffic"},
        "Core area: “Traffic” isn't one of the core areas.",
    ),
    "an unknown kind": ({"kind": "Party"}, "Kind: “Party” isn't valid. Enter one of: training,"),
    "an unknown urgency": (
        {"urgency": "ASAP"},
        "Urgency: “ASAP” isn't valid. Enter one of: routine, expedited, critical.",
    ),
    "critical without a reason": (
        {"urgency": "critical"},
        "Why critical: Enter why it's critical.",
    ),
    "no day": ({"asked": ""}, "Asked on: Enter the date it was requested."),
    "a day that never was": ({"asked": "2026-02-30"}, "isn't a date"),
    "a day in words": ({"asked": "last week"}, "Asked on: “last week” isn't a date."),
    "the day before the month": ({"asked": "31/03/2026"}, "isn't a date"),
    "a day to come": ({"asked": "2099-01-01"}, "Asked on: Enter a date that isn't in the future."),
    "a day before the program": (
        {"asked": "2013-12-31"},
        "Asked on: Enter a date in 2014 or later.",
    ),
    "an unknown state": (
        {"status": "paused?"},
        "Status: “paused?” isn't a valid status. Enter open or closed.",
    ),
    "an old number too long": (
        {"old": "9" * 61},
        "Old number: Use 60 characters or fewer for the old number.",
    ),
}
PEOPLE = ["Site", "Name", "E-mail", "Role", "Seat"]
PERSON = ["Riverton, EX", "Ned New", "ned@example.gov", "Point of Contact", "Law enforcement"]
ROSTERS = {
    "no name": (1, "", "Name: Enter the person's name."),
    "no address": (2, "", "Email: Enter the email address."),
    "a bad address": (
        2,
        "ned at example",
        "Email: Enter an email address, such as name@agency.gov.",
    ),
    "an unknown role": (3, "Sheriff", "Role: “Sheriff” isn't one of the six site team roles."),
    "an unknown seat": (
        4,
        "Window",
        "Seat: Enter one of the seats for this role: U.S. Attorney's Office, Law enforcement.",
    ),
    "an unknown site": (0, "Atlantis", "Site: You don't have a site named “Atlantis”."),
}


def test_there_are_forty_kinds_of_faults():
    assert len(FILES) + len(ROWS) + len(ROSTERS) >= 40


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(send, kind):
    content, name, sentence = FILES[kind]
    answer = send(content, name)
    assert answer.status_code == 422, kind
    assert sentence in words(answer)
    with acting_atomic("system:demo"):
        assert not Import.objects.exists()


@pytest.mark.parametrize("kind", ROWS)
def test_a_row_that_is_wrong_is_named_by_its_line(preview, kind):
    changes, sentence = ROWS[kind]
    page, _ = preview(as_csv(row(old="1"), row(**{"old": "2"} | changes), row(old="3")))
    assert list(reasons(page)) == [3]
    assert sentence in reasons(page)[3]
    assert page.context["good"] == 2


def test_the_same_row_twice_in_a_file_comes_once(preview):
    page, _ = preview(as_csv(GOOD, GOOD))
    assert reasons(page) == {3: "Same as line 2."}


@pytest.mark.parametrize("kind", ROSTERS)
def test_a_person_that_is_wrong_is_named_by_the_line(preview, kind):
    place, value, sentence = ROSTERS[kind]
    cells = [value if at == place else cell for at, cell in enumerate(PERSON)]
    page, _ = preview(as_csv(cells, header=PEOPLE), what="rosters")
    assert sentence in reasons(page)[2]


def test_a_roster_invites_people_and_says_whose_seat_is_taken(
    bring, riverton, champion_of_riverton
):
    taken = ["riverton-ex", "Another", "other@example.gov", "dOJ program office champion", ""]
    report = bring(as_csv(PERSON, taken, header=PEOPLE), what="rosters")
    assert report.context["brought"] == 1
    assert [line for line, _ in report.context["left"]] == [3]
    with acting_atomic("system:demo"):
        assert Invitation.objects.get().email == "ned@example.gov"


def test_contacts_keep_their_days_and_come_once(preview, bring, riverton):
    header = ["Site", "Name", "Organization", "E-mail", "Added on", "Verified on"]
    rosa = ["riverton, ex", "Rosa", "Schools", "Rosa@example.org", "2019-05-01", ""]
    wrong = ["Riverton, EX", "", "Schools", "no address", "2099-01-01", "spring"]
    page, _ = preview(as_csv(rosa, wrong, header=header), what="contacts")
    assert reasons(page) == {
        3: "Name: Enter the person's name. Email: Enter an email address, such as name@agency.gov. "
        "Added on: Enter a date that isn't in the future. "
        "Verified on: Enter a date, such as 3/14/2027."
    }
    for name in ("Rosa", "ROSA "):
        bring(as_csv([*rosa[:1], name, *rosa[2:]], header=header), "one.csv", what="contacts")
    with acting_atomic("system:demo"):
        kept = Contact.objects.get()
    assert (kept.name, kept.email, kept.imported) == ("Rosa", "rosa@example.org", True)
    assert (kept.since, kept.verified_on) == (date(2019, 5, 1), None)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (as_csv(GOOD, delimiter=";"), "list.csv"),
        (as_csv(GOOD, delimiter="\t"), "list.csv"),
        (b"\xef\xbb\xbf" + as_csv(GOOD), "list.csv"),
        (as_csv(row(title="Café résumé"), encoding="cp1252"), "list.csv"),
        (as_xlsx(row(asked=date(2026, 3, 31))), "list.xlsx"),
        (as_xlsx(row(old=17.0)), "list.xlsx"),
        (as_csv([], row(), [], [""]), "list.csv"),
        (as_csv(row(site=" RIVERTON,\u00a0ex ")), "list.csv"),
    ],
    ids=[
        "semicolons",
        "tabs",
        "a mark",
        "an old code page",
        "a day of Excel's",
        "a number",
        "blank lines",
        "odd spaces",
    ],
)
def test_what_programs_write_differently_is_read_alike(preview, content, name):
    page, _ = preview(content, name)
    assert (page.context["good"], reasons(page)) == (1, {})


def test_a_formula_is_text_here(bring):
    bring(as_csv(row(title="=1+1")))
    with acting_atomic("system:demo"):
        assert TTARequest.objects.get().title == "=1+1"


def test_the_template_can_be_sent_back(client_of, cora_coordinator, preview, standards):
    page = client_of(cora_coordinator).get("/imports/template/requests/")
    table = read.table(BytesIO(page.content), "text/csv")
    assert list(table.header) == HEADER
    assert len(table.lines) == 1


@pytest.mark.parametrize(
    "who", ["dana_of_riverton", "lee_liaison", "ana_analyst", "pat_provider", "adam_admin"]
)
def test_nobody_else_brings_anything(request, client_of, standards, who):
    client = client_of(request.getfixturevalue(who))
    assert client.get("/imports/").status_code == 403
    assert client.get("/imports/new/requests/").status_code == 403


def test_nobody_sees_anothers_spreadsheet(send, client_of, mona_manager):
    address = send(as_csv(GOOD))["Location"]
    assert client_of(mona_manager).get(address).status_code == 404
    assert client_of(mona_manager).post(f"{address}begin/").status_code == 404


def test_a_spreadsheet_is_thrown_away_before_its_rows_are_brought(
    preview, client_of, cora_coordinator, drain
):
    _, address = preview(as_csv(GOOD))
    with acting_atomic("system:demo"):
        path = store.path_of(Import.objects.get().content)
    assert client_of(cora_coordinator).post(f"{address}remove/").status_code == 303
    drain()
    assert not path.exists()


def test_five_days_later_the_file_is_forgotten_and_the_rows_are_not(bring, drain):
    bring(as_csv(GOOD))
    with clock.frozen(clock.now() + Import.LIFETIME):
        with acting_atomic("system:outbox"):
            assert actions.tidy() == 1
        drain()
    with acting_atomic("system:demo"):
        assert (TTARequest.objects.count(), ImportedKey.objects.count()) == (1, 1)


def test_who_lost_the_role_meanwhile_brings_nothing(preview, client_of, cora_coordinator, drain):
    _, address = preview(as_csv(GOOD))
    client_of(cora_coordinator).post(f"{address}begin/")
    cora_coordinator.staff_role = "analyst"
    with acting_atomic("system:demo"):
        cora_coordinator.save(update_fields=["staff_role"])
    drain()
    with acting_atomic("system:demo"):
        assert not TTARequest.objects.exists()
        assert "can no longer import" in Import.objects.select_related("job").get().job.errors[0]


CONTACTS_HEADER = ["Site", "Name", "Organization", "E-mail"]


@pytest.fixture
def acting_as(db):
    @contextmanager
    def enter(user):
        with acting_atomic(f"user:{user.pk}"):
            yield resolve(user)

    return enter


ROSA = ["Riverton, EX", "Rosa", "Schools", "rosa@example.org"]


def test_a_contact_that_was_removed_is_imported_again_and_the_preview_says_so(
    preview, bring, acting_as, mona_manager, riverton
):
    ida = ["Riverton, EX", "Ida", "Library", ""]
    content = as_csv(ROSA, ida, header=CONTACTS_HEADER)
    bring(content, what="contacts")
    page, _ = preview(content, what="contacts")
    assert (page.context["good"], page.context["again"]) == (0, [])
    assert reasons(page)[2] == (
        "Imported before: A contact at Riverton, EX. To change it, open it in the portal and edit it there."
    )
    for name in ("Rosa", "Ida"):
        with acting_atomic("system:demo"):
            found = Contact.objects.select_related("site").get(name=name)
        with acting_as(mona_manager) as by:
            contacts.remove(found, version=found.version, by=by)
    page, _ = preview(content, what="contacts")
    assert (page.context["good"], page.context["again"]) == (2, ["2", "3"])
    assert "They'll be imported again: 2, 3." in words(page)
    assert bring(content, "again.csv", what="contacts").context["brought"] == 2
    assert bring(content, "third.csv", what="contacts").context["brought"] == 0
    with acting_atomic("system:demo"):
        assert sorted(Contact.objects.values_list("name", flat=True)) == ["Ida", "Rosa"]


def test_a_contact_that_was_edited_or_added_by_hand_is_not_imported_again(
    preview, bring, acting_as, mona_manager, riverton
):
    content = as_csv(ROSA, header=CONTACTS_HEADER)
    bring(content, what="contacts")
    values = {
        "organization": "",
        "title": "",
        "email": "rosa@example.org",
        "phone": "",
        "notes": "",
    }
    with acting_as(mona_manager) as by:
        found = Contact.objects.select_related("site").get()
        contacts.change(found, values=values | {"name": "Rosa Lee"}, version=found.version, by=by)
    page, _ = preview(content, what="contacts")
    assert (page.context["good"], page.context["again"]) == (0, [])
    with acting_as(mona_manager) as by:
        found = Contact.objects.select_related("site").get()
        contacts.remove(found, version=found.version, by=by)
        contacts.add(riverton, values=values | {"name": "Rosa"}, by=by)
    page, _ = preview(content, what="contacts")
    assert (page.context["good"], page.context["again"]) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_bring_a_removed_contact_once(
    preview, bring, acting_as, client_of, cora_coordinator, mona_manager, riverton, monkeypatch
):
    content = as_csv(["Riverton, EX", "Ida", "Library", ""], header=CONTACTS_HEADER)
    bring(content, what="contacts")
    with acting_atomic("system:demo"):
        ida = Contact.objects.select_related("site").get()
    with acting_as(mona_manager) as by:
        contacts.remove(ida, version=ida.version, by=by)
    for name in ("one.csv", "two.csv"):
        _, address = preview(content, name, what="contacts")
        client_of(cora_coordinator).post(f"{address}begin/")
    with acting_atomic("system:demo"):
        both = list(Import.objects.filter(name__in=["one.csv", "two.csv"]).select_related("job"))
    check, both_checked = actions.row_validation.rows, Barrier(2, timeout=PATIENCE)

    def rows(*args):
        checked = check(*args)
        both_checked.wait()
        return checked

    monkeypatch.setattr(actions.row_validation, "rows", rows)

    def steps(kept):
        def act(_meet):
            with acting_atomic("system:outbox"):
                actions.step(kept)

        return act

    assert at_once(*map(steps, both)) == [None, None]
    with acting_atomic("system:demo"):
        assert Contact.objects.count() == 1
        reports = Import.objects.filter(pk__in=[each.pk for each in both])
        ((_, good, told),), ((_, late, why),) = sorted(
            reports.values_list("report", flat=True), key=lambda report: not report[0][1]
        )
    assert (good, told) == (True, "A contact at Riverton, EX")
    assert (late, why[:16]) == (False, "Imported before:")
