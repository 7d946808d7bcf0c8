"""The raw files give the totals that were counted by hand, where PSP_RAW_DATA names their folder."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from foundation.files.enums import MediaType
from foundation.imports import read
from foundation.tenancy.context import acting_atomic
from outcomes.parsing import files, places, totals
from psp_portal.settings.environment import ENV
from sites.actions.reference import load_states
from tests.reference.files import rows

STATES = places.States.of(
    [(row["usps"], row["name"], row["fips"]) for row in rows("sites/data/states.csv")]
)


def found(name):
    path = ENV.raw_data / name if ENV.raw_data else None
    if path is None or not path.exists():
        pytest.skip("PSP_RAW_DATA names no folder with this file")
    with path.open("rb") as file:
        return files.read(read.lines(file, MediaType.CSV), STATES, files.Said(name=name))


def sums(reading, what="sum"):
    return {str(name): one[what] for name, one in totals.by_measure(reading).items()}


def test_marshall():
    reading = found("marshall_ucr_crime_1975_2015.csv")
    expected = {"homicide": 343_961, "rape": 1_146_432, "robbery": 11_016_675}
    assert len(reading.rows) == 2_788
    assert len(reading.of_kind("skipped")) == 41
    assert sums(reading).items() >= (expected | {"aggravated_assault": 12_127_367}).items()
    assert sums(reading, "not_reported") == {
        "homicide": 34, "rape": 34, "robbery": 34, "aggravated_assault": 35, "violent_crime": 35
    }  # fmt: skip
    assert sum(row.population or 0 for row in reading.rows) == 2_196_126_726


def test_538():
    reading = found("538_murder_2016_prelim.csv")
    assert len(reading.rows) == 79
    assert totals.by_measure(reading)["homicide"]["by_year"] == {"2015": 4_461, "2016": 4_928}


def test_rtci_extracted():
    reading = found("rtci_extracted_2024-07-12_excerpt.csv")
    assert reading.total == 5_599
    assert len(reading.of_kind("rejected")) == 360
    flagged = [issue.why for issue in reading.of_kind("flagged")]
    assert sum("swapped" in why for why in flagged) == 672
    assert sums(reading) == {
        "homicide": 5_015, "rape": 24_936, "robbery": 64_575, "aggravated_assault": 169_172,
        "burglary": 177_700, "larceny": 704_513, "motor_vehicle_theft": 277_797, "arson": 8_232,
    }  # fmt: skip


def test_rtci_scorecard():
    reading = found("rtci_scorecard_2026-04-24.csv")
    assert len(reading.rows) == 624 * 9
    expected = {"homicide": 17_080, "rape": 106_462, "robbery": 254_812}
    assert sums(reading).items() >= (expected | {"aggravated_assault": 850_272}).items()


def test_bjs():
    reading = found("bjs_prison_custody_by_state_bom.csv")
    assert len(reading.rows) == 51
    assert totals.by_measure(reading)["prison_custody"]["by_year"]["2016"] == 1_417_017


@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        ("marshall_ucr_crime_1975_2015.csv", 2_788),
        ("538_murder_2016_prelim.csv", 79),
        ("rtci_extracted_2024-07-12_excerpt.csv", 5_239),
        ("rtci_scorecard_2026-04-24.csv", 5_616),
        ("bjs_prison_custody_by_state_bom.csv", 51),
    ],
)
def test_each_file_is_imported_once(db, name, accepted):
    path = ENV.raw_data / name if ENV.raw_data else None
    if path is None or not path.exists():
        pytest.skip("PSP_RAW_DATA names no folder with this file")
    with acting_atomic("system:reference"):
        load_states(rows("sites/data/states.csv"))
    for expected in ((accepted, 0), (0, accepted)):
        out = StringIO()
        call_command("import_figures", str(path), "--apply", "--json", stdout=out)
        report = json.loads(out.getvalue())
        assert (report["accepted"], report["unchanged"]) == expected
