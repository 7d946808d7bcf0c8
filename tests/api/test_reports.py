"""The program's reports by the API: listed, read as a preview and as frozen, and restated."""

from datetime import UTC, date, datetime

import pytest

from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic
from sites.models import Site
from tests.api.conftest import wrong
from tests.factories.liaisons import EngagementUpdateFactory

REPORTS, QUARTER = "/reports/", "/reports/2026-q3/"
UPDATES = "sites/riverton-ex/updates"
CORRECTED = {"figure": UPDATES, "new": "5", "reason": "Three calls were logged late."}


@pytest.fixture
def logged(riverton, lee_liaison):
    """Log a call and a visit at a real site, in a quarter that is over."""
    with clock.frozen(datetime(2026, 10, 7, 15, 0, tzinfo=UTC)):
        with acting_atomic("system:demo"):
            Site.objects.filter(pk=riverton.pk).update(is_demo=False)
            for kind in ("call", "visit"):
                EngagementUpdateFactory(
                    site=riverton, author=lee_liaison, kind=kind, occurred_on=date(2026, 9, 1)
                )
        yield


def updates(response):
    """Return what a report says of Riverton's updates: now, and when it was frozen."""
    [figure] = [each for each in response.json()["figures"] if each["key"] == UPDATES]
    return figure["value"], figure["frozen"]


def test_a_report_is_previewed_frozen_and_restated(
    logged, caller, dana_of_riverton, ana_analyst, mona_manager
):
    dana, ana, mona = (caller(each) for each in (dana_of_riverton, ana_analyst, mona_manager))
    assert [dana.get(path).status_code for path in (REPORTS, QUARTER)] == [403, 403]
    rows = {row["period"]: row for row in ana.get(REPORTS).json()["results"]}
    assert (rows["2026-q3"]["is_over"], rows["2026-q3"]["frozen_at"]) == (True, None)
    assert (rows["2026-q4"]["is_over"], rows["2026-h1"]["due_on"]) == (False, "2026-07-30")
    preview = ana.get(QUARTER)
    assert (preview.json()["version"], updates(preview)) == (0, ("2.00", None))
    assert "ETag" not in preview.headers
    nothing = [ana.get(f"/reports/{each}/").status_code for each in ("2027-q1", "2026-q9")]
    assert nothing == [404, 404]
    restating = f"{QUARTER}restatements/"
    before = [mona.post(restating, CORRECTED, If_Match='"0"'), mona.get(f"{QUARTER}check/")]
    assert [each.status_code for each in before] == [404, 404]
    assert ana.post(f"{QUARTER}freeze/").status_code == 403
    assert mona.post("/reports/2026-q4/freeze/").status_code == 409
    frozen, again = (mona.post(f"{QUARTER}freeze/", Idempotency_Key="freeze-q3") for _ in range(2))
    assert (frozen.status_code, frozen["ETag"], again.json()) == (201, '"1"', frozen.json())
    assert mona.post(f"{QUARTER}freeze/").status_code == 409
    assert ana.get(QUARTER, If_None_Match='"1"').status_code == 304

    def restate(**changed):
        return mona.post(restating, CORRECTED | changed, If_Match=frozen["ETag"])

    assert ana.post(restating, CORRECTED, If_Match=frozen["ETag"]).status_code == 403
    assert mona.post(restating, CORRECTED).status_code == 428
    assert wrong(restate(reason="")) == {"/reason": "Send a value for reason."}
    assert wrong(restate(new="2.5")) == {
        "/new": "Enter a whole number. Only hours can have decimals."
    }
    assert "differs" in wrong(restate(new="2"))["/new"]
    assert wrong(restate(figure="sites/atlantis/updates")) == {
        "/figure": "Choose one of the report's figures."
    }
    restated = restate()
    assert (restated["ETag"], updates(restated)) == ('"2"', ("5.00", "2.00"))
    assert restate(new="7").status_code == 412
    [note] = ana.get(QUARTER).json()["restatements"]
    assert (note["old_value"], note["reason"], note["made_by"]) == (
        "2.00",
        CORRECTED["reason"],
        "Mona Manager",
    )
    assert updates(ana.get(f"{QUARTER}?version=1")) == ("2.00", "2.00")
    assert ana.get(f"{QUARTER}?version=3").status_code == 404
    assert "version" in wrong(ana.get(f"{QUARTER}?version=x"))
    [differs] = ana.get(f"{QUARTER}check/").json()["rows"]
    assert (differs["key"], differs["frozen"], differs["counted"]) == (UPDATES, "5", "2")
    [row] = [each for each in ana.get(REPORTS).json()["results"] if each["frozen_at"]]
    assert (row["frozen_by"], row["restated"]) == ("Mona Manager", 1)
