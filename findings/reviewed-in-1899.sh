#!/usr/bin/env bash
# Finding: nobody has reviewed beat C yet, or counted its shots, or said whether it is closed. Read from the table of a
# shapefile (.dbf), the beat was reviewed on November 30, 1899 for five of fourteen readers, has 0 shots for three, and isn't
# closed for four. One of these gives each date a month late: a review of January 31 is one of March 3. Nothing warns.
#
# dBASE has no null. A number that isn't known is blank or filled with asterisks, a date blank or all zeros, and a logical value
# blank or "?". pyshp writes asterisks, zeros, and a blank; dbf writes blanks and "?". A reader that knows one way may not know
# the other. In JavaScript, a blank is the number 0, and month 0 of year 0 has a day 0.
#
# Versions: pyshp 3.1.6 and dbf 0.99.11, which also write the files, dbfread 2.0.7, agate-dbf 0.2.4, geopandas 1.2.0 with
#           pyogrio 0.13.0 (Python); shapefile 0.6.6, parsedbf 2.0.0 (in shpjs 6.2.0), @loaders.gl/shapefile 4.5.2, mapshaper
#           0.7.70, SheetJS 0.18.5, dbf-reader 1.0.3, dbfstream 1.0.26, node-dbf 0.4.0, dbffile 1.13.0 (Node).
# Guess:    what isn't known is None, NaN, null, or empty text for each reader, from both files; the rest is as written.
# Seen:     Dec 1, 2026 (Python 3.11, Node 20). "-" stands for None, NaN, null, an invalid date, or empty text.
#           1. November 30, 1899: shapefile, mapshaper, and SheetJS from both files, parsedbf and @loaders.gl/shapefile from the
#              zeros. dbf-reader gives December 31 from these.
#           2. 0 shots: dbf-reader and dbfstream from the blanks, SheetJS from the asterisks.
#           3. Not closed: parsedbf, dbf-reader, and dbfstream from both files, geopandas from the blank that pyshp writes.
#           4. dbf-reader gives March 14 as April 14, and January 31 as March 3. node-dbf knows neither T nor F for a logical
#              value: beat A isn't known to be closed.
#           5. pyshp, dbf, dbfread, agate-dbf, and dbffile are right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyshp==3.1.6 dbf==0.99.11 dbfread==2.0.7 agate-dbf==0.2.4 \
  geopandas==1.2.0 pyogrio==0.13.0
npm install --silent --no-audit --no-fund --ignore-scripts shapefile@0.6.6 parsedbf@2.0.0 @loaders.gl/core@4.5.4 \
  @loaders.gl/shapefile@4.5.2 mapshaper@0.7.70 xlsx@0.18.5 dbf-reader@1.0.3 dbfstream@1.0.26 node-dbf@0.4.0 dbffile@1.13.0

cat >write.py <<'PY'
from datetime import date

import dbf
import shapefile

ROWS = [("A", 12, date(2027, 3, 14), True), ("B", 0, date(2027, 1, 31), False), ("C", None, None, None)]
with open("zeros.dbf", "wb+") as file, shapefile.Writer(dbf=file) as table:
    table.field("BEAT", "C", size=6)
    table.field("SHOTS", "N", size=6)
    table.field("REVIEWED", "D")
    table.field("CLOSED", "L")
    for row in ROWS:
        table.record(*row)
with dbf.Table("blanks.dbf", "BEAT C(6); SHOTS N(6,0); REVIEWED D; CLOSED L", dbf_type="db3").open(dbf.READ_WRITE) as table:
    for row in ROWS:
        table.append(row)
PY

cat >read.py <<'PY'
import warnings
from datetime import date

import agate
import agatedbf
import dbf
import dbfread
import geopandas
import pandas
import shapefile

assert agatedbf, "adds from_dbf() to agate's tables"


def with_pyshp(name):
    with open(name, "rb") as file:
        return [list(row) for row in shapefile.Reader(dbf=file).records()]


def with_dbf(name):
    with dbf.Table(name).open() as table:
        return [list(row) for row in table]


READERS = {
    "pyshp": with_pyshp,
    "dbf": with_dbf,
    "dbfread": lambda name: [list(row.values()) for row in dbfread.DBF(name)],
    "agate-dbf": lambda name: [list(row.values()) for row in agate.Table.from_dbf(name).rows],
    "geopandas": lambda name: geopandas.read_file(name).values.tolist(),
}


def shown(value):
    if value is None or pandas.isna(value):
        return "-"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    return str(value).strip().removesuffix(".0")


for tool, read in READERS.items():
    for name in ("zeros.dbf", "blanks.dbf"):
        print(f"{tool}, {name}:", "; ".join(" ".join(map(shown, row)) for row in read(name)))
PY

cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { parse } from "@loaders.gl/core";
import { DBFLoader } from "@loaders.gl/shapefile";
import { Dbf } from "dbf-reader";
import { DBFFile } from "dbffile";
import dbfstream from "dbfstream";
import mapshaper from "mapshaper";
import NodeDbf from "node-dbf";
import parsedbf from "parsedbf";
import * as shapefile from "shapefile";
import xlsx from "xlsx";

const buffer = (name) => Uint8Array.from(readFileSync(name)).buffer;
const collected = (events, event) =>
  new Promise((resolve) => {
    const rows = [];
    events.on(event, (row) => rows.push(row)).on("end", () => resolve(rows));
  });
const readers = {
  shapefile: async (name) => {
    const source = await shapefile.openDbf(buffer(name));
    const rows = [];
    for (let row = await source.read(); !row.done; row = await source.read()) rows.push(row.value);
    return rows;
  },
  parsedbf: (name) => parsedbf(new DataView(buffer(name))),
  "@loaders.gl/shapefile": (name) => parse(buffer(name), DBFLoader),
  mapshaper: async (name) => JSON.parse((await mapshaper.applyCommands(`-i ${name} -o rows.json format=json`))["rows.json"]),
  SheetJS: (name) => {
    const { Sheets, SheetNames } = xlsx.readFile(name, { cellDates: true });
    return xlsx.utils.sheet_to_json(Sheets[SheetNames[0]]);
  },
  "dbf-reader": (name) => Dbf.read(readFileSync(name)).rows,
  dbfstream: (name) => collected(dbfstream(name, "utf-8"), "data"),
  "node-dbf": (name) => {
    const parser = new (NodeDbf.default ?? NodeDbf)(name);
    const rows = collected(parser, "record");
    parser.parse();
    return rows;
  },
  dbffile: async (name) => (await DBFFile.open(name)).readRecords(),
};
// Some give a date as text as it is in the file, the others as text with hyphens, a number, or a Date, which may be invalid.
const shownDate = (value) => {
  if (/^\d{8}$/.test(value)) return value;
  const date = new Date(value || NaN);
  return Number.isNaN(+date) ? "-" : date.toISOString().slice(0, 10);
};
const shownNumber = (value) => (value == null || Number.isNaN(value) ? "-" : value);
const shown = (row) => [row.BEAT, shownNumber(row.SHOTS), shownDate(row.REVIEWED), row.CLOSED ?? "-"].join(" ");
for (const [tool, read] of Object.entries(readers))
  for (const name of ["zeros.dbf", "blanks.dbf"]) console.log(`${tool}, ${name}:`, (await read(name)).map(shown).join("; "));
JS

venv/bin/python write.py
{
  venv/bin/python read.py
  node read.mjs
} | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
pyshp, zeros.dbf: A 12 2027-03-14 True; B 0 2027-01-31 False; C - - -
pyshp, blanks.dbf: A 12 2027-03-14 True; B 0 2027-01-31 False; C - - -
dbf, zeros.dbf: A 12 2027-03-14 True; B 0 2027-01-31 False; C - - -
dbf, blanks.dbf: A 12 2027-03-14 True; B 0 2027-01-31 False; C - - -
dbfread, zeros.dbf: A 12 2027-03-14 True; B 0 2027-01-31 False; C - - -
dbfread, blanks.dbf: A 12 2027-03-14 True; B 0 2027-01-31 False; C - - -
agate-dbf, zeros.dbf: A 12 2027-03-14 True; B 0 2027-01-31 False; C - - -
agate-dbf, blanks.dbf: A 12 2027-03-14 True; B 0 2027-01-31 False; C - - -
geopandas, zeros.dbf: A 12 2027-03-14 True; B 0 2027-01-31 False; C - - False
geopandas, blanks.dbf: A 12 2027-03-14 1; B 0 2027-01-31 0; C - - -
shapefile, zeros.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C - 1899-11-30 -
shapefile, blanks.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C - 1899-11-30 -
parsedbf, zeros.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C - 1899-11-30 false
parsedbf, blanks.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C - - false
@loaders.gl/shapefile, zeros.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C - 1899-11-30 -
@loaders.gl/shapefile, blanks.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C - - -
mapshaper, zeros.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C - 1899-11-30 -
mapshaper, blanks.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C - 1899-11-30 -
SheetJS, zeros.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C 0 1899-11-30 -
SheetJS, blanks.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C - 1899-11-30 -
dbf-reader, zeros.dbf: A 12 2027-04-14 true; B 0 2027-03-03 false; C - 1899-12-31 false
dbf-reader, blanks.dbf: A 12 2027-04-14 true; B 0 2027-03-03 false; C 0 - false
dbfstream, zeros.dbf: A 12 20270314 true; B 0 20270131 false; C - 00000000 false
dbfstream, blanks.dbf: A 12 20270314 true; B 0 20270131 false; C 0 - false
node-dbf, zeros.dbf: A 12 20270314 -; B 0 20270131 -; C - 00000000 -
node-dbf, blanks.dbf: A 12 20270314 -; B 0 20270131 -; C - - -
dbffile, zeros.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C - - -
dbffile, blanks.dbf: A 12 2027-03-14 true; B 0 2027-01-31 false; C - - -
EXPECTED
