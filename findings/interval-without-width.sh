#!/usr/bin/env bash
# Finding: the default interval of the ratio of two counts is a single number when one count is zero, and the
# ratio that was seen lies outside it: after 5 homicides in a year and 0 in the next, "95 % sure that the
# ratio is 0.7683 to 0.7683". One of the two ends is right, the other should be 0, or infinite.
#
# A page that compares a year with the year before meets this at every small site. No warning is given with
# the zero first; with the zero second only NumPy's about a division.
#
# Versions: statsmodels 0.15.0, scipy 1.17.1, numpy 2.4.6 (Python 3.11).
# Guess:    from 0 and 5 the interval goes from 0 to about 0.8, from 5 and 0 from about 1.3 to infinity or NaN,
#           and 0 and 0 raises or returns NaN.
# Seen:     Nov 29, 2026.
#           1. Both ends are the same to seven digits for 0 against 5, 5 against 0, and 0 against 25, in the
#              default ("score") alone.
#           2. The other methods agree that one end is open: "mover" says 0 to 0.94, but returns NaN as the open
#              end of 5 against 0.
#           3. 0 against 0 has an interval of 1/50 to 50 from the default, and of 0 to NaN from "mover".
#           4. One case instead of none, and the interval is as expected.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check statsmodels==0.15.0 scipy==1.17.1 numpy==2.4.6

cat >ratio.py <<'PY'
"""Compare the counts of twelve months with those of the twelve months before."""

import warnings

from statsmodels.stats.rates import confint_poisson_2indep

for now, before in ((0, 5), (5, 0), (0, 25), (0, 0), (1, 5)):
    with warnings.catch_warnings(record=True) as raised:
        warnings.simplefilter("always")
        low, high = confint_poisson_2indep(now, 12, before, 12)
    said = "a warning" if raised else "no warning"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        others = confint_poisson_2indep(now, 12, before, 12, method="mover", compare="ratio")
    print(f"{now} against {before}: {low:.4f} to {high:.4f} ({said}); mover {others[0]:.4f} to {others[1]:.4f}")
PY

venv/bin/python ratio.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
0 against 5: 0.7683 to 0.7683 (no warning); mover 0.0000 to 0.9373
5 against 0: 1.3016 to 1.3016 (a warning); mover 1.0669 to nan
0 against 25: 0.1537 to 0.1537 (no warning); mover 0.0000 to 0.1623
0 against 0: 0.0198 to 50.3968 (a warning); mover 0.0000 to nan
1 against 5: 0.0310 to 1.2910 (no warning); mover 0.0303 to 1.4487
EXPECTED
