"""Forms in which one agency publishes its own counts: its name in a title, years not over, two tables in a sheet."""

from datetime import date

import pytest

from outcomes.parsing import titles
from tests.outcomes.sheets import counts, figures, reasons

SENT = {"sent_on": date(2026, 11, 30)}


def said(text, **more):
    """Year, month, and value or status of each count."""
    return [(row[2], row[3], row[5]) for row in counts(figures(text, **more))]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Denver Police Department (CO)", "Denver Police Department, CO"),
        ("Denver Police Department \u2014 homicides", "Denver Police Department"),
        ("Part I crimes - St. Paul Police Department, 2024", "St. Paul Police Department"),
        ("Summit County Sheriff's Office 2024", "Summit County Sheriff's Office"),
        ("Crimes reported to the Denver Police Department", ""),
        ("Denver Police Department, North District", ""),
        ("Police Department", ""),
    ],
)
def test_a_title_that_begins_with_the_agency_names_it(title, name):
    assert titles.agency_in([title]) == name


def test_a_title_with_two_agencies_names_none():
    assert titles.agency_in(["Denver Police Department", "Adams County Sheriff's Office"]) == ""


def test_the_agency_of_a_table_without_one_is_in_its_title_and_noted():
    text = "Denver Police Department (CO),,\nHomicides by month,,\nMonth,2023,2024\nJan,2,3\n"
    found = figures(text)
    assert [str(row.agency) for row in found.rows] == ["Denver Police Department, CO"]
    assert [why for _, why in reasons(found, "flagged")][:2] == [
        "The agency Denver Police Department, CO is taken from the title above the table.",
        "Homicide is taken from the title or name of the file.",
    ]
    assert counts(found)[0][2:] == (2023, 1, "homicide", 2)
    assert found.holds == ("month", "homicide", "homicide")
    assert "Write its ORI in a column ORI" in reasons(figures(text[30:]), "rejected")[0][1]


def test_a_title_that_counts_shootings_as_well_names_no_measure():
    text = "Homicides and shootings,,\nORI,2023,2024\nOH0250700,2,3\n"
    assert {row[4] for row in counts(figures(text))} == {"count"}


def test_a_measure_with_a_year_behind_it_names_a_column():
    text = "ORI,Murder 2023,Murder 2024 (p),Murder 2025r\nOH0250700,1,2,3\n"
    assert said(text) == [(2023, None, 1), (2024, None, 2), (2025, None, 3)]
    text = "ORI,Murder,,Robbery,\n,2023,2024,2023,2024\nOH0250700,1,2,3,4\n"
    assert [(row[2], row[4]) for row in counts(figures(text))] == [
        (2023, "homicide"), (2024, "homicide"), (2023, "robbery"), (2024, "robbery"),
    ]  # fmt: skip


def test_months_that_are_not_over_are_not_counted():
    months = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"
    found = figures(f"ORI,Year,Offense,{months}\nOH0250700,2026,Murder{',1' * 10},4,0\n", **SENT)
    assert [row[3] for row in counts(found)] == list(range(1, 11))
    assert found.holds[2:] == ("measure", *["value"] * 12)
    assert reasons(found, "flagged") == [
        ((2,), f"{said}: 2026-{month} wasn't over when the file was sent, so the count isn't imported.")
        for said, month in (("Nov 4", 11), ("Dec 0", 12))
    ]  # fmt: skip


def test_a_year_that_is_not_over_needs_its_last_day():
    found = figures("ORI,Year,Murder\nOH0250700,2025,9\nOH0250700,2026,7\n", **SENT)
    assert [row[2] for row in counts(found)] == [2025]
    [(lines, why)] = reasons(found, "rejected")
    assert lines == (3,)
    assert "2026 wasn't over" in why
    assert "Add a column Counted through" in why
    told = "ORI,Year,Counted through,Murder\nOH0250700,2026,{},7\n"
    assert len(figures(told.format("10/31/2026"), **SENT).rows) == 1
    assert figures(told.format("12/31/2026"), **SENT).rows == []
    months = figures("ORI,Year,Months reported,Murder\nOH0250700,2026,10,7\n", **SENT)
    assert [row.months for row in months.rows] == [10]


def test_a_second_table_is_not_read_by_the_columns_of_the_first():
    text = (
        "Agency,State,Year,Homicides\nAkron PD,OH,2024,3\n,,,\nRobberies,,,\n"
        "Agency,State,Year,Robberies\nToledo PD,OH,2024,90\n{}"
    )
    found = figures(text.format(""))
    assert [row[1] for row in counts(found)] == ["Akron PD"]
    why = "Line 5 names other columns, so another table begins there. Save it as a file of its own."
    assert reasons(found, "rejected")[1:] == [((5,), why), ((6,), why)]
    again = figures(text.format("Agency,State,Year,Homicides\nLima PD,OH,2024,1\n"))
    assert [row[1] for row in counts(again)] == ["Akron PD", "Lima PD"]


def test_parts_of_a_year_are_called_so():
    text = "ORI,Period,Murder\nOH0250700,Q1 2024,1\nOH0250700,Jul-Sep 2024,1\nOH0250700,soon,1\n"
    whys = [why for _, why in reasons(figures(text), "rejected")]
    assert ["is a part of a year" in why for why in whys] == [True, True, False]


def test_a_county_in_two_words_is_one_county():
    rows = "Lake PD,{},AL,2024,1\n"
    text = (
        f"Agency,County,State,Year,Murder\n{rows.format('De Kalb')}{rows.format('DeKalb County')}"
    )
    found = figures(text)
    assert len(found.rows) == 1
    assert len(reasons(found, "repeated")) == 1


def test_a_numbered_offense_is_that_offense():
    text = "ORI,Year,1. Murder,3) Robbery\nOH0250700,2024,3,4\n"
    assert [row[4] for row in counts(figures(text))] == ["homicide", "robbery"]


def test_a_column_without_a_name_can_be_told():
    text = ",State,2023,2024\nAkron PD,OH,2,3\n"
    assert figures(text).rows == []
    found = figures(text, mapping={"column 1": "agency"})
    assert [str(row.agency) for row in found.rows] == ["Akron PD, OH"]


def test_names_over_several_lines_of_a_cell_are_one_line():
    found = figures('Agency,State,Year,"Aggravated\nAssault"\n"Akron\nPD",OH,2024,3\n')
    assert found.names[3] == "Aggravated Assault"
    assert counts(found)[0][1] == "Akron PD"
