#!/usr/bin/env bash
# Finding: server and browser call the same zone by different names, although both take them from the
# Unicode CLDR. In July the server's "3:00 PM Mountain Time" means two hours that are an hour apart:
# Phoenix has the same words as Denver. The browser says "Mountain Standard Time" for Phoenix.
#
# A page that is written on the server and completed in the browser shows both. The standard for these
# names (UTS 35, time zone names) wants the name of the standard time for a zone without daylight saving
# time, so that Phoenix isn't taken for Denver.
#
# Versions: Babel 2.19.0, luxon 3.7.2, moment-timezone 0.6.0, Node 20 with its ICU (Python 3.11).
# Guess:    one source of names, so Babel and Intl agree in each place, and the generic name ("v") of a zone
#           without daylight saving time is its standard one. Guam, a U.S. territory, has its "ChST".
# Seen:     Nov 28, 2026.
#           1. Babel's generic names of Phoenix are "MT" and "Mountain Time"; of Honolulu "Hawaii Time" as the
#              specific, "United States (Honolulu) Time" as the generic one. Intl has "MST" and "HST".
#           2. Guam's short name is "GMT+10" in Intl and luxon, "+1000" in Babel, "ChST" in moment-timezone
#              and in Python's strftime.
#           3. New York is the same for all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check Babel==2.19.0 tzdata==2026.1
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts luxon@3.7.2 moment-timezone@0.6.0

cat >zones.py <<'PY'
"""Name the zone of one instant in July in five places."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

at = datetime(2027, 7, 14, 19, tzinfo=UTC)
for name in ("America/New_York", "America/Denver", "America/Phoenix", "Pacific/Honolulu", "Pacific/Guam"):
    zone = ZoneInfo(name)
    short, generic, long, long_generic = (
        format_datetime(at, form, tzinfo=zone, locale="en_US") for form in ("z", "v", "zzzz", "vvvv")
    )
    print(f"{name}: strftime {at.astimezone(zone):%Z} | Babel {short} | {generic} | {long} | {long_generic}")
PY

cat >zones.mjs <<'JS'
// Name the zone of the same instant in the browser's way.
import { DateTime } from "luxon";
import moment from "moment-timezone";

const at = new Date("2027-07-14T19:00:00Z");
for (const timeZone of ["America/New_York", "America/Denver", "America/Phoenix", "Pacific/Honolulu", "Pacific/Guam"]) {
  const [short, generic, long, longGeneric] = ["short", "shortGeneric", "long", "longGeneric"].map(
    (timeZoneName) =>
      new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName })
        .formatToParts(at)
        .find((part) => part.type === "timeZoneName").value,
  );
  const others = `luxon ${DateTime.fromJSDate(at, { zone: timeZone }).toFormat("ZZZZ")}, moment ${moment(at).tz(timeZone).format("z")}`;
  console.log(`${timeZone}: ${others} | Intl ${short} | ${generic} | ${long} | ${longGeneric}`);
}
JS

{
  venv/bin/python zones.py
  node zones.mjs
} | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
America/New_York: strftime EDT | Babel EDT | ET | Eastern Daylight Time | Eastern Time
America/Denver: strftime MDT | Babel MDT | MT | Mountain Daylight Time | Mountain Time
America/Phoenix: strftime MST | Babel MST | MT | Mountain Standard Time | Mountain Time
Pacific/Honolulu: strftime HST | Babel HST | United States (Honolulu) Time | Hawaii Time | United States (Honolulu) Time
Pacific/Guam: strftime ChST | Babel +1000 | Guam Time | Chamorro Standard Time | Guam Time
America/New_York: luxon EDT, moment EDT | Intl EDT | ET | Eastern Daylight Time | Eastern Time
America/Denver: luxon MDT, moment MDT | Intl MDT | MT | Mountain Daylight Time | Mountain Time
America/Phoenix: luxon MST, moment MST | Intl MST | MST | Mountain Standard Time | Mountain Standard Time
Pacific/Honolulu: luxon HST, moment HST | Intl HST | HST | Hawaii-Aleutian Standard Time | Hawaii-Aleutian Standard Time
Pacific/Guam: luxon GMT+10, moment ChST | Intl GMT+10 | Guam Time | Chamorro Standard Time | Chamorro Standard Time
EXPECTED
