"""Measures by the API: listed, entered once, changed by version, and verified by someone else."""

from datetime import UTC, datetime

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from tests.api.conftest import problem, wrong
from tests.factories.tta_requests import CoreAreaFactory
from tests.matrix.outcomes import measure

pytestmark = pytest.mark.django_db


def test_a_measurement_is_entered_once_changed_and_verified(
    riverton, caller, dana_of_riverton, lee_liaison, omar_of_lakeside
):
    with clock.frozen(datetime(2026, 10, 20, 15, tzinfo=UTC)):
        with acting_atomic("system:demo"):
            rows = measure(riverton, CoreAreaFactory(), dana_of_riverton, str)
        dana, lee = caller(dana_of_riverton), caller(lee_liaison)
        path = f"/measures/{rows['measure'].pk}/measurements/"
        sent = {"starts_on": "2026-07-01", "value": "12.5"}
        assert set(wrong(dana.post(path, sent | {"starts_on": "2026-07-02"}))) == {"/starts_on"}
        assert set(wrong(dana.post(path, sent | {"value": None}))) == {"/value"}
        assert set(wrong(dana.post(path, sent | {"value": "2024_25"}))) == {"/value"}
        made = dana.post(path, sent, Idempotency_Key="measurement-1")
        again = dana.post(path, sent, Idempotency_Key="measurement-1")
        assert (made.status_code, again.json()) == (201, made.json())
        assert problem(dana.post(path, sent))[0] == 422
        one = f"/measurements/{made.json()['id']}/"
        body = {"value": "13", "change": "corrected", "reason": "A week was missing."}
        assert problem(dana.patch(one, body))[0] == 428
        later = dana.patch(one, body, If_Match=made["ETag"])
        assert (later.status_code, later.json()["version"]) == (200, 2)
        assert problem(lee.post(f"{one}verified/", {}, If_Match=made["ETag"]))[0] == 412
        new = f"/measurements/{later.json()['id']}/"
        assert problem(dana.post(f"{new}verified/", {}, If_Match=later["ETag"]))[0] == 403
        done = lee.post(f"{new}verified/", {}, If_Match=later["ETag"])
        assert done.json()["verified_by"] == lee_liaison.name
        found = lee.get(path).json()["results"]
        assert [(each["value"], each["is_current"]) for each in found if each["change"]] == [
            ("13.00", True)
        ]
        assert len(found) == 3
        assert len(lee.get("/sites/riverton-ex/measures/").json()["results"]) == 2
        omar = caller(omar_of_lakeside)
        assert problem(omar.get(path))[0] == 404
        assert problem(omar.get("/sites/riverton-ex/measures/"))[0] == 404


def test_the_versions_of_a_period_are_listed_the_newest_first_over_pages(
    riverton, caller, dana_of_riverton
):
    with clock.frozen(datetime(2026, 10, 20, 15, tzinfo=UTC)):
        with acting_atomic("system:demo"):
            rows = measure(riverton, CoreAreaFactory(), dana_of_riverton, str)
        dana, path = caller(dana_of_riverton), f"/measures/{rows['measure'].pk}/measurements/"
        made = dana.post(path, {"starts_on": "2026-07-01", "value": "1"})
        for value in range(2, 8):
            body = {"value": str(value), "change": "corrected", "reason": "It was counted again."}
            one = f"/measurements/{made.json()['id']}/"
            made = dana.patch(one, body, If_Match=made["ETag"])
        found, onward = [], f"{path}?limit=2"
        while onward:
            page = dana.get(onward.removeprefix("/api/v1")).json()
            found += [
                each["version"]
                for each in page["results"]
                if each["change"] or each["value"] == "1.00"
            ]
            onward = page["next"]
    assert found == [7, 6, 5, 4, 3, 2, 1]
