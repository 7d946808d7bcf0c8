"""Imports of figures by the API: each step by the actions of the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.tenancy.context import acting_atomic
from outcomes.models import Figure
from tests.api.conftest import problem, wrong
from tests.factories.sites import StateFactory

pytestmark = pytest.mark.django_db
TEXT = b"ORI,Agency,State,Year,Murder\nOH0250700,Big PD,OH,2024,3\nOH0250700,Big PD,OH,2023,x\n"


PATH = "/figures/imports/"
DOUBTFUL = (
    b"ORI,Agency,State,Year,Month,Murder,Robbery,Foo\n"
    b"OH0250700,Big PD,OH,2025,1,9,30,2\nOH0250700,Big PD,OH,2025,2,0,0,1\n"
    b"OH0250700,Big PD,OH,2025,3,8,5,\nOH0250700,Big PD,OH,2025,3,8,6,\n"
)


@pytest.fixture
def upload(caller, ana_analyst):
    """Return a function that uploads a file as Ana."""
    ana = caller(ana_analyst)
    with acting_atomic("system:reference"):
        StateFactory(usps="OH", name="Ohio", fips="39")

    def send(content=TEXT, **said):
        body = {"file": SimpleUploadedFile("counts.csv", content), **said}
        headers = {"Authorization": f"Bearer {ana.token}"}
        return ana.client.post(f"/api/v1{PATH}", body, headers=headers)

    return send


def test_each_question_about_a_file_is_answered_on_the_version_that_was_read(
    upload, caller, ana_analyst, lee_liaison, drain
):
    ana, lee = caller(ana_analyst), caller(lee_liaison)
    one = upload(DOUBTFUL)["Location"].removeprefix("/api/v1")
    drain()
    told = ana.get(one)

    def step(name, body, tag=None):
        return ana.post(f"{one}{name}/", body, If_Match=tag or ana.get(one)["ETag"])

    assert (told.json()["header_line"], told.json()["columns"][5:]) == (
        1,
        [
            {"name": "Murder", "holds": "homicide"},
            {"name": "Robbery", "holds": "robbery"},
            {"name": "Foo", "holds": "not imported"},
        ],
    )
    assert [each["lines"] for each in told.json()["rejected"]] == [[4, 5], [4, 5]]
    assert problem(ana.post(f"{one}picked/", {"line": 4}))[0] == 428
    assert problem(step("picked", {"line": 2}))[0] == 409
    assert set(wrong(step("picked", {"line": "4"}))) == {"/line"}
    picked = step("picked", {"line": 5})
    assert (picked.status_code, picked.json()["rejected"]) == (200, [])
    bodies = {
        "picked": {"line": 4},
        "zeros": {"key": "agency:OH0250700", "are_absent": True},
        "columns": {"holds": ["ori"] * 8},
        "header": {"line": 1},
        "discarded": {},
    }
    for name, body in bodies.items():
        assert problem(step(name, body, told["ETag"]))[0] == 412, name
        assert problem(lee.post(f"{one}{name}/", body, If_Match=picked["ETag"]))[0] == 403, name
    [doubtful] = picked.json()["zeros"]
    assert (doubtful["key"], doubtful["is_absent"]) == ("agency:OH0250700", False)
    assert problem(step("zeros", {"key": "measure:rape", "are_absent": True}))[0] == 409
    absent = step("zeros", bodies["zeros"]).json()
    assert {each["measure"]: each["not_reported"] for each in absent["totals"]} == {
        "homicide": 1,
        "robbery": 1,
    }
    few = step("columns", {"holds": ["ori"]})
    assert wrong(few) == {"/holds": "Give one value for each of the 8 columns."}
    holds = ["ori", "agency", "state", "year", "month", "homicide", "robbery", "rape"]
    assert "/holds/7" in wrong(step("columns", {"holds": [*holds[:7], "foo"]}))
    renamed = step("columns", {"holds": holds}).json()
    assert {each["measure"]: each["sum"] for each in renamed["totals"]}["rape"] == 3
    far = step("header", {"line": 40})
    assert problem(far)[0] == 422
    assert "too far down" in far.json()["detail"]
    assert problem(step("undone", {}))[0] == 409
    assert step("confirmed", {}).status_code == 200
    drain()
    assert problem(step("undone", {}, picked["ETag"]))[0] == 412
    undone = step("undone", {}).json()
    assert (undone["state"], undone["undone_at"] is None) == ("undone", False)
    with acting_atomic("system:reference"):
        assert set(Figure.objects.values_list("state", flat=True)) == {"undone"}
    other = upload()["Location"].removeprefix("/api/v1")
    drain()
    discarded = ana.post(f"{other}discarded/", {}, If_Match=ana.get(other)["ETag"])
    assert discarded.json()["state"] == "discarded"


def test_a_file_is_uploaded_previewed_and_confirmed(
    upload, caller, ana_analyst, lee_liaison, drain
):
    ana, lee, path = caller(ana_analyst), caller(lee_liaison), PATH
    assert set(wrong(upload(state="ZZ", source="nothing"))) == {"/state", "/source"}
    made = upload(state="OH")
    assert (made.status_code, made.json()["state"]) == (201, "reading")
    one = made["Location"].removeprefix("/api/v1")
    assert problem(ana.post(f"{one}confirmed/", {}, If_Match=made["ETag"]))[0] == 409
    drain()
    read = ana.get(one)
    told = read.json()
    assert (told["state"], told["accepted"], told["rejected_rows"]) == ("ready", 1, 1)
    assert [(each["line"], "isn't a count" in each["reason"]) for each in told["rejected"]] == [
        (3, True)
    ]
    assert [(each["measure"], each["sum"]) for each in told["totals"]] == [("homicide", 3)]
    assert problem(ana.post(f"{one}confirmed/", {}))[0] == 428
    assert problem(ana.post(f"{one}confirmed/", {}, If_Match=made["ETag"]))[0] == 412
    assert ana.post(f"{one}confirmed/", {}, If_Match=read["ETag"]).status_code == 200
    drain()
    with acting_atomic("system:reference"):
        assert list(Figure.objects.values_list("year", "value")) == [(2024, 3)]
    upload()
    first = ana.get(f"{path}?limit=1").json()
    second = ana.get(first["next"].removeprefix("/api/v1")).json()
    states = [each["state"] for page in (first, second) for each in page["results"]]
    assert (states, second["next"]) == (["reading", "merged"], None)
    assert [problem(lee.get(each))[0] for each in (path, one)] == [403, 403]
    assert problem(lee.post(f"{one}confirmed/", {}, If_Match=read["ETag"]))[0] == 403
