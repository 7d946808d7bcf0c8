"""Imports of figures by the API: uploaded, previewed, and confirmed by the actions of the pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.tenancy.context import acting_atomic
from outcomes.models import Figure
from tests.api.conftest import problem, wrong
from tests.factories.sites import StateFactory

pytestmark = pytest.mark.django_db
TEXT = b"ORI,Agency,State,Year,Murder\nOH0250700,Big PD,OH,2024,3\nOH0250700,Big PD,OH,2023,x\n"


def test_a_file_is_uploaded_previewed_and_confirmed(caller, ana_analyst, lee_liaison, drain):
    with acting_atomic("system:reference"):
        StateFactory(usps="OH", name="Ohio", fips="39")
    ana, lee, path = caller(ana_analyst), caller(lee_liaison), "/figures/imports/"

    def upload(**said):
        body = {"file": SimpleUploadedFile("counts.csv", TEXT), **said}
        headers = {"Authorization": f"Bearer {ana.token}"}
        return ana.client.post(f"/api/v1{path}", body, headers=headers)

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
