"""Files of figures with each fault that published files have, each named with its line."""

import io

import pytest
from openpyxl import Workbook

from foundation.files.enums import MediaType
from foundation.imports import read
from foundation.imports.errors import Unreadable
from outcomes.parsing import files, numbers, periods, places, totals
from tests.outcomes.sheets import STATES, counts, figures, reasons

PLAIN = "ORI,Agency,State,Year,Murder\nOH0250700,Example PD,OH,2024,3\n"


def sums(reading):
    return {name: one["sum"] for name, one in totals.by_measure(reading).items()}


def test_a_plain_file():
    assert counts(figures(PLAIN)) == [(2, "Example PD", 2024, None, "homicide", 3)]


@pytest.mark.parametrize(
    ("said", "status", "value"),
    [
        ("0", "reported", 0),
        ("", "not_reported", None),
        ("NA", "not_reported", None),
        ("NR", "not_reported", None),
        ("n/a ", "not_reported", None),
        ("-", "not_reported", None),
        ("<5", "suppressed", None),
        ("fewer than 5", "suppressed", None),
        ("*", "suppressed", None),
        ("#DIV/0!", "error", None),
        ("#N/A", "error", None),
        ("#REF!", "error", None),
        ("1,234", "reported", 1234),
        ("1 234", "reported", 1234),
        ("12,345,678", "reported", 12345678),
        ("5e+05", "reported", 500000),
        ("3.0", "reported", 3),
        ("-3", "reported", -3),
        ("\u22123", "reported", -3),
        ("12*", "reported", 12),
        ("12\u00b9", "reported", 12),
    ],
)
def test_cells(said, status, value):
    found = numbers.count(said)
    assert (found.wrong, str(found.status), found.value) == ("", status, value)


@pytest.mark.parametrize(
    "said", ["3.5", "1,23", "12%", "None", "abc", "(12)", "2024-01-05", "2024_25", "9e99"]
)
def test_cells_that_are_no_counts(said):
    assert numbers.count(said).wrong


@pytest.mark.parametrize(
    ("said", "year", "month"),
    [
        ("2024-01", 2024, 1),
        ("202412", 2024, 12),
        ("01/2024", 2024, 1),
        ("Jan-24", 2024, 1),
        ("Jan 2024", 2024, 1),
        ("January 1998", 1998, 1),
        ("Dec-98", 1998, 12),
        ("3/1/2024", 2024, 3),
        ("2024-03-01T00:00:00", 2024, 3),
        ("45292", 2024, 1),
        ("2024", 2024, None),
        ("2024 Mar", 2024, 3),
    ],
)
def test_periods(said, year, month):
    found = periods.period_of(said)
    assert found is not None
    assert (found.year, found.month) == (year, month)


def test_twelve_days_of_january_are_twelve_months_when_the_day_comes_first():
    rows = "".join(f"OH0250700,1/{month}/2024,{month}\n" for month in range(1, 13))
    found = figures(f"ORI,Date,Murder\n{rows}")
    assert [row.entries[0].period.month for row in found.rows] == list(range(1, 13))
    rows = "".join(f"OH0250700,{month}/1/2024,{month}\n" for month in range(1, 13))
    found = figures(f"ORI,Date,Murder\n{rows}")
    assert [row.entries[0].period.month for row in found.rows] == list(range(1, 13))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    text = "Agency\tState\tYear\tMurder\nCañon PD\tCO\t2024\t3\n"
    assert counts(figures(text.encode(encoding)))[0][:2] == (2, "Cañon PD")


def test_titles_above_and_a_header_over_several_lines_and_footnotes_below():
    found = figures(
        "Table 8\n"
        "Offenses Known to Law Enforcement\n"
        '"by State by City, 2019"\n'
        "State,City,Population,Violent,Murder and,Rape1,Aggravated\n"
        ",,,crime,nonnegligent,,assault\n"
        ",,,,manslaughter,,\n"
        'ALABAMA3,Abbeville,"2,560",9,0,1,8\n'
        ',Adamsville,"4,281",19,1,2,16\n'
        ',Alabaster4,"33,487",44,1,3,40\n'
        ',Alexander City,"14,431",97,1,,96\n'
        "1 The figures shown in this column are of the revised definition, see the notes\n"
        "Note: preliminary\n"
    )
    assert found.header_line == 6
    assert sums(found) == {
        "violent_crime": 169,
        "homicide": 3,
        "rape": 6,
        "aggravated_assault": 160,
    }
    assert [(str(row.agency), row.population) for row in found.rows] == [
        ("Abbeville, AL", 2560),
        ("Adamsville, AL", 4281),
        ("Alabaster, AL", 33487),
        ("Alexander City, AL", 14431),
    ]
    assert [lines for lines, _ in reasons(found, "skipped")] == [(11,), (12,)]


def test_groups_of_columns_below_a_year():
    found = figures(
        "Agency,State,2023,,2024,\n,,Murder,Robbery,Murder,Robbery\nExample PD,OH,1,2,3,4\n"
    )
    assert [(row[2], row[4], row[5]) for row in counts(found)] == [
        (2023, "homicide", 1),
        (2023, "robbery", 2),
        (2024, "homicide", 3),
        (2024, "robbery", 4),
    ]


def test_a_column_for_each_month():
    found = figures("Agency,State,Year,Offense,Jan,Feb\nExample PD,OH,2024,Homicide,1,\n")
    assert [row[3:] for row in counts(found)] == [
        (1, "homicide", 1),
        (2, "homicide", "not_reported"),
    ]


def test_percent_columns_are_not_counts():
    found = figures(
        "ORI,Year,Murder,Murder % change,Murder per 100k,Clearance rate,Cleared\n"
        "OH0250700,2024,7,12.5,3.1,50%,8\n"
    )
    assert sums(found) == {"homicide": 7, "homicide_cleared": 8}
    assert reasons(found, "flagged") == [
        ((2,), "8 cleared of 7: more than there were, imported as published")
    ]


def test_a_state_is_never_made_up():
    found = figures(
        "ORI,Agency,State,Year,Murder\n"
        "OH0250700,Example PD,Ohoi,2024,1\n"
        ",Other PD,Ohoi,2024,2\n"
        ',"Louisville, Ky.",,2024,3\n'
        "NB0280200,Third PD,NB,2024,4\n"
        ",Fourth PD,,2024,5\n"
    )
    assert [(row.line, row.agency.state) for row in found.rows] == [(2, "OH"), (4, "KY"), (5, "NE")]
    assert reasons(found, "rejected") == [
        ((3,), "“Ohoi” isn't a state. Correct its spelling."),
        ((6,), "The row names no state. Say which one the file is of."),
    ]
    assert len(figures("Agency,Year,Murder\nExample PD,2024,1\n", state="OH").rows) == 1


def test_a_state_that_is_only_in_a_folder():
    found = figures(
        '"",Agency.Name,Murder,Month,Year\n"C:\\Data\\Ohio\\Formatted.1",Example PD,1,1,2022\n'
    )
    assert found.rows[0].agency.state == "OH"


def test_month_and_year_swapped_and_months_as_words():
    found = figures(
        "ORI,Month,Year,Murder\nOH0250700,2023,1,5\nOH0250700,Feb,2023,6\nOH0250700,1,NA,7\nOH0250700,13,2023,8\n"
    )
    assert [row[2:4] for row in counts(found)] == [(2023, 1), (2023, 2)]
    assert [lines for lines, _ in reasons(found, "rejected")] == [(4,), (5,)]


def test_rows_that_differ_are_held_until_one_is_picked_and_never_added_up():
    text = (
        "ORI,Year,Month,Robbery\n"
        "OH0250700,2025,4,18\nOH0250700,2025,4,21\n"
        "OH0250700,2025,5,7\nOH0250700,2025,5,7\n"
    )
    found = figures(text)
    assert sums(found) == {"robbery": 7}
    assert [lines for lines, _ in reasons(found, "held")] == [(2, 3)]
    assert [lines for lines, _ in reasons(found, "repeated")] == [(5,)]
    assert sums(figures(text, picks={3})) == {"robbery": 28}


def test_the_seven_characters_of_an_ori_are_the_first_of_nine():
    assert places.ori_of("MOSPD00") == places.ori_of("MOSPD0000") == "MOSPD0000"
    assert places.ori_of("0123450") == "012345000"
    assert places.ori_of("CHICAGO") == ""


def test_many_agencies_together_are_left_out():
    found = figures(
        "ORI,Agency,State,Year,Murder\nNA,National,NA,2024,99\nOH0250700,Example PD,OH,2024,1\n,Total,OH,2024,100\n"
    )
    assert sums(found) == {"homicide": 1}
    assert [lines for lines, _ in reasons(found, "skipped")] == [(2,), (4,)]


def test_partial_years_are_marked():
    found = figures("ORI,Year,Months reported,Murder\nOH0250700,2024,7,3\n")
    assert found.rows[0].months == 7
    assert reasons(found, "flagged") == [((2,), "7 of 12 months: marked as a partial year")]


def test_a_negative_value_is_a_correction_that_is_marked():
    found = figures("ORI,Year,Month,Rape\nOH0250700,2023,11,-3\n")
    assert counts(found)[0][5] == -3
    assert ((2,), "Rape -3: imported as a correction") in reasons(found, "flagged")


def test_a_copy_under_another_state_is_named():
    found = figures(
        "Agency,State,Year,Month,Murder,Robbery,Rape\nAurora PD,CO,2024,1,3,4,5\nAurora PD,CT,2024,1,3,4,5\n"
    )
    assert any("copy" in why for lines, why in reasons(found, "flagged") if lines == (3,))


@pytest.mark.parametrize("text", ["", "just some words\n", "a,b\n1,2\n", "ORI,Year,Murder\n"])
def test_files_without_a_table(text):
    with pytest.raises(Unreadable):
        figures(text)


def test_a_row_with_more_cells_than_the_header_is_refused_alone():
    found = figures(PLAIN + "OH0250800,Example, Inc. PD,OH,2024,3\n")
    assert len(found.rows) == 1
    assert [lines for lines, _ in reasons(found, "rejected")] == [(3,)]


def test_a_mapping_says_what_a_column_holds():
    found = figures("ORI,Year,Foo\nOH0250700,2024,3\n", mapping={"foo": "homicide"})
    assert sums(found) == {"homicide": 3}


def test_states_as_the_press_writes_them():
    said = ["N.M.", "Ala.", "Texas", "TX", "west virginia", "ALABAMA3", "48"]
    assert [STATES.resolve(each) for each in said] == ["NM", "AL", "TX", "TX", "WV", "AL", "TX"]


def test_a_column_cleared_is_of_the_measure_of_its_row_or_of_the_only_one():
    found = figures(
        "ORI,Year,Offense,Offenses,Cleared\nOH0250700,2024,Murder,3,1\nOH0250700,2024,Robbery,9,2\n"
        "OH0250700,2024,Arson,4,4\n"
    )
    assert sums(found) == {
        "homicide": 3,
        "homicide_cleared": 1,
        "robbery": 9,
        "robbery_cleared": 2,
        "arson": 4,
    }
    assert sums(figures("ORI,Year,Murder,Robbery,Cleared\nOH0250700,2024,3,9,2\n")) == {
        "homicide": 3,
        "robbery": 9,
    }


def test_a_workbook_with_a_merged_header_errors_and_numbers():
    book = Workbook()
    sheet = book.active
    sheet.append(["State crime report"])
    sheet.append(["Agency", "ORI", "2023", None, "2024", None])
    sheet.append([None, None, "Murder", "Robbery", "Murder", "Robbery"])
    sheet.append(["Example PD", "OH0250700", 1, 2.0, None, "<5"])
    sheet.append(["Other PD", "OH0250800", "#N/A", 1234, 0, "NR"])
    sheet.merge_cells("C2:D2")
    sheet.merge_cells("E2:F2")
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    found = files.read(read.lines(file, MediaType.EXCEL), STATES, files.Said())
    assert [row[2:] for row in counts(found)] == [
        (2023, None, "homicide", 1),
        (2023, None, "robbery", 2),
        (2024, None, "homicide", "not_reported"),
        (2024, None, "robbery", "suppressed"),
        (2023, None, "homicide", "error"),
        (2023, None, "robbery", 1234),
        (2024, None, "homicide", 0),
        (2024, None, "robbery", "not_reported"),
    ]
