"""What could publish a wrong number is rejected with its line, its column, and the cure, or asked."""

import pytest

from outcomes.parsing import numbers, totals
from tests.outcomes.sheets import STATES, counts, figures, reasons


def values(text, **said):
    return [(row[1], *row[2:]) for row in counts(figures(text, **said))]


def rejected(text, **said):
    found = figures(text, **said)
    assert found.rows == [], counts(found)
    return " ".join(why for _, why in reasons(found, "rejected"))


# Cities named like states


def test_a_city_named_like_a_state_is_no_heading():
    rows = "City,Murder,Robbery\nColumbus,1,2\n{}Dublin,3,4\n"
    found = figures(rows.format("Delaware,,\n"), state="OH", year=2024)
    assert [str(row.agency) for row in found.rows] == ["Columbus, OH", "Dublin, OH"]
    assert "a name and nothing else" in reasons(found, "rejected")[0][1]
    found = figures(
        "City,State,Year,Murder,Robbery\nColumbus,OH,2024,1,2\nTexas,,,,\nToledo,OH,2024,3,4\n"
    )
    assert [str(row.agency) for row in found.rows] == ["Columbus, OH", "Toledo, OH"]


def test_a_name_that_could_be_either_leaves_the_rows_below_without_a_state():
    text = "City,Murder,Robbery\nOHIO,,\nAkron,1,2\nColorado,,\nDublin,3,4\nTEXAS,,\nAbilene,5,6\n"
    found = figures(text, year=2024)
    assert [str(row.agency) for row in found.rows] == ["Akron, OH", "Abilene, TX"]
    assert [lines for lines, _ in reasons(found, "rejected")] == [(4,), (5,)]
    assert "Add a column State" in reasons(found, "rejected")[0][1]


# Periods


def test_days_and_weeks_are_not_months():
    weeks = "ORI,Week of,Murder\n" + "".join(
        f"OH0250700,1/{day}/2024,1\n" for day in (1, 8, 15, 22)
    )
    assert "counts only a part" in rejected(
        weeks.replace("ORI,", "ORI,Year,").replace("00,1/", "00,2024,1/")
    )
    text = "ORI,Date,Murder\n" + "".join(
        f"OH0250700,2024-01-{day},1\n" for day in ("01", "08", "15")
    )
    assert "days or weeks, not months" in rejected(text)
    text = "ORI,Date,Murder\nOH0250700,2024-03-05,1\nOH0250700,2024-04-09,1\n"
    assert "days or weeks, not months" in rejected(text)


def test_days_that_stand_for_months_are_months():
    for days in (("01", "01"), ("31", "29"), ("15", "15")):
        text = f"ORI,Date,Murder\nOH0250700,2024-01-{days[0]},1\nOH0250700,2024-02-{days[1]},2\n"
        assert [row[1:3] for row in values(text)] == [(2024, 1), (2024, 2)]


def test_days_that_stand_for_years_are_not_january():
    text = "ORI,Date,Murder\nOH0250700,2023-01-01,1\nOH0250700,2024-01-01,2\n"
    assert "Name the column Year" in rejected(text)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Year", "FY2024"),
        ("Fiscal Year", "2024"),
        ("Year", "2009-10"),
        ("Date", "2009-10"),
        ("Date", "FY 2024"),
        ("Period", "2023-24"),
    ],
)
def test_a_fiscal_year_is_no_calendar_year_or_month(heading, cell):
    assert rejected(f"ORI,{heading},Murder\nOH0250700,{cell},3\n")


def test_months_of_2009_are_months_where_others_show_it():
    text = "ORI,Date,Murder\nOH0250700,2009-10,1\nOH0250700,2009-11,2\n"
    assert [row[1:3] for row in values(text)] == [(2009, 10), (2009, 11)]


def test_headings_of_fiscal_years_are_no_counts():
    found = figures("ORI,Year,FY2023,2009-10,Murder\nOH0250700,2024,9,8,3\n")
    assert [row[2:] for row in counts(found)] == [(2024, None, "homicide", 3)]


@pytest.mark.parametrize("month", ["", "NA", "-"])
def test_a_blank_month_is_not_the_whole_year(month):
    text = f"ORI,Year,Month,Murder\nOH0250700,2024,{month},3\n"
    assert "“Month” is blank" in rejected(text)
    assert len(values(text.replace(f",{month},3", ",Year,3"))) == 1


def test_a_blank_date_is_not_the_whole_year():
    assert "“Date” is blank" in rejected("ORI,Year,Date,Murder\nOH0250700,2024,,3\n")


def test_headings_that_are_months():
    text = "ORI,{},Total\nOH0250700,1,2,3\n"
    said = {"name": "homicide.csv"}
    for names in ("Jan-24,Feb-24", "2024-01,2024-02", "1/1/2024,2/1/2024", "Jan 2024,Feb 2024"):
        assert [row[1:] for row in values(text.format(names), **said)] == [
            (2024, 1, "homicide", 1),
            (2024, 2, "homicide", 2),
        ]


def test_the_total_beside_months_is_not_a_year():
    text = "ORI,Year,Offense,Jan,Feb,Total\nOH0250700,2024,Murder,1,2,3\n"
    assert [row[2] for row in values(text)] == [1, 2]


def test_twelve_months_by_number_are_headings():
    numbers = ",".join(str(month) for month in range(1, 13))
    text = f"ORI,Year,Offense,{numbers}\nOH0250700,2024,Murder,{numbers}\n"
    assert [row[2:] for row in values(text)] == [(m, "homicide", m) for m in range(1, 13)]


# Titles


def through(title, *, header="Agency,State,Year,Murder", row="Example PD,OH,2024,3"):
    found = figures(f"{title}\n{header}\n{row}\n")
    return [str(entry.period.through) for each in found.rows for entry in each.entries]


def test_a_title_says_which_part_of_the_year_is_counted():
    assert through("Homicides, January to June") == ["2024-06-30"]
    assert through("Homicides, Jan 1 - Sep 15, 2024") == ["2024-09-15"]
    assert through("Homicides, first half of the year") == ["2024-06-30"]
    assert through("Counts through June 30, 2024") == ["2024-06-30"]
    assert through("Counts as of 6/30/2024") == ["2024-06-30"]
    assert through("Homicides, January to December") == ["None"]
    assert through("Homicides in Ohio") == ["None"]
    assert through("Counts as of June 30, 2025") == ["None"]


@pytest.mark.parametrize(
    "title",
    ["Homicides, April to June", "Homicides, year to date", "2nd quarter", "Weekly report",
     "Homicides in fiscal year 2024", "Counts through June 30, 2023"],
)  # fmt: skip
def test_a_title_with_a_part_nobody_can_count_by_rejects_yearly_rows(title):
    text = f"{title}\nAgency,State,Year,{{}}Murder\nExample PD,OH,2024,{{}}3\n"
    assert "Add a column Month or Counted through" in rejected(text.format("", ""))
    assert len(values(text.format("Month,", "2,"))) == 1


@pytest.mark.parametrize("title", ["Crime report, March 2024", "Crime, 2009-10"])
def test_a_title_whose_year_is_no_whole_year(title):
    assert rejected(f"{title}\nAgency,State,Murder\nExample PD,OH,3\n")


def test_the_year_of_a_printing_is_not_the_year_of_the_counts():
    text = "Published 2025\nAgency,State,Murder\nExample PD,OH,3\n"
    assert "doesn't say its year" in rejected(text)
    assert values(text.replace("Published", "Crime in"))[0][1] == 2025


@pytest.mark.parametrize(
    "title", ["Texas City crime", "Mass Shootings", "Colorado County", "Kentucky Avenue"]
)
def test_a_title_that_names_a_place_names_no_state(title):
    assert "names no state" in rejected(f"{title}\nAgency,Year,Murder\nExample PD,2024,3\n")


def test_a_title_that_names_a_state():
    for title in ("Crime in Ohio", "State of Ohio", "Ohio crime, 2024"):
        found = figures(f"{title}\nAgency,Year,Murder\nExample PD,2024,3\n")
        assert [row.agency.state for row in found.rows] == ["OH"]
    found = figures("Crime in West Virginia\nAgency,Year,Murder\nExample PD,2024,3\n")
    assert [row.agency.state for row in found.rows] == ["WV"]


# Whose a row is


@pytest.mark.parametrize(
    "heading", ["District", "Precinct", "Quarter", "Week", "Victim Sex", "Unit"]
)
def test_a_row_of_a_part_is_rejected(heading):
    text = f"Agency,State,Year,{heading},Murder\nExample PD,OH,2024,1,2\nExample PD,OH,2024,2,2\n"
    assert f"“{heading}” is “1”, so the row counts only a part" in rejected(text)
    whole = (
        f"Agency,State,Year,{heading},Murder\nExample PD,OH,2024,Total,4\nExample PD,OH,2024,2,2\n"
    )
    assert [row[-1] for row in values(whole)] == [4]


def test_equal_rows_that_another_column_tells_apart_are_held():
    text = "Agency,State,Year,Foo,Murder\nExample PD,OH,2024,North,2\nExample PD,OH,2024,South,2\n"
    found = figures(text)
    assert found.rows == []
    assert "the rows differ (Foo: North and South)" in reasons(found, "held")[0][1]
    assert len(figures(text, picks={2}).rows) == 1
    assert len(figures(text.replace("South", "North")).rows) == 1
    assert figures(text, mapping={"foo": "ignore"}).rows == []


@pytest.mark.parametrize(
    "name",
    [
        "Sub-total",
        "Average",
        "Citywide",
        "TOTAL:",
        "Ohio",
        "State of Ohio",
        "Ohio total",
        "County average",
    ],
)
def test_a_row_of_many_agencies_is_left_out(name):
    text = f"Agency,State,Year,Murder\nExample PD,OH,2024,3\n{name},OH,2024,9\n"
    assert [row[-1] for row in values(text)] == [3]


def test_a_city_with_another_states_name_is_a_city():
    assert len(values("City,State,Year,Murder\nDelaware,OH,2024,3\nTexas,OH,2024,3\n")) == 2


def test_a_unit_is_not_the_agency():
    found = figures("Unit,City,State,Year,Murder\nOffenses,Akron,OH,2024,3\n")
    assert [str(row.agency) for row in found.rows] == ["Akron, OH"]


def test_an_agencys_name_is_not_carried_over_another_city():
    text = (
        "Agency,City,State,Year,Murder\nAkron PD,Akron,OH,2024,1\n"
        ",Dayton,OH,2024,2\n,Kent,OH,2024,3\n,Lima,OH,2024,4\n"
    )
    assert [row[0] for row in values(text)] == ["Akron PD", "Dayton", "Kent", "Lima"]


def test_a_numeric_state_is_one_of_two_codes():
    text = "Agency,{},Year,Murder\nExample PD,8,2024,3\n"
    assert "name the column State FIPS" in rejected(text.format("State code"))
    found = figures(text.format("State FIPS"))
    assert [row.agency.state for row in found.rows] == ["CO"]
    found = figures("ORI,State,Year,Murder\nOH0250700,34,2024,3\n")
    assert [row.agency.state for row in found.rows] == ["OH"]


def test_names_that_only_digits_tell_apart_keep_them():
    text = "Agency,State,Year,Murder\nTroop1,OH,2024,1\nTroop2,OH,2024,1\nAkron4,OH,2024,2\n"
    found = figures(text)
    assert [row.agency.name for row in found.rows] == ["Troop1", "Troop2", "Akron"]
    assert any("taken for a footnote" in why for _, why in reasons(found, "flagged"))


def test_the_capital_without_a_comma():
    assert STATES.split("Washington D.C.") == ("Washington", "DC")
    assert STATES.split("Washington, D.C.") == ("Washington", "DC")


def test_an_agency_whose_name_begins_like_a_note():
    found = figures("Agency,State,Year,Murder\nPage PD,OH,2024,\nSource: FBI,,,\nPage 3 of 4,,,\n")
    assert [row.agency.name for row in found.rows] == ["Page PD"]
    found = figures("Agency,State,Year,Murder\nAkron,OH,2024,1\nPage PD,,,\nKent,OH,2024,1\n")
    assert "a name and nothing else" in reasons(found, "rejected")[0][1]


# Columns


def test_counts_below_a_group_of_rates_are_no_counts():
    found = figures(
        "Agency,State,Year,Rate per 100k,,Number,\n,,,Murder,Robbery,Murder,Robbery\n"
        "Example PD,OH,2024,11,12,1,2\n"
    )
    assert [row[4:] for row in counts(found)] == [("homicide", 1), ("robbery", 2)]
    found = figures(
        "Agency,State,Year,Rate per 100k,\n,,,Murder,Robbery\nExample PD,OH,2024,11,12\n"
    )
    assert counts(found) == []


def test_two_columns_that_count_the_same_are_asked_about():
    text = "ORI,Year,Murder,Robbery,Murder\nOH0250700,2024,3,5,4\n"
    found = figures(text)
    assert [row[4] for row in counts(found)] == ["robbery"]
    assert "“Murder” and “Murder” count the same" in reasons(found, "flagged")[0][1]
    found = figures(text, mapping={"murder (2)": "ignore"})
    assert dict(totals.by_measure(found)["homicide"]).get("sum") == 3


# Cells


@pytest.mark.parametrize("said", ["12.000", "1.234", "-3.000"])
def test_thousands_behind_a_point_are_not_guessed(said):
    assert "could be" in numbers.count(said).wrong


@pytest.mark.parametrize("said", ["1-4", "1 to 4", "1\u20134", "<=5", "\u2264 5", "under 5"])
def test_ranges_are_suppressed(said):
    assert str(numbers.count(said).status) == "suppressed"


def test_brackets_are_not_guessed():
    assert "negative count or a footnote" in numbers.count("(3)").wrong


def test_a_date_that_is_none_is_not_the_whole_year():
    text = "ORI,Year,As of,Murder\nOH0250700,2024,sometime,3\n"
    assert "isn't a date" in rejected(text)


@pytest.mark.parametrize(
    "title",
    ["Larceny, in thousands", "Homicide rates per 100,000", "Percent change", "Arrests by agency"],
)
def test_a_title_of_numbers_that_are_no_counts(title):
    text = f'"{title}"\nORI,Year,Murder\nOH0250700,2024,7\n'
    assert "delete that line" in rejected(text)
    assert len(values(text.replace("Murder", "Murder,Murder rate").replace(",7", ",7,3"))) == 1


@pytest.mark.parametrize("said", ["Arrests", "Rate", "Unfounded"])
def test_a_column_that_says_the_rows_count_something_else(said):
    text = "ORI,Year,Data type,Murder\nOH0250700,2024,{},7\n"
    assert "doesn't count offenses" in rejected(text.format(said))
    assert len(values(text.format("Offenses"))) == 1


def test_one_ori_with_two_names_is_asked_about():
    text = "ORI,Agency,Year,Murder\nOH0250700,Akron,2024,9\nOH0250700,Kent,2024,9\n"
    assert "agency: Akron and Kent" in reasons(figures(text), "held")[0][1]


def test_the_twin_that_a_person_names_is_imported():
    text = "ORI,Year,Murder,Robbery,Murder\nOH0250700,2024,3,5,4\n"
    found = figures(text, mapping={"murder (2)": "homicide"})
    assert [row[4:] for row in counts(found)] == [("robbery", 5), ("homicide", 4)]


def test_weeks_in_a_column_called_month_are_no_months():
    text = "ORI,Month,Murder\nOH0250700,2024-01-01,1\nOH0250700,2024-01-08,1\n"
    assert "days or weeks, not months" in rejected(text)


def test_groups_of_full_years_and_of_parts_of_them():
    found = figures(
        "Agency,State,YTD,,Full year,\n,,2023,2024,2022,2023\nAkron,OH,3,4,5,6\n",
        name="homicide.csv",
    )
    assert [row[2:] for row in counts(found)] == [
        (2022, None, "homicide", 5),
        (2023, None, "homicide", 6),
    ]


def test_a_date_in_three_columns_is_a_month():
    text = "ORI,Year,Month,Day,Murder\nOH0250700,2024,1,1,3\nOH0250700,2024,2,{},4\n"
    assert len(values(text.format(1))) == 2
    assert "“Day” is “1”" in rejected(text.format(15))


@pytest.mark.parametrize(
    ("first", "last", "is_whole"),
    [("1", "12", True), ("Jan", "Dec", True), ("1/1/2024", "12/31/2024", True),
     ("1", "6", False), ("12", "12", False), ("1/1/2024", "6/30/2024", False), ("2", "12", False)],
)  # fmt: skip
def test_first_and_last_months_are_those_of_the_year(first, last, is_whole):
    text = f"Agency,State,Year,Start month,End month,Murder\nAkron,OH,2024,{first},{last},2\n"
    if is_whole:
        assert len(values(text)) == 1
    else:
        assert "may not be of a whole year" in rejected(text)


@pytest.mark.parametrize("months", ["Jan-Jun", "13", "-1"])
def test_months_that_cannot_be_read_are_not_twelve(months):
    text = f"ORI,Year,Months reported,Murder\nOH0770100,2024,{months},2\n"
    assert "isn't a number of months" in rejected(text)


def test_a_population_that_cannot_be_read_is_told():
    found = figures("ORI,Year,Population,Murder\nOH0770100,2024,12.345,2\n")
    assert found.rows[0].population is None
    assert any("12,345" in why for _, why in reasons(found, "flagged"))


def test_the_digits_behind_a_single_letter_are_the_names_own():
    found = figures("Agency,State,Year,Murder\nTroop A1,OH,2024,1\nTroop B\u00b9,OH,2024,1\n")
    assert [row.agency.name for row in found.rows] == ["Troop A1", "Troop B"]
