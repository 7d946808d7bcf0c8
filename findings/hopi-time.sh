#!/usr/bin/env bash
# Finding: two popular time zone look-ups put the whole Hopi Reservation on Navajo time.
#
# Arizona does not observe daylight saving time, the Navajo Nation does, and the Hopi
# Reservation, which the Navajo Nation surrounds, does not. From March to November a clock kept
# in the wrong zone is an hour off. The points below are Hopi villages and, as controls, Navajo
# and other places around them.
#
# Versions: tz-lookup 6.1.25, @photostructure/tz-lookup 11.7.0 (about 690,000 and 520,000
#           downloads a month), geo-tz 8.1.9.
# Guess:    the small packages trade accuracy for size along zone borders; places deep inside
#           the reservation are right in all three.
# Seen:     Nov 27, 2026 (Node 20). geo-tz gives America/Phoenix for all six villages; both small
#           packages give America/Denver for all six, from Moenkopi in the west to Keams Canyon
#           about 60 miles east: the reservation is missing from their data. The controls agree.
#           Metlakatla, a reservation in Alaska, becomes America/Sitka: the same time today, but
#           an hour off in the winters up to 2014-15 and from November 2018 to January 2019.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

npm install --silent --no-audit --no-fund \
  tz-lookup@6.1.25 @photostructure/tz-lookup@11.7.0 geo-tz@8.1.9

cat >zones.cjs <<'JS'
const { find } = require("geo-tz");
const small = require("tz-lookup");
const newer = require("@photostructure/tz-lookup");

const places = {
  "Moenkopi (Hopi)": [36.1092, -111.2221],
  "Hotevilla (Hopi)": [35.9253, -110.669],
  "Kykotsmovi (Hopi)": [35.8739, -110.6196],
  "Second Mesa (Hopi)": [35.8256, -110.5054],
  "Polacca (Hopi)": [35.837, -110.3815],
  "Keams Canyon (Hopi)": [35.8144, -110.201],
  "Tuba City (Navajo)": [36.135, -111.2399],
  "Window Rock (Navajo)": [35.6806, -109.0526],
  "Whiteriver (Apache)": [33.837, -109.9643],
  "Flagstaff": [35.1983, -111.6513],
  "Metlakatla": [55.1291, -131.5722],
};
const summer = (zone) =>
  new Date("2027-07-15T18:00:00Z").toLocaleTimeString("en-US", { timeZone: zone, hour: "numeric" });
for (const [place, [lat, lon]] of Object.entries(places)) {
  const zones = [find(lat, lon).join(), small(lat, lon), newer(lat, lon)];
  console.log(`${place}: ${zones.join(" | ")}`);
}
console.log(`July 15, 2027, 18:00 UTC: ${summer("America/Phoenix")} in Phoenix, ${summer("America/Denver")} in Denver`.replace(/\u202f/g, " "));
JS

node zones.cjs | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
Moenkopi (Hopi): America/Phoenix | America/Denver | America/Denver
Hotevilla (Hopi): America/Phoenix | America/Denver | America/Denver
Kykotsmovi (Hopi): America/Phoenix | America/Denver | America/Denver
Second Mesa (Hopi): America/Phoenix | America/Denver | America/Denver
Polacca (Hopi): America/Phoenix | America/Denver | America/Denver
Keams Canyon (Hopi): America/Phoenix | America/Denver | America/Denver
Tuba City (Navajo): America/Denver | America/Denver | America/Denver
Window Rock (Navajo): America/Denver | America/Denver | America/Denver
Whiteriver (Apache): America/Phoenix | America/Phoenix | America/Phoenix
Flagstaff: America/Phoenix | America/Phoenix | America/Phoenix
Metlakatla: America/Metlakatla | America/Sitka | America/Sitka
July 15, 2027, 18:00 UTC: 11 AM in Phoenix, 12 PM in Denver
EXPECTED
