"""Sorting tables that are read as a whole: both ways, with what has no value last."""

import pytest

from foundation.ui.sorting import Column, Sorting

ROWS = [("b", 2), ("a", None), ("c", 9), ("d", 2)]
COLUMNS = (
    Column("", "Usual"),
    Column("name", "Name", lambda row: row[0]),
    Column("size", "Size", lambda row: row[1], falls=True),
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("", "bacd"),
        ("unknown", "bacd"),
        ("-last", "bacd"),
        ("name", "abcd"),
        ("name-last", "dcba"),
        ("size", "cbda"),
        ("size-last", "bdca"),
    ],
)
def test_rows_are_sorted_both_ways_and_those_without_a_value_come_last(asked, expected):
    assert "".join(name for name, _ in Sorting(COLUMNS, asked).applied(ROWS)) == expected


@pytest.mark.parametrize(
    ("asked", "way", "following"),
    [("size", "descending", "size-last"), ("size-last", "ascending", "size"), ("", "", "size")],
)
def test_the_heading_in_use_turns_the_order_around(asked, way, following):
    heading = Sorting(COLUMNS, asked).headings(lambda order: order)[2]
    assert (heading.way, heading.href) == (way, following)
