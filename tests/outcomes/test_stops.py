"""An import that stops, twice the same agency, and rows that the database has no room for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.outbox.enums import JobState
from foundation.outbox.models import Job
from foundation.tenancy.context import acting_atomic
from outcomes.actions import merges, readings
from outcomes.enums import FigureState, ImportState
from outcomes.models import Agency, Figure, FigureImport
from tests.factories.sites import StateFactory
from tests.outcomes.sheets import counts, figures, reasons

PLAIN = b"ORI,Agency,State,Year,Murder\nOH0250700,Example PD,OH,2024,3\n"


@pytest.fixture
def upload(db, client_of, drain, ana_analyst):
    with acting_atomic("system:reference"):
        StateFactory(usps="OH", name="Ohio", fips="39")
    client = client_of(ana_analyst)

    def send(content=PLAIN):
        file = SimpleUploadedFile("counts.csv", content)
        answer = client.post("/figures/new/", {"file": file})
        drain()
        return client, answer["Location"]

    return send


@pytest.fixture
def merge(upload, drain):
    def run(content=PLAIN):
        client, path = upload(content)
        client.post(f"{path}import/", {"version": kept().version})
        drain()
        return client, path

    return run


def kept():
    with acting_atomic("system:reference"):
        return FigureImport.objects.with_people().order_by("-created_at")[0]


def stored():
    with acting_atomic("system:reference"):
        found = Figure.objects.current().select_related("agency").order_by("agency__name", "year")
        return [(row.agency.name, row.year, row.measure, row.value) for row in found]


def undo(client, path):
    with acting_atomic("system:reference"):
        version = FigureImport.objects.get(pk=path.rstrip("/").rpartition("/")[2]).version
    assert client.post(f"{path}undo/", {"version": version}).status_code == 303


def break_down(*args):
    raise ValueError


def test_a_merge_that_fails_can_be_tried_again_or_discarded(merge, drain, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(merges, "_add_populations", break_down)
        client, path = merge()
    assert (kept().state, stored()) == (ImportState.READY, [])
    assert "Something in this file stopped the import" in client.get(path).content.decode()
    with acting_atomic("system:reference"):
        assert Job.objects.get(pk=kept().job_id).state == JobState.FAILED
    client.post(f"{path}import/", {"version": kept().version})
    drain()
    assert (kept().state, len(stored())) == (ImportState.MERGED, 1)
    assert "Something in this file" not in client.get(path).content.decode()


def test_a_reading_that_fails_can_be_discarded(upload, monkeypatch):
    monkeypatch.setattr(readings, "report_of", break_down)
    client, path = upload()
    assert kept().state == ImportState.FAILED
    text = client.get(path).content.decode()
    assert "Something in this file stopped the reading" in text
    assert "Discard this file" in text
    client.post(f"{path}discard/", {"version": kept().version})
    assert kept().state == ImportState.DISCARDED


PRIOR = "ORI,Year,Murder,Prior year murder\nOH0250700,2024,3,{}\nOH0250700,2023,2,1\n"


def test_a_column_of_the_year_before_counts_for_the_year_before():
    assert [row[2:] for row in counts(figures(PRIOR.format(2)))] == [
        (2024, None, "homicide", 3),
        (2023, None, "homicide", 2),
        (2022, None, "homicide", 1),
    ]
    differ = figures(PRIOR.format(5))
    assert [row[2] for row in counts(differ)] == [2024, 2022]
    assert reasons(differ, "held")[0][0] == (2, 3)
    picked = figures(PRIOR.format(5), picks={3})
    assert [row[2:] for row in counts(picked)][1:] == [
        (2023, None, "homicide", 2),
        (2022, None, "homicide", 1),
    ]


def test_a_column_of_the_year_before_is_merged(merge):
    merge(PRIOR.format(2).encode())
    assert [row[1:] for row in stored()] == [
        (2022, "homicide", 1),
        (2023, "homicide", 2),
        (2024, "homicide", 3),
    ]


def test_two_spellings_of_a_county_are_one_agency(merge):
    merge(
        b"Agency,State,County,Year,Murder\n"
        b"Akron PD,OH,Summit,2024,3\nAkron PD,OH,Summit County,2024,3\nAkron PD,OH,Summit County,2023,1\n"
    )
    assert kept().state == ImportState.MERGED
    assert stored() == [("Akron PD", 2023, "homicide", 1), ("Akron PD", 2024, "homicide", 3)]


def test_an_agency_named_by_its_ori_and_by_its_place_is_one(merge):
    merge(b"ORI,Agency,State,County,Year,Murder\nOH0770100,Akron PD,OH,Summit,2022,3\n")
    text = (
        b"ORI,Agency,State,County,Year,Murder\n"
        b"OH0770100,Akron PD,OH,Summit,2024,3\n,Akron PD,OH,Summit,2024,4\n,Akron PD,OH,Summit,2023,5\n"
    )
    merge(text)
    assert (kept().state, kept().report["rejected_rows"]) == (ImportState.MERGED, 2)
    assert [row[1:] for row in stored()] == [(2022, "homicide", 3), (2023, "homicide", 5)]


def test_what_the_database_has_no_room_for_is_rejected(merge):
    merge(
        b"Agency,State,County,Year,Population,Murder\n"
        b"Akron PD,OH,Summit,2024,3000000000,3\n"
        + b"A" * 201
        + b",OH,Summit,2024,5,3\nAkron PD,OH,"
        + b"S" * 90
        + b",2024,5,3\nKent PD,OH,Portage,2024,5,3\n"
    )
    assert stored() == [("Kent PD", 2024, "homicide", 3)]
    assert [each["reason"] for each in kept().report["rejected"]] == [
        "Population: 3,000,000,000 is too large. Correct it, or leave it blank.",
        "The agency's name is longer than 160 characters. Shorten it in the file.",
        "The county is longer than 80 characters. Shorten it in the file.",
    ]


def test_a_restated_population_of_the_same_year_is_stored(merge):
    text = b"ORI,Year,Population,Murder\nOH0770100,2024,%d,3\n"
    merge(text % 100)
    merge(text % 120)
    with acting_atomic("system:reference"):
        assert Agency.objects.get().population == 120


def test_what_was_previewed_is_merged_though_the_source_was_changed_since(upload, drain):
    client, path = upload(b"ORI,Year,Foo,Murder\nOH0250700,2024,5,3\n")
    with acting_atomic("system:reference"):
        kept().source.__class__.objects.update(mapping={"foo": "robbery"})
    client.post(f"{path}import/", {"version": kept().version})
    drain()
    assert [row[2:] for row in stored()] == [("homicide", 3)]


def test_undo_leaves_what_a_later_import_says_as_well(merge):
    client, first = merge(PLAIN + b"OH0250700,Example PD,OH,2023,2\n")
    _, second = merge(PLAIN)
    undo(client, first)
    assert stored() == [("Example PD", 2024, "homicide", 3)]
    with acting_atomic("system:reference"):
        assert Figure.objects.current().get().came_with_id == kept().pk
    undo(client, second)
    assert stored() == []
    with acting_atomic("system:reference"):
        assert set(Figure.objects.values_list("state", flat=True)) == {FigureState.UNDONE}
