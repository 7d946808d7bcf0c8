#!/usr/bin/env bash
# Finding: the United States class of workalendar and calendra works on days federal offices
# close, and their class for the Federal Reserve closes on days the Reserve Banks are open.
#
# A clock in federal business days skips Juneteenth (federal since 2021) and the observed days:
# New Year's Day 2028 is a Saturday, so offices close on Friday, December 31, 2027. Federal
# Reserve Banks do not: they stay open on the Friday before a Saturday holiday.
#
# Versions: workalendar 17.0.0, calendra 7.11.1; holidays 0.109 as the control.
# Guess:    UnitedStates, the country class of both, is the federal calendar, since both keep
#           each state's extra days in that state's class; it differs for Inauguration Day only.
# Seen:     Nov 27, 2026 (Python 3.11). Juneteenth is a working day for UnitedStates and for
#           DistrictOfColumbia in both, so one working day after June 18, 2026 is June 19. The
#           class named after the Federal Reserve does know it, but closes on both Fridays in
#           workalendar and on one in calendra. No class tried in calendra, a fork, closes on
#           December 31, 2027: two working days after December 29 is the holiday itself.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check \
  workalendar==17.0.0 calendra==7.11.1 holidays==0.109

cat >days.py <<'PY'
"""Print which federal days off three packages take for working days."""

from datetime import date

import calendra.usa
import holidays
import workalendar.usa

DAYS = {
    "Juneteenth 2026, Fri": date(2026, 6, 19),
    "Juneteenth 2027, observed Fri": date(2027, 6, 18),
    "New Year 2028, observed Fri": date(2027, 12, 31),
}
federal = holidays.US(years=[2026, 2027, 2028])
for label, day in DAYS.items():
    print(f"{label} {day}: holidays says {federal.get(day)}")
for module in (workalendar.usa, calendra.usa):
    package = module.__name__.split(".")[0]
    for name in ("UnitedStates", "DistrictOfColumbia", "FederalReserveSystem"):
        calendar = getattr(module, name)()
        told = ["works" if calendar.is_working_day(day) else "closed" for day in DAYS.values()]
        print(f"{package} {name}: {', '.join(told)}")
    calendar = module.UnitedStates()
    print(f"{package}: 1 day after 2026-06-18 is {calendar.add_working_days(date(2026, 6, 18), 1)}")
    print(f"{package}: 2 days after 2027-12-29 is {calendar.add_working_days(date(2027, 12, 29), 2)}")
PY

venv/bin/python days.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
Juneteenth 2026, Fri 2026-06-19: holidays says Juneteenth National Independence Day
Juneteenth 2027, observed Fri 2027-06-18: holidays says Juneteenth National Independence Day (observed)
New Year 2028, observed Fri 2027-12-31: holidays says New Year's Day (observed)
workalendar UnitedStates: works, works, closed
workalendar DistrictOfColumbia: works, works, closed
workalendar FederalReserveSystem: closed, closed, closed
workalendar: 1 day after 2026-06-18 is 2026-06-19
workalendar: 2 days after 2027-12-29 is 2028-01-03
calendra UnitedStates: works, works, works
calendra DistrictOfColumbia: works, works, works
calendra FederalReserveSystem: closed, closed, works
calendra: 1 day after 2026-06-18 is 2026-06-19
calendra: 2 days after 2027-12-29 is 2027-12-31
EXPECTED
