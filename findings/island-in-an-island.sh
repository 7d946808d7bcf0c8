#!/usr/bin/env bash
# Finding: a city surrounds an island of county land. In the island, the city annexed land, and in that lies a park that is the
# county's. Nine of fourteen readers of shapefiles and Esri JSON make the park the city's: its calls count for the city. The
# area stays right, so that a check by area finds nothing, and nothing warns.
#
# Both formats list rings. An outer ring runs clockwise, a hole the other way, and a reader of a shapefile can't go by their
# order, which has no meaning, its description says. In GeoJSON, each hole stands with the outer ring that it belongs to: the
# smallest one around it. Seven readers take the first one that they find around it, which may be the whole city's, and two the
# outer ring listed before it. Then the annexed land has no hole.
#
# Versions: pyshp 3.1.6, geopandas 1.2.0, fiona 1.10.1, arcgis2geojson 3.1.3, esridump 1.13.0 (Python); shapefile 0.6.6, shpjs
#           6.2.0, @loaders.gl/shapefile 4.5.2, mapshaper 0.7.70, arcgis-to-geojson-utils 1.0.3, @terraformer/arcgis 2.2.2,
#           terraformer-arcgis-parser 1.1.0, esri-to-geojson 1.0.4, ol 10.11.0 (Node).
# Guess:    each reader gives each hole to its own part, and the park is outside the city.
# Seen:     Dec 1, 2026 (Python 3.11, Node 20). Each file has the same four rings; their order differs.
#           1. shapefile goes wrong where the city's own ring comes first.
#           2. arcgis2geojson, arcgis-to-geojson-utils, both Terraformers, esri-to-geojson, and ol, which all read Esri JSON, go
#              wrong where the annexed land comes first, though each part's rings stand together there.
#           3. esridump and @loaders.gl/shapefile go wrong where all outer rings come first.
#           4. pyshp, geopandas (for both formats), fiona, shpjs, and mapshaper are right in each order.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pyshp==3.1.6 geopandas==1.2.0 fiona==1.10.1 arcgis2geojson==3.1.3 \
  esridump==1.13.0
npm install --silent --no-audit --no-fund --ignore-scripts shapefile@0.6.6 shpjs@6.2.0 @loaders.gl/core@4.5.4 \
  @loaders.gl/gis@4.5.2 @loaders.gl/shapefile@4.5.2 mapshaper@0.7.70 arcgis-to-geojson-utils@1.0.3 @terraformer/arcgis@2.2.2 \
  terraformer-arcgis-parser@1.1.0 esri-to-geojson@1.0.4 ol@10.11.0

cat >write.py <<'PY'
"""Write the city in both formats, with its rings in three orders. All rings are squares around (50, 50)."""

import json

import shapefile

FROM_TO = {"city": (0, 100), "island": (20, 80), "annexed": (30, 70), "park": (45, 55)}


def ring(name):
    low, high = FROM_TO[name]
    clockwise = [[low, low], [low, high], [high, high], [high, low], [low, low]]
    return clockwise if name in {"city", "annexed"} else clockwise[::-1]


ORDERS = {
    "large-part-first": ["city", "island", "annexed", "park"],
    "small-part-first": ["annexed", "park", "city", "island"],
    "outer-rings-first": ["city", "annexed", "island", "park"],
}
for order, names in ORDERS.items():
    rings = [ring(name) for name in names]
    with shapefile.Writer(order, shapeType=shapefile.POLYGON) as file:
        file.field("NAME", "C")
        file.poly(rings)
        file.record("Example City")
    with open(f"{order}.esri.json", "w") as file:
        feature = {"attributes": {"NAME": "Example City"}, "geometry": {"rings": rings}}
        fields = [{"name": "NAME", "type": "esriFieldTypeString", "alias": "NAME"}]
        json.dump({"geometryType": "esriGeometryPolygon", "fields": fields, "features": [feature]}, file)
PY

cat >read.py <<'PY'
import json

import fiona
import geopandas
import shapefile
from arcgis2geojson import arcgis2geojson
from esridump.esri2geojson import esri2geojson

READERS = {
    "pyshp": lambda order: shapefile.Reader(order).shape(0).__geo_interface__,
    "geopandas": lambda order: geopandas.read_file(f"{order}.shp").geometry[0].__geo_interface__,
    "geopandas, Esri JSON": lambda order: geopandas.read_file(f"{order}.esri.json").geometry[0].__geo_interface__,
    "fiona": lambda order: next(iter(fiona.open(f"{order}.shp"))).geometry.__geo_interface__,
    "arcgis2geojson": lambda order: arcgis2geojson(feature(order)["geometry"]),
    "esridump": lambda order: esri2geojson(feature(order))["geometry"],
}


def feature(order):
    with open(f"{order}.esri.json") as file:
        return json.load(file)["features"][0]


for tool, read in READERS.items():
    for order in ("large-part-first", "small-part-first", "outer-rings-first"):
        print(json.dumps([tool, order, read(order)]))
PY

cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { parse } from "@loaders.gl/core";
import { convertBinaryGeometryToGeometry } from "@loaders.gl/gis";
import { SHPLoader } from "@loaders.gl/shapefile";
import { arcgisToGeoJSON } from "@terraformer/arcgis";
import { arcgisToGeoJSON as utils } from "arcgis-to-geojson-utils";
import esri from "esri-to-geojson";
import mapshaper from "mapshaper";
import EsriJSON from "ol/format/EsriJSON.js";
import GeoJSON from "ol/format/GeoJSON.js";
import * as shapefile from "shapefile";
import { parseShp } from "shpjs";
import terraformer from "terraformer-arcgis-parser";

const all = (order) => JSON.parse(readFileSync(`${order}.esri.json`));
const rings = (order) => all(order).features[0].geometry;
const bytes = (order) => Uint8Array.from(readFileSync(`${order}.shp`)).buffer;
const readers = {
  shapefile: async (order) => (await shapefile.read(bytes(order))).features[0].geometry,
  shpjs: (order) => parseShp(bytes(order))[0],
  "@loaders.gl/shapefile": async (order) => {
    const { geometries } = await parse(bytes(order), SHPLoader);
    return convertBinaryGeometryToGeometry(geometries[0]);
  },
  mapshaper: async (order) => {
    const files = await mapshaper.applyCommands(`-i ${order}.shp -o city.json format=geojson`);
    return JSON.parse(files["city.json"]).features[0].geometry;
  },
  "arcgis-to-geojson-utils": (order) => utils(rings(order)),
  "@terraformer/arcgis": (order) => arcgisToGeoJSON(rings(order)),
  "terraformer-arcgis-parser": (order) => terraformer.parse(rings(order)),
  "esri-to-geojson": (order) => esri.fromEsri(all(order), {}).features[0].geometry,
  ol: (order) => new GeoJSON().writeGeometryObject(new EsriJSON().readGeometry(rings(order))),
};
for (const [tool, read] of Object.entries(readers))
  for (const order of ["large-part-first", "small-part-first", "outer-rings-first"]) {
    const { type, coordinates } = await read(order);
    console.log(JSON.stringify([tool, order, { type, coordinates }]));
  }
JS

cat >judge.py <<'PY'
"""Print what is wrong: each part of the city as its outer ring and its holes, the area, and where the park is."""

import json
import sys

NAMES = {100: "city", 60: "island", 40: "annexed land", 10: "park"}
RIGHT = ["city without island", "annexed land without park"]
tools = {}


def side(ring):
    return max(x for x, _ in ring) - min(x for x, _ in ring)


for line in sys.stdin:
    tool, order, geometry = json.loads(line)
    parts = []
    for outer, *holes in geometry["coordinates"]:
        without = ", ".join(NAMES[side(hole)] for hole in sorted(holes, key=side, reverse=True))
        parts.append(f"{NAMES[side(outer)]} without {without or 'a hole'}")
    area = sum(side(outer) ** 2 - sum(side(hole) ** 2 for hole in holes) for outer, *holes in geometry["coordinates"])
    # Each ring goes around the park's center, so a part without a hole contains it, and no other part does.
    where = "in the city" if any(len(part) == 1 for part in geometry["coordinates"]) else "outside"
    parts.sort(reverse=True)
    wrong = tools.setdefault(tool, [])
    if parts != RIGHT:
        wrong.append(f"{order}: {'; '.join(parts)}; area {area:g}, park {where}")

for tool, wrong in tools.items():
    print(f"{tool},", " / ".join(wrong) or "right")
PY

venv/bin/python write.py
{
  venv/bin/python read.py
  node read.mjs
} | python3 judge.py | sed 's/ *$//' | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
pyshp, right
geopandas, right
geopandas, Esri JSON, right
fiona, right
arcgis2geojson, small-part-first: city without island, park; annexed land without a hole; area 7900, park in the city
esridump, outer-rings-first: city without a hole; annexed land without island, park; area 7900, park in the city
shapefile, large-part-first: city without island, park; annexed land without a hole; area 7900, park in the city / outer-rings-first: city without island, park; annexed land without a hole; area 7900, park in the city
shpjs, right
@loaders.gl/shapefile, outer-rings-first: city without a hole; annexed land without island, park; area 7900, park in the city
mapshaper, right
arcgis-to-geojson-utils, small-part-first: city without island, park; annexed land without a hole; area 7900, park in the city
@terraformer/arcgis, small-part-first: city without island, park; annexed land without a hole; area 7900, park in the city
terraformer-arcgis-parser, small-part-first: city without island, park; annexed land without a hole; area 7900, park in the city
esri-to-geojson, small-part-first: city without island, park; annexed land without a hole; area 7900, park in the city
ol, small-part-first: city without island, park; annexed land without a hole; area 7900, park in the city
EXPECTED
