"""Importing files of figures: the command, again, restated, undone, and two people at once."""

import json
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import acting_atomic, atomic_savepoint
from outcomes.actions import merges
from outcomes.enums import FigureState, ImportState, Match
from outcomes.errors import NotReady, TooLate
from outcomes.models import Agency, Figure, FigureImport
from tests.factories.sites import StateFactory

JOB = Actor.system("reference")
PLAIN = (
    "ORI,Agency,State,Year,Month,Murder,Robbery\n"
    "OH0250700,Example PD,OH,2024,1,3,<5\n"
    "OH0250700,Example PD,OH,2024,2,0,\n"
)


@pytest.fixture
def ohio(db):
    with acting_atomic("system:reference"):
        StateFactory(usps="OH", name="Ohio", fips="39")


@pytest.fixture
def bring(ohio, tmp_path):
    """Run the command on a file of this text."""

    def run(text, *options, name="plain.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        out = StringIO()
        call_command("import_figures", str(path), "--json", *options, stdout=out)
        return json.loads(out.getvalue())

    return run


def figures(state=FigureState.CURRENT):
    with acting_atomic("system:reference"):
        found = Figure.objects.filter(state=state).order_by("measure", "month")
        return [(row.measure, row.month, row.status, row.value, row.version) for row in found]


CURRENT = [
    ("homicide", 1, "reported", 3, 1),
    ("homicide", 2, "reported", 0, 1),
    ("robbery", 1, "suppressed", None, 1),
    ("robbery", 2, "not_reported", None, 1),
]


def test_without_apply_nothing_is_stored(bring):
    report = bring(PLAIN)
    assert (report["accepted"], report["unchanged"], report["rejected"]) == (2, 0, [])
    assert report["measures"]["homicide"]["sum"] == 3
    assert report["measures"]["robbery"]["not_reported"] == 1
    assert report["measures"]["robbery"]["suppressed"] == 1
    with acting_atomic("system:reference"):
        assert not FigureImport.objects.exists()
    assert figures() == []


def test_a_month_that_is_not_over_when_the_file_is_sent_is_not_imported(bring):
    with clock.frozen(datetime(2024, 2, 29, 18, tzinfo=UTC)):
        report = bring(PLAIN)
    assert report["accepted"] == 1
    assert [(issue["line"], issue["reason"][:33]) for issue in report["flagged"]] == []
    assert [issue["line"] for issue in report["rejected"]] == [3]
    with clock.frozen(datetime(2024, 3, 1, 18, tzinfo=UTC)):
        assert bring(PLAIN)["accepted"] == 2


def test_a_file_that_is_not_utf_8_says_how_its_letters_are_read(bring):
    text = PLAIN.replace("Example", "Ca\u00f1on")
    said = [
        [issue["reason"] for issue in bring(text.encode(code))["flagged"]]
        for code in ("utf-8", "utf-16", "cp1252")
    ]
    assert said[:2] == [[], []]
    assert "isn't UTF-8" in said[2][0]


def test_tables_of_two_agencies_with_the_same_columns_are_of_two_sources(bring):
    text = "{} Police Department\nMonth,Murder 2024\n{}"
    rows = ("Jan,1\n", "Jan,1\nFeb,2\n")
    for name, months in (("Akron", rows[0]), ("Toledo", rows[0]), ("Akron", rows[1])):
        report = bring(text.format(name, months), "--state", "OH", "--apply", name=f"{name}.csv")
        assert report["source"] == f"{name}.csv"
    assert report["unchanged"] == 1


def test_importing_again_changes_nothing(bring):
    bring(PLAIN, "--apply")
    assert figures() == CURRENT
    report = bring(PLAIN, "--apply", name="again.csv")
    assert (report["accepted"], report["unchanged"]) == (0, 2)
    assert figures() == CURRENT


def test_a_zero_that_another_source_counts_or_leaves_out_is_flagged_with_both(bring):
    other = (
        "ORI,Agency,State,Year,Month,Murder,Robbery,Rape\n"
        "OH0250700,Example PD,OH,2024,1,0,0,0\n"
        "OH0250700,Example PD,OH,2024,2,0,0,1\n"
        "OH0250700,Example PD,OH,2024,3,0,0,0\n"
    )
    bring(f"{PLAIN}OH0250700,Example PD,OH,2024,3,5,<5\n", "--apply")
    flagged = [(each["line"], each["reason"]) for each in bring(other, name="b.csv")["flagged"]]
    hint = "0 can mean that it wasn't reported, so check both. The file is imported as it says."
    # February's homicides are 0 in both, and the first file suppresses robberies and has no rapes.
    assert flagged == [
        (
            2,
            f"Homicide in January 2024 and 1 more period: 0 in this file (b.csv), 3 in plain.csv. {hint}",
        ),
        (
            3,
            f"Robbery in February 2024: 0 in this file (b.csv), not reported in plain.csv. {hint}",
        ),
    ]
    # Another name of the agency is the same agency.
    named = "Agency,State,Year,Month,Murder\nExample PD,OH,2024,1,0\n"
    bring(named, "--apply", name="named.csv")
    with acting_atomic("system:reference"):
        known = Agency.objects.get(ori="OH0250700")
        Agency.objects.filter(ori="").update(match=Match.SAME, same_as=known)
    [again] = bring(PLAIN, name="plain.csv")["flagged"]
    assert "3 in this file (plain.csv), 0 in named.csv" in again["reason"]


def test_a_restated_figure_is_a_new_version_and_undo_brings_the_old_one_back(bring):
    bring(PLAIN, "--apply")
    report = bring(PLAIN.replace(",1,3,", ",1,4,"), "--apply")
    assert (report["accepted"], report["restated_figures"]) == (1, 1)
    assert any("was 3" in each["reason"] for each in report["flagged"])
    assert figures()[0] == ("homicide", 1, "reported", 4, 2)
    assert figures(FigureState.REPLACED) == [("homicide", 1, "reported", 3, 1)]
    with acting_atomic("system:reference"):
        merges.undo(FigureImport.objects.for_list()[0], by=JOB)
    assert figures() == CURRENT
    assert figures(FigureState.UNDONE) == [("homicide", 1, "reported", 4, 2)]


def test_undoing_the_first_of_two_leaves_what_the_second_restated(bring):
    bring(PLAIN, "--apply")
    bring(PLAIN.replace(",1,3,", ",1,4,"), "--apply")
    with acting_atomic("system:reference"):
        merges.undo(FigureImport.objects.order_by("created_at")[0], by=JOB)
    assert figures() == [
        ("homicide", 1, "reported", 4, 2),
        *((measure, month, status, value, 2) for measure, month, status, value, _ in CURRENT[1:]),
    ]


def test_an_import_can_be_undone_for_thirty_days_and_once(bring):
    bring(PLAIN, "--apply")
    with acting_atomic("system:reference"):
        kept = FigureImport.objects.get()
        later = clock.now() + timedelta(days=31)
        with clock.frozen(later), pytest.raises(TooLate), atomic_savepoint:
            merges.undo(kept, by=JOB)
        merges.undo(kept, by=JOB)
        with pytest.raises(NotReady), atomic_savepoint:
            merges.undo(kept, by=JOB)


def test_an_import_is_merged_once(bring):
    bring(PLAIN, "--apply")
    with acting_atomic("system:reference"), pytest.raises(NotReady):
        merges.merge(FigureImport.objects.get(), by_user=None)
    assert figures() == CURRENT


def test_a_merge_that_fails_leaves_nothing(bring, monkeypatch):
    def fail(*args):
        raise RuntimeError

    monkeypatch.setattr(merges, "_add_populations", fail)
    with pytest.raises(RuntimeError):
        bring(PLAIN, "--apply")
    assert figures() == []
    with acting_atomic("system:reference"):
        assert not Agency.objects.exists()
        assert not FigureImport.objects.filter(state=ImportState.MERGED).exists()


def test_an_agency_without_ori_waits_for_the_review_and_is_known_again(bring):
    text = "Agency,State,Year,Murder\nSpringfield,OH,2024,3\n"
    report = bring(text, "--apply")
    assert report["agencies_to_review"] == ["Springfield, OH"]
    with acting_atomic("system:reference"):
        assert Agency.objects.get().match == Match.TO_REVIEW
    assert bring(text, "--apply")["unchanged"] == 1


def test_an_agency_is_found_by_name_state_and_county_never_by_its_city(bring):
    bring("ORI,Agency,State,County,Year,Murder\nOH0250700,Springfield,OH,Clark,2024,3\n", "--apply")
    bring("Agency,State,Year,Murder\nSpringfield,OH,2023,3\n", "--apply", name="city.csv")
    bring("Agency,State,County,Year,Murder\nSPRINGFIELD,OH,Clark County,2022,3\n", "--apply")
    with acting_atomic("system:reference"):
        found = {row.year: row.agency.ori for row in Figure.objects.select_related("agency")}
    assert found == {2024: "OH0250700", 2023: "", 2022: "OH0250700"}


def test_a_file_that_is_no_spreadsheet_and_one_too_large_are_refused(bring, settings):
    with pytest.raises(CommandError, match="not a spreadsheet"):
        bring(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    settings.FILES_MAX_BYTES = 20
    with pytest.raises(CommandError, match="larger than"):
        bring(PLAIN)


def test_an_unknown_mapping_and_state_are_refused(bring):
    with pytest.raises(CommandError, match="No source has this name"):
        bring(PLAIN, "--mapping", "nothing")
    with pytest.raises(CommandError, match="two letters"):
        bring(PLAIN, "--state", "ZZ")
