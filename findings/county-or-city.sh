#!/usr/bin/env bash
# Finding: asked for a county, addfips answers with the independent city of the same name.
#
# Public files write counties without the word "County": "FAIRFAX", VA. In Virginia, Maryland and
# Missouri an independent city may bear the name of a county beside it, and each has its own code.
#
# Versions: addfips 0.4.2 (its data of 2020).
# Guess:    get_county_fips("Fairfax", state="VA") is Fairfax County, 51059; a name that fits two
#           places gives None.
# Seen:     Nov 27, 2026 (Python 3.11). The city wins in all six pairs, without a warning, since
#           both are filed under the bare name and the city's row comes later. Fairfax gives
#           51600, a city of 24,000, not the county of 1.15 million around it, and the figures of
#           two agencies meet under one code. Only the name with "County" finds the county. One
#           space is enough to find nothing: "La Salle", IL, and "De Kalb", GA, give None.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check addfips==0.4.2

cat >codes.py <<'PY'
"""Look up places whose county and independent city share a name."""

from addfips import AddFIPS

codes = AddFIPS()
for name, state in (
    ("Fairfax", "VA"), ("Franklin", "VA"), ("Richmond", "VA"), ("Roanoke", "VA"),
    ("Baltimore", "MD"), ("St. Louis", "MO"),
):
    found = [codes.get_county_fips(name + kind, state=state) for kind in ("", " city", " County")]
    print(f"{name}, {state}: {found[0]} | with city {found[1]} | with County {found[2]}")
for name, state in (("LaSalle", "IL"), ("La Salle", "IL"), ("DeKalb", "GA"), ("De Kalb", "GA")):
    print(f"{name}, {state}: {codes.get_county_fips(name, state=state)}")
PY

venv/bin/python codes.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
Fairfax, VA: 51600 | with city 51600 | with County 51059
Franklin, VA: 51620 | with city 51620 | with County 51067
Richmond, VA: 51760 | with city 51760 | with County 51159
Roanoke, VA: 51770 | with city 51770 | with County 51161
Baltimore, MD: 24510 | with city 24510 | with County 24005
St. Louis, MO: 29510 | with city 29510 | with County 29189
LaSalle, IL: 17099
La Salle, IL: None
DeKalb, GA: 13089
De Kalb, GA: None
EXPECTED
