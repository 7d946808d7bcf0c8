#!/usr/bin/env bash
# Finding: in a city with a homicide in every other month, the other months are no rows of a new library's table over time,
# though its documentation says that they have 0. The mean doubles, and the change "from the same month of the year before" is
# one from two years before: homicides that were halved are up by 100 percent, without a warning.
#
# The function counts the events of each month with pandas, which gives 0 for a month without any, and then drops each group
# that has none. By offense, a month stays if any offense has an event in it, and has a 0 for the others.
#
# Versions: crimepy 0.1.0, pandas 3.1.1.
# Guess:    as documented: 35 rows, 17 of them 0, and each month compared with the same one of the year before. (Its source,
#           read before the first run, made the zeros doubtful.)
# Seen:     Dec 1, 2026 (Python 3.11). The made city has its homicides in January, March, and so on to November: 1 in each of
#           these months of 2024, 4 in 2025, and 2 in 2026.
#           1. trend() has 18 rows with a mean of 2.33. What pandas counts has 35 with a mean of 1.2.
#           2. percent_change() of that, over 12 months, compares January 2026 with January 2024, and so on: up by 100 percent.
#              From January 2025, it is down by 50.
#           3. By offense, with a robbery in each month, the table has all 35 rows.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check crimepy==0.1.0 pandas==3.1.1

cat >count.py <<'PY'
import crimepy.analyze
import pandas

HOMICIDES = {2024: 1, 2025: 4, 2026: 2}
MONTHS = [pandas.Timestamp(year, month, 15) for year in HOMICIDES for month in range(1, 13)][:-1]
homicides = [(day, "homicide") for day in MONTHS if day.month % 2 for _ in range(HOMICIDES[day.year])]
robberies = [(day, "robbery") for day in MONTHS]


def events(rows):
    return pandas.DataFrame(rows, columns=["incident_date", "offense"])


def show(name, counts):
    change = crimepy.analyze.percent_change(counts, periods=12)
    print(f"{name}: {len(counts)} months, {(counts == 0).sum()} of them 0, mean {counts.mean():.3g}")
    print("  changes in 2026, in percent:", *change.loc["2026"].dropna())
    before = counts.index[counts.index.get_loc("2026-01-01") - 12]
    print(f"  January 2026 is compared with {before:%B %Y}")


show("crimepy", crimepy.analyze.trend(events(homicides), freq="MS")["count"])
show("pandas", events(homicides).groupby(pandas.Grouper(key="incident_date", freq="MS")).size())
show("crimepy, by offense", crimepy.analyze.trend(events(homicides + robberies), "offense", freq="MS")["homicide"])
PY

venv/bin/python count.py 2>&1 | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
crimepy: 18 months, 0 of them 0, mean 2.33
  changes in 2026, in percent: 100.0 100.0 100.0 100.0 100.0 100.0
  January 2026 is compared with January 2024
pandas: 35 months, 17 of them 0, mean 1.2
  changes in 2026, in percent: -50.0 -50.0 -50.0 -50.0 -50.0 -50.0
  January 2026 is compared with January 2025
crimepy, by offense: 35 months, 17 of them 0, mean 1.2
  changes in 2026, in percent: -50.0 -50.0 -50.0 -50.0 -50.0 -50.0
  January 2026 is compared with January 2025
EXPECTED
