"""Pages of imports of figures: upload, preview, confirm, result, undo, and the review of agencies."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from foundation.tenancy.context import acting_atomic
from outcomes.actions import readings
from outcomes.enums import FigureState, ImportState, Match
from outcomes.models import Agency, Figure, FigureImport
from tests.factories.sites import StateFactory
from tests.pages import words

TEXT = (
    b"Agency,State,Year,Month,Robbery\n"
    b"Springfield,OH,2025,4,18\nSpringfield,OH,2025,4,21\nSpringfield,OH,2025,5,7\n"
)

# Of the page of an import, however many rows it lists: most of them are the header's.
STATEMENTS = 7


@pytest.fixture
def upload(db, client_of, drain, ana_analyst):
    with acting_atomic("system:reference"):
        StateFactory(usps="OH", name="Ohio", fips="39")
    client = client_of(ana_analyst)

    def send(content=TEXT, name="counts.csv"):
        answer = client.post("/figures/new/", {"file": SimpleUploadedFile(name, content)})
        assert answer.status_code in {302, 303}, answer.content.decode()
        drain()
        return client, answer["Location"]

    return send


def kept():
    with acting_atomic("system:reference"):
        return FigureImport.objects.select_related("merged_by").get()


def test_from_upload_to_undo(upload, drain, ana_analyst):
    client, path = upload()
    text = client.get(path).content.decode()
    assert "1 row ready, 2 rejected" in text
    assert "Use line 2" in text
    assert "Springfield, OH" in text
    stale = {"line": 3, "key": "measure:robbery", "version": 1}
    for step in ("pick", "zeros", "discard"):
        assert "Someone else changed this" in words(client.post(f"{path}{step}/", stale))
    client.post(f"{path}pick/", {"line": 3, "version": kept().version})
    assert "2 rows ready, 0 rejected" in client.get(path).content.decode()
    client.post(f"{path}import/", {"version": kept().version})
    assert kept().state == ImportState.MERGING
    again = client.post(f"{path}import/", {"version": kept().version})
    assert again.status_code == 409
    drain()
    assert (kept().state, kept().merged_by) == (ImportState.MERGED, ana_analyst)
    with acting_atomic("system:reference"):
        assert sorted(Figure.objects.values_list("value", flat=True)) == [7, 21]
    assert "Undo import" in client.get(path).content.decode()
    assert "Someone else changed this" in words(client.post(f"{path}undo/", stale))
    client.post(f"{path}undo/", {"version": kept().version})
    with acting_atomic("system:reference"):
        assert not Figure.objects.exclude(state=FigureState.UNDONE).exists()
    assert "undone by" in client.get("/figures/").content.decode()


def test_columns_can_be_changed_and_are_remembered(upload):
    client, path = upload(b"ORI,Year,,Murder\nOH0250700,2024,5,3\n")
    text = client.get(f"{path}columns/").content.decode()
    assert "Column 3" in text
    said = {"column-0": "ori", "column-1": "year", "column-2": "robbery", "column-3": "homicide"}
    client.post(f"{path}columns/", {**said, "version": kept().version})
    assert set(kept().report["measures"]) == {"homicide", "robbery"}
    stale = client.post(f"{path}columns/", {**said, "version": 1})
    assert (stale.status_code, "changed" in stale.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (ImportState.READING, "still reading this file"),
        (ImportState.MERGING, "is being imported"),
        (ImportState.MERGED, "was already imported"),
        (ImportState.UNDONE, "was undone"),
        (ImportState.DISCARDED, "was discarded"),
    ],
)
def test_columns_that_cannot_be_changed_say_why_before_they_are_asked_for(upload, state, said):
    client, path = upload()
    with acting_atomic("system:reference"):
        now = kept().created_at
        FigureImport.objects.update(
            state=state, merged_at=now, undone_at=now if state == ImportState.UNDONE else None
        )
    asked = client.get(f"{path}columns/")
    sent = client.post(f"{path}columns/", {"column-0": "agency", "version": kept().version})
    for page in (asked, sent):
        assert (page.status_code, said in words(page)) == (409, True)


def test_a_mistake_in_the_columns_keeps_the_version_that_was_read(upload):
    client, path = upload(b"ORI,Year,,Murder\nOH0250700,2024,5,3\n")
    read = kept().version
    said = {"column-0": "ori", "column-1": "year", "column-2": "robbery", "column-3": "homicide"}
    client.post(f"{path}columns/", {**said, "version": read})
    wrong = client.post(f"{path}columns/", {**said, "heading_line": 0, "version": read})
    assert f'name="version" value="{read}"' in wrong.content.decode()
    assert kept().version > read


def test_a_file_without_a_table_says_why_and_can_be_discarded(upload):
    client, path = upload(b"just,some\nwords,here\n")
    assert "find the row that names the columns" in client.get(path).content.decode()
    client.post(f"{path}discard/", {"version": kept().version})
    assert kept().state == ImportState.DISCARDED


def test_a_file_without_known_columns_can_be_read_once_a_person_names_them(upload):
    client, path = upload(b"Ohio\nWer,Wann,Wieviel\nAkron,2024,3\n")
    text = client.get(path).content.decode()
    assert "Choose columns" in text
    assert "Discard this file" in text
    said = {"column-0": "agency", "column-1": "year", "column-2": "homicide"}
    version = {"version": kept().version}
    none = dict.fromkeys(said, "ignore")
    refused = client.post(f"{path}columns/", {**none, **version})
    assert "find the row that names the columns" in refused.content.decode()
    client.post(f"{path}columns/", {**said, **version})
    assert kept().state == ImportState.READY
    assert kept().report["measures"]["homicide"]["sum"] == 3
    assert kept().source.mapping == {"wer": "agency", "wann": "year", "wieviel": "homicide"}


def test_a_person_says_which_line_names_the_columns(upload):
    """The first line looks like names and isn't; what its columns hold isn't asked of the third one's."""
    lines = ("Agency,Year,Murder,Robbery", "as in the table below", "ORI,Jahr,Murder,Rape")
    client, path = upload("\n".join((*lines, "OH0250700,2024,3,4", "")).encode())
    path = f"{path}columns/"
    assert 'value="1"' in client.get(path).content.decode()
    said = {f"column-{at}": "ignore" for at in range(4)}
    far = client.post(path, said | {"heading_line": 40, "version": kept().version})
    assert "Line 40 is empty or too far down" in words(far)
    client.post(path, said | {"heading_line": 3, "version": kept().version})
    assert [each["name"] for each in kept().report["columns"]] == ["ORI", "Jahr", "Murder", "Rape"]
    holds = ("ori", "year", "homicide", "rape")
    said = {f"column-{at}": role for at, role in enumerate(holds)}
    client.post(path, said | {"heading_line": 3, "version": kept().version})
    assert {name: one["sum"] for name, one in kept().report["measures"].items()} == {
        "homicide": 3,
        "rape": 4,
    }


def test_further_sheets_are_named(upload):
    book = Workbook()
    for row in (["ORI", "Year", "Murder"], ["OH0250700", 2024, 3]):
        book.active.append(row)
    book.create_sheet("Other years")
    file = io.BytesIO()
    book.save(file)
    client, path = upload(file.getvalue(), "counts.xlsx")
    text = client.get(path).content.decode()
    assert "1 row ready" in text
    assert "The sheets are Sheet, Other years." in text


def test_a_cover_sheet_without_a_table_names_the_sheets(upload):
    book = Workbook()
    book.active.append(["About this workbook"])
    book.create_sheet("Counts").append(["ORI", "Year", "Murder"])
    file = io.BytesIO()
    book.save(file)
    client, path = upload(file.getvalue(), "counts.xlsx")
    assert "The sheets are Sheet, Counts." in words(client.get(path))


def test_rejected_rows_can_be_downloaded_and_are_no_formulas(upload, monkeypatch):
    monkeypatch.setattr(readings, "MAX_LISTED", 3)
    rows = b"".join(b"=HYPERLINK(1),OH,2024,x\n" for _ in range(5))
    client, path = upload(b"Agency,State,Year,Murder\nAkron,OH,2024,3\n" + rows)
    assert "5 rejected" in (text := client.get(path).content.decode())
    assert "Download rejected rows (CSV)" in text
    answer = client.get(f"{path}rejected.csv")
    lines = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
    assert lines[0] == ["Line", "What the file says", "Why"]
    assert lines[1][0] == "3"
    assert lines[1][1].startswith("'=HYPERLINK(1)")
    assert "isn't a count" in lines[1][2]
    assert len(lines) == 4


def test_a_page_with_many_problems_needs_few_statements(upload, django_assert_max_num_queries):
    rows = b"".join(b"Akron,OH,2024,x\n" for _ in range(300))
    client, path = upload(b"Agency,State,Year,Murder\nKent,OH,2024,3\n" + rows)
    client.get(path)
    with django_assert_max_num_queries(STATEMENTS):
        text = client.get(path).content.decode()
    assert text.count("Leave the cell blank") == 200
    assert "The first 200 are shown" in text


def test_the_review_of_agencies(upload, drain):
    client, path = upload()
    client.post(f"{path}import/", {"version": kept().version})
    drain()
    with acting_atomic("system:reference"):
        known = Agency.objects.create(
            ori="OH0120200", name="Springfield PD", key="springfield pd", state_id="OH"
        )
        found = Agency.objects.get(match=Match.TO_REVIEW)
    assert "Springfield" in client.get("/figures/agencies/").content.decode()
    client.post(f"/figures/agencies/{found.pk}/", {"same_as": known.pk})
    with acting_atomic("system:reference"):
        found.refresh_from_db()
    assert (found.match, found.same_as_id) == (Match.SAME, known.pk)
    empty = words(client.get("/figures/agencies/"))
    assert "0 agencies, by state" in empty
    assert "No agencies to review." in empty


def test_50_mb_and_a_binary_called_csv_are_refused_with_a_sentence(client_of, ana_analyst):
    for content, sentence in ((b"0" * 50_000_000, "larger than"), (b"\x7fELF\x02\x01\x00", "text")):
        file = SimpleUploadedFile("counts.csv", content)
        refused = client_of(ana_analyst).post("/figures/new/", {"file": file})
        assert refused.status_code == 422
        assert sentence in words(refused)
    with acting_atomic("system:reference"):
        assert not FigureImport.objects.exists()


def test_other_people_have_no_access(upload, client_of, omar_of_lakeside):
    _, path = upload()
    other = client_of(omar_of_lakeside)
    for address in ("/figures/", "/figures/new/", "/figures/agencies/", path, f"{path}columns/"):
        assert other.get(address).status_code == 403


ZEROS = (
    b"ORI,Agency,State,Year,Month,Murder,Robbery,Rape\n"
    b"OH0250700,Big PD,OH,2025,1,9,30,0\nOH0250700,Big PD,OH,2025,2,0,0,0\n"
    b"OH0770100,Small PD,OH,2025,1,1,0,0\nOH0770100,Small PD,OH,2025,2,0,0,0\n"
)


def zeros_of(found):
    return [(each["key"], each["line"], each["is_absent"]) for each in found.report["zeros"]]


def not_reported(found):
    return {name: sums["not_reported"] for name, sums in found.report["measures"].items()}


def test_a_person_says_which_zeros_are_not_reported_and_the_source_remembers_it(upload):
    """A month of only 0s is doubtful of an agency that counts 39 in another, and likely of one that counts 1."""
    client, path = upload(ZEROS)
    doubtful = [("measure:rape", 2, False), ("agency:OH0250700", 3, False)]
    assert zeros_of(kept()) == doubtful
    assert set(not_reported(kept()).values()) == {0}
    said = words(client.get(path))
    assert "Rape is 0 in all 4 rows with a count. They are imported as counts of 0." in said
    assert "Every count is 0 in 1 period of 2." in said
    assert "Treat as not reported" in said
    client.post(
        f"{path}zeros/", {"key": "agency:OH0250700", "are_absent": "on", "version": kept().version}
    )
    client.post(
        f"{path}zeros/", {"key": "measure:rape", "are_absent": "on", "version": kept().version}
    )
    assert not_reported(kept()) == {"homicide": 1, "robbery": 1, "rape": 4}
    assert kept().source.absent == ["agency:OH0250700", "measure:rape"]
    assert (
        client.post(
            f"{path}zeros/", {"key": "measure:homicide", "version": kept().version}
        ).status_code
        == 409
    )
    client.post(f"{path}zeros/", {"key": "agency:OH0250700", "version": kept().version})
    assert not_reported(kept()) == {"homicide": 0, "robbery": 0, "rape": 4}
    assert zeros_of(kept()) == [("measure:rape", 2, True), doubtful[1]]
    client.post(f"{path}discard/", {"version": kept().version})
    client, path = upload(ZEROS.replace(b"30,0", b"30,7"))
    with acting_atomic("system:reference"):
        again = FigureImport.objects.with_people().order_by("-created_at")[0]
    assert not_reported(again) == {"homicide": 0, "robbery": 0, "rape": 3}
    assert "Rape is 0 in some rows. They are read as not reported" in words(client.get(path))
