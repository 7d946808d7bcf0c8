#!/usr/bin/env bash
# Finding: an arrest 25 hours after the call is "01:00:00" for three of six readers of SPSS files, and one after 100 hours is
# "04:00:00". For a fourth there is no time. Nothing warns, and every long case counts as a short one.
#
# Studies of police agencies are archived as SPSS files. SPSS has two formats for how long something took: TIME, which goes
# on past 24 hours (100:00:00), and DTIME, which also counts days (4 04:00:00). Both hold seconds.
#
# Versions: pyreadstat 1.3.7, pandas 3.1.1, readstat-arrow 2026.10.20.0, polars-readstat 0.25.0, pyspssio 0.6.0 (Python);
#           sav-reader 2.0.8 (Node).
# Guess:    each gives how long it took, as a duration or in seconds; a reader that has times of day only raises.
# Seen:     Nov 30, 2026 (Python 3.11, Node 20). pyreadstat, and pandas, which asks it, keep the hours over whole days only,
#           in TIME and in DTIME. readstat-arrow does so in TIME, polars-readstat makes them null there; both read DTIME as a
#           duration. pyspssio and sav-reader are right. pyreadstat with disable_datetime_conversion=True is right, too.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyreadstat==1.3.7 pandas==3.1.1 readstat-arrow==2026.10.20.0 \
  polars-readstat==0.25.0 polars==2.1.0 pyspssio==0.6.0
npm install --silent --no-audit --no-fund sav-reader@2.0.8

cat >read.py <<'PY'
"""Write how long four arrests took, then read it in Python."""

from datetime import time, timedelta

import pandas
import polars_readstat
import pyreadstat
import pyspssio
import readstat_arrow

FILE = "arrests.sav"
HOURS = [1, 23, 25, 100]
took = [hours * 3600.0 for hours in HOURS]
formats = {"time": "TIME12", "dtime": "DTIME12"}
pyreadstat.write_sav(pandas.DataFrame({"time": took, "dtime": took}), FILE, variable_format=formats)


def hours(value):
    if isinstance(value, time):
        return f"{value:%H:%M} o'clock"
    if isinstance(value, timedelta):
        return f"{value / timedelta(hours=1):g} h"
    return "nothing" if value is None else f"{value / 3600:g} h"


READ = {
    "pyreadstat": lambda: pyreadstat.read_sav(FILE)[0].to_dict("list"),
    "pyreadstat, not converted": lambda: pyreadstat.read_sav(FILE, disable_datetime_conversion=True)[0].to_dict("list"),
    "pandas": lambda: pandas.read_spss(FILE).to_dict("list"),
    "readstat-arrow": lambda: readstat_arrow.read_sav(FILE)[0].to_pydict(),
    "polars-readstat": lambda: polars_readstat.scan_readstat(FILE).collect().to_dict(as_series=False),
    "pyspssio": lambda: pyspssio.read_sav(FILE)[0].to_dict("list"),
}
for reader, read in READ.items():
    found = read()
    for name in formats:
        print(f"{reader}, {name.upper()}: {', '.join(map(hours, found[name]))}")
PY

cat >read.mjs <<'JS'
// Read the same file in Node.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { SavBufferReader } = createRequire(import.meta.url)("sav-reader");

const reader = new SavBufferReader(readFileSync("arrests.sav"));
await reader.open();
const rows = await reader.readAllRows();
for (const name of ["time", "dtime"])
  console.log(`sav-reader, ${name.toUpperCase()}: ${rows.map((row) => `${row[name] / 3600} h`).join(", ")}`);
JS

{ venv/bin/python -W ignore read.py; node read.mjs; } | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
pyreadstat, TIME: 01:00 o'clock, 23:00 o'clock, 01:00 o'clock, 04:00 o'clock
pyreadstat, DTIME: 01:00 o'clock, 23:00 o'clock, 01:00 o'clock, 04:00 o'clock
pyreadstat, not converted, TIME: 1 h, 23 h, 25 h, 100 h
pyreadstat, not converted, DTIME: 1 h, 23 h, 25 h, 100 h
pandas, TIME: 01:00 o'clock, 23:00 o'clock, 01:00 o'clock, 04:00 o'clock
pandas, DTIME: 01:00 o'clock, 23:00 o'clock, 01:00 o'clock, 04:00 o'clock
readstat-arrow, TIME: 01:00 o'clock, 23:00 o'clock, 01:00 o'clock, 04:00 o'clock
readstat-arrow, DTIME: 1 h, 23 h, 25 h, 100 h
polars-readstat, TIME: 01:00 o'clock, 23:00 o'clock, nothing, nothing
polars-readstat, DTIME: 1 h, 23 h, 25 h, 100 h
pyspssio, TIME: 1 h, 23 h, 25 h, 100 h
pyspssio, DTIME: 1 h, 23 h, 25 h, 100 h
sav-reader, TIME: 1 h, 23 h, 25 h, 100 h
sav-reader, DTIME: 1 h, 23 h, 25 h, 100 h
EXPECTED
