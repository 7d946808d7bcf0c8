#!/usr/bin/env bash
# Finding: March 2026 in a Stata file is the date March 5, 1962, for one of six readers, and April 2026 the day after it. Twelve
# months of counts are twelve days, and a total by year puts all of them in 1962. Nothing warns.
#
# Stata has a format for each length of time in which figures are counted: %tm months, %tq quarters, %th half-years, %tw weeks,
# all since the first of 1960, and %ty years. The number 794 is March 2026 as %tm; only as %td would it be a day.
#
# Versions: polars-readstat 0.25.0 (polars 2.1.0), pandas 3.1.1, pyreadstat 1.3.7, readstat-arrow 2026.10.20.0, polars-io 0.5.0,
#           polypress 1.0.0.
# Guess:    each reader gives a day in that month or quarter, the first, or the plain number; none gives another date.
# Seen:     Nov 30, 2026 (Python 3.11). polars-readstat counts days, whatever the format; only %td is right. Asked for a whole
#           number instead, it gives -2859: the same wrong day, counted from 1970. The other five are as guessed: pandas
#           gives the first day, four give the plain number (polars-io for %td, too).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars-readstat==0.25.0 polars==2.1.0 pandas==3.1.1 \
  pyreadstat==1.3.7 readstat-arrow==2026.10.20.0 polars-io==0.5.0 polypress==1.0.0

cat >read.py <<'PY'
"""Write two months of counts with a column for each length of time, and read them with six readers."""

import csv
import subprocess

import pandas
import polars
import polars_io
import polars_readstat
import pyreadstat
import readstat_arrow

FILE = "counts.dta"
FORMATS = {"month": "%tm", "quarter": "%tq", "half": "%th", "week": "%tw", "year": "%ty", "day": "%td"}
COUNTS = {
    "month": [794, 795],
    "quarter": [264, 265],
    "half": [132, 132],
    "week": [3440, 3444],
    "year": [2026, 2026],
    "day": [24166, 24197],
    "homicides": [4, 7],
}
pyreadstat.write_dta(pandas.DataFrame(COUNTS), FILE, variable_format=FORMATS)


def polypress():
    subprocess.run(["venv/bin/polypress", "convert", FILE, "counts.csv"], check=True, capture_output=True)
    return list(csv.DictReader(open("counts.csv", encoding="utf-8")))


READERS = {
    "pandas": lambda: pandas.read_stata(FILE).to_dict("records"),
    "pyreadstat": lambda: pyreadstat.read_dta(FILE)[0].to_dict("records"),
    "readstat-arrow": lambda: readstat_arrow.read_dta(FILE)[0].to_pylist(),
    "polars-io": lambda: polars_io.read_dta(FILE).to_dicts(),
    "polypress": polypress,
    "polars-readstat": lambda: polars_readstat.scan_readstat(FILE).collect().to_dicts(),
}


def short(value):
    text = str(value).removesuffix(" 00:00:00")
    return text.removesuffix(".0")


for reader, read in READERS.items():
    for row in read():
        print(f"{reader}:", ", ".join(f"{name} {short(row[name])}" for name in FORMATS))

table = polars_readstat.scan_readstat(FILE).collect()
by_year = table.group_by(polars.col("month").dt.year().alias("year")).agg(polars.col("homicides").sum())
print("polars-readstat, homicides by year:", by_year.rows())
asked = polars_readstat.scan_readstat(FILE, schema_overrides={"month": polars.Int64}).collect()
print("polars-readstat, month as Int64:", asked["month"].to_list())
PY

venv/bin/python read.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
pandas: month 2026-03-01, quarter 2026-01-01, half 2026-01-01, week 2026-02-26, year 2026-01-01, day 2026-03-01
pandas: month 2026-04-01, quarter 2026-04-01, half 2026-01-01, week 2026-03-26, year 2026-01-01, day 2026-04-01
pyreadstat: month 794, quarter 264, half 132, week 3440, year 2026, day 2026-03-01
pyreadstat: month 795, quarter 265, half 132, week 3444, year 2026, day 2026-04-01
readstat-arrow: month 794, quarter 264, half 132, week 3440, year 2026, day 2026-03-01
readstat-arrow: month 795, quarter 265, half 132, week 3444, year 2026, day 2026-04-01
polars-io: month 794, quarter 264, half 132, week 3440, year 2026, day 24166
polars-io: month 795, quarter 265, half 132, week 3444, year 2026, day 24197
polypress: month 794, quarter 264, half 132, week 3440, year 2026, day 2026-03-01
polypress: month 795, quarter 265, half 132, week 3444, year 2026, day 2026-04-01
polars-readstat: month 1962-03-05, quarter 1960-09-21, half 1960-05-12, week 1969-06-02, year 1965-07-19, day 2026-03-01
polars-readstat: month 1962-03-06, quarter 1960-09-22, half 1960-05-12, week 1969-06-06, year 1965-07-19, day 2026-04-01
polars-readstat, homicides by year: [(1962, 11.0)]
polars-readstat, month as Int64: [-2859, -2858]
EXPECTED
