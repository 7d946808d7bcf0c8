#!/usr/bin/env bash
# Finding: three years after February 29 is "2 years 12 months" for one library and "2 years 11
# months 4 weeks 2 days" for another, although both added the 36 months themselves. The same
# libraries are right for other days that the shorter month cuts off.
#
# An engagement of 36 months that begins on February 29, 2024 ends on February 28, 2027. A page
# that shows how much of it has passed asks the library for the difference.
#
# Versions: date-fns 4.4.0, luxon 3.7.2, pendulum 3.3.0, python-dateutil 4.0.0 (Node 20, Python 3.11).
# Guess:    add 36 months, ask for the difference: 36 months or 3 years, from each library, since
#           the end is the one it computed. August 31 plus 6 months, which is cut off in the same
#           way, behaves like it.
# Seen:     Nov 28, 2026.
#           1. date-fns: differenceInMonths is 36, differenceInYears is 2, and the duration reads
#              "2 years 12 months"; after one year "12 months".
#           2. pendulum: 35 months; "2 years 11 months 4 weeks 2 days", in which 4 weeks and 2 days
#              are 30 days. After one year it counts 0 years.
#           3. August 31 plus 6 months is 6 months in both.
#           4. luxon and dateutil say 3 years and 36 months.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pendulum==3.3.0 python-dateutil==4.0.0
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts date-fns@4.4.0 luxon@3.7.2

cat >passed.mjs <<'JS'
// Add months to a day, then ask how much time has passed.
import { addMonths, differenceInMonths, differenceInYears, format, formatDuration, intervalToDuration, parseISO } from "date-fns";
import { DateTime } from "luxon";

for (const [day, months] of [["2024-02-29", 36], ["2024-02-29", 12], ["2026-08-31", 6]]) {
  const start = parseISO(day);
  const end = addMonths(start, months);
  const passed = formatDuration(intervalToDuration({ start, end }));
  console.log(
    `date-fns ${day} + ${months} = ${format(end, "yyyy-MM-dd")}: ${differenceInYears(end, start)} years, ` +
      `${differenceInMonths(end, start)} months, "${passed}"`,
  );
  const first = DateTime.fromISO(day);
  const parts = first.plus({ months }).diff(first, ["years", "months", "days"]).toObject();
  console.log(`luxon    ${day} + ${months}: ${parts.years} years, ${parts.months} months, ${parts.days} days`);
}
JS

cat >passed.py <<'PY'
"""Add months to a day, then ask how much time has passed."""

import datetime

import pendulum
from dateutil.relativedelta import relativedelta

for (year, month, day), months in (((2024, 2, 29), 36), ((2024, 2, 29), 12), ((2026, 8, 31), 6)):
    first = pendulum.date(year, month, day)
    end = first.add(months=months)
    passed = first.diff(end)
    print(
        f"pendulum {first} + {months} = {end}: {passed.in_years()} years, {passed.in_months()} months, "
        f'"{passed.in_words(locale="en")}"'
    )
    first = datetime.date(year, month, day)
    parts = relativedelta(first + relativedelta(months=months), first)
    print(f"dateutil {first} + {months}: {parts.years} years, {parts.months} months, {parts.days} days")
PY

{
  TZ=America/Chicago node passed.mjs
  venv/bin/python passed.py
} | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
date-fns 2024-02-29 + 36 = 2027-02-28: 2 years, 36 months, "2 years 12 months"
luxon    2024-02-29 + 36: 3 years, 0 months, 0 days
date-fns 2024-02-29 + 12 = 2025-02-28: 0 years, 12 months, "12 months"
luxon    2024-02-29 + 12: 1 years, 0 months, 0 days
date-fns 2026-08-31 + 6 = 2027-02-28: 0 years, 6 months, "6 months"
luxon    2026-08-31 + 6: 0 years, 6 months, 0 days
pendulum 2024-02-29 + 36 = 2027-02-28: 2 years, 35 months, "2 years 11 months 4 weeks 2 days"
dateutil 2024-02-29 + 36: 3 years, 0 months, 0 days
pendulum 2024-02-29 + 12 = 2025-02-28: 0 years, 11 months, "11 months 4 weeks 2 days"
dateutil 2024-02-29 + 12: 1 years, 0 months, 0 days
pendulum 2026-08-31 + 6 = 2027-02-28: 0 years, 6 months, "6 months"
dateutil 2026-08-31 + 6: 0 years, 6 months, 0 days
EXPECTED
