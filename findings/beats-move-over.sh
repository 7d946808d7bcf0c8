#!/usr/bin/env bash
# Finding: in an agency's shapefile, Beat 2 is marked as deleted. One of five readers gives its area the name and the calls of
# Beat 3, and so on to the end: each later beat lies where its neighbor is, and the last area is gone. Nothing warns.
#
# The names are in a dBASE table, where deleting a row only marks it until the table is packed; the areas are in another file
# and belong to the rows by their order. GDAL deletes in this way, too, and packs both files unless told not to.
#
# Versions: pyshp 3.1.6, geopandas 1.2.0 with pyogrio 0.13.0, fiona 1.10.1, dbf 0.99.11, which deletes the row (Python);
#           shapefile 0.6.6, shpjs 6.2.0 (Node).
# Guess:    each reader leaves the row and its area out, or gives both; every other beat keeps its own area.
# Seen:     Nov 30, 2026 (Python 3.11, Node 20). pyshp leaves the row out and its area in, and pairs the rest in order, although
#           its documentation says that it returns every row: so in shapeRecords(), in its GeoJSON, and in a GeoDataFrame made
#           of that. Asked for one by its number, or for all in a box, it keeps the pairs, with None for the deleted beat.
#           geopandas and fiona leave both out; shapefile and shpjs give both.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyshp==3.1.6 geopandas==1.2.0 \
  pyogrio==0.13.0 fiona==1.10.1 dbf==0.99.11
npm install --silent --no-audit --no-fund --ignore-scripts shapefile@0.6.6 shpjs@6.2.0

cat >write.py <<'PY'
"""Write four beats side by side, then delete one in the table."""

import dbf
import shapefile

with shapefile.Writer("beats") as writer:
    writer.field("BEAT", "C", 10)
    writer.field("CALLS", "N", 8)
    for west, (beat, calls) in enumerate([("Beat 1", 120), ("Beat 2", 0), ("Beat 3", 340), ("Beat 4", 90)]):
        writer.poly([[[west, 0], [west, 1], [west + 1, 1], [west + 1, 0], [west, 0]]])
        writer.record(beat, calls)

table = dbf.Table("beats.dbf")
with table.open(dbf.READ_WRITE):
    for row in table:
        if row.beat.strip() == "Beat 2":
            dbf.delete(row)
PY

cat >read.py <<'PY'
"""Print each beat with its calls and the western edge of its area, for each reader and way."""

import fiona
import geopandas
import shapefile

FILE = "beats.shp"
beats = shapefile.Reader(FILE)


def pair(found):
    beat, calls = found.record or (None, None)
    return beat, calls, found.shape.bbox[0]


def frame(table):
    return zip(table.BEAT, table.CALLS, table.bounds.minx)


def by_fiona():
    with fiona.open(FILE) as found:
        for each in found:
            yield each.properties["BEAT"], each.properties["CALLS"], min(x for x, y in each.geometry.coordinates[0])


WAYS = {
    "pyshp shapeRecords()": lambda: map(pair, beats.shapeRecords()),
    "pyshp by GeoDataFrame": lambda: frame(geopandas.GeoDataFrame.from_features(beats)),
    "pyshp shapeRecord(number)": lambda: (pair(beats.shapeRecord(number)) for number in range(len(beats))),
    "pyshp shapeRecords(bbox)": lambda: map(pair, beats.shapeRecords(bbox=[0, 0, 4, 1])),
    "geopandas": lambda: frame(geopandas.read_file(FILE)),
    "fiona": by_fiona,
}
for way, read in WAYS.items():
    print(f"{way}:", "; ".join(f"{beat} ({calls}) at {edge:.0f}" for beat, calls, edge in read()))
PY

cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import * as shapefile from "shapefile";
import shp from "shpjs";

const show = ({ properties, geometry }) =>
  `${properties.BEAT} (${properties.CALLS}) at ${Math.min(...geometry.coordinates[0].map(([x]) => x))}`;
const read = (ending) => new Uint8Array(readFileSync(`beats.${ending}`)).buffer;
console.log("shapefile:", (await shapefile.read("beats.shp")).features.map(show).join("; "));
console.log("shpjs:", (await shp({ shp: read("shp"), dbf: read("dbf") })).features.map(show).join("; "));
JS

venv/bin/python write.py
{
  venv/bin/python read.py
  node read.mjs
} | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
pyshp shapeRecords(): Beat 1 (120) at 0; Beat 3 (340) at 1; Beat 4 (90) at 2
pyshp by GeoDataFrame: Beat 1 (120) at 0; Beat 3 (340) at 1; Beat 4 (90) at 2
pyshp shapeRecord(number): Beat 1 (120) at 0; None (None) at 1; Beat 3 (340) at 2; Beat 4 (90) at 3
pyshp shapeRecords(bbox): Beat 1 (120) at 0; None (None) at 1; Beat 3 (340) at 2; Beat 4 (90) at 3
geopandas: Beat 1 (120) at 0; Beat 3 (340) at 2; Beat 4 (90) at 3
fiona: Beat 1 (120) at 0; Beat 3 (340) at 2; Beat 4 (90) at 3
shapefile: Beat 1 (120) at 0; Beat 2 (0) at 1; Beat 3 (340) at 2; Beat 4 (90) at 3
shpjs: Beat 1 (120) at 0; Beat 2 (0) at 1; Beat 3 (340) at 2; Beat 4 (90) at 3
EXPECTED
