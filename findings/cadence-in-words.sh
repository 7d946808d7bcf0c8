#!/usr/bin/env bash
# Finding: two libraries put a valid recurrence rule into words that name other days.
#
# A community of practice meets on "the last business day of the month" or "the next-to-last
# Friday". Both are plain RFC 5545 rules, and both libraries compute the right dates. The
# sentence that a reader sees beside the dates is wrong.
#
# Versions: rrule 2.8.1, rrule-temporal 2.2.8.
# Guess:    rrule says that it cannot put BYSETPOS into words (it has isFullyConvertibleToText()
#           for that), and both libraries tell the last Friday from the one before it.
# Seen:     Nov 27, 2026 (Node 20). rrule drops BYSETPOS, turns one meeting a month into "every
#           month on weekdays" or "on Wednesday", and calls the text fully convertible.
#           rrule-temporal has BYSETPOS in its words but calls -2FR and -3FR "last Friday".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC npm_config_update_notifier=false

npm install --silent --no-audit --no-fund rrule@2.8.1 rrule-temporal@2.2.8

cat >words.mjs <<'JS'
import rrule from "rrule";
import { RRuleTemporal } from "rrule-temporal";
import { toText } from "rrule-temporal/totext";

const rules = {
  "last business day": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
  "second Wednesday": "FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2",
  "next-to-last Friday": "FREQ=MONTHLY;BYDAY=-2FR",
  "third Friday from the end": "FREQ=MONTHLY;BYDAY=-3FR",
  "last Friday": "FREQ=MONTHLY;BYDAY=-1FR",
};
for (const [meant, rule] of Object.entries(rules)) {
  const text = `DTSTART:20270101T200000Z\nRRULE:${rule}`;
  const old = rrule.rrulestr(text);
  const recent = new RRuleTemporal({ rruleString: text });
  const first = (days) => days.slice(0, 2).join(" ");
  const until = new Date("2027-12-31");
  const oldDays = old.between(new Date("2027-01-01"), until).map((d) => d.toISOString().slice(0, 10));
  const newDays = recent.between(new Date("2027-01-01"), until).map((d) => d.toPlainDate().toString());
  console.log(`${meant}: ${rule}`);
  console.log(`  rrule           ${first(oldDays)}: "${old.toText()}", convertible ${old.isFullyConvertibleToText()}`);
  console.log(`  rrule-temporal  ${first(newDays)}: "${toText(recent).replace(/ at 8 PM UTC/, "")}"`);
}
JS

node words.mjs | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
last business day: FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
  rrule           2027-01-29 2027-02-26: "every month on weekdays", convertible true
  rrule-temporal  2027-01-29 2027-02-26: "every month on Monday, Tuesday, Wednesday, Thursday and Friday on the last instance"
second Wednesday: FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2
  rrule           2027-01-13 2027-02-10: "every month on Wednesday", convertible true
  rrule-temporal  2027-01-13 2027-02-10: "every month on Wednesday on the 2nd instance"
next-to-last Friday: FREQ=MONTHLY;BYDAY=-2FR
  rrule           2027-01-22 2027-02-19: "every month on the 2nd last Friday", convertible true
  rrule-temporal  2027-01-22 2027-02-19: "every month on last Friday"
third Friday from the end: FREQ=MONTHLY;BYDAY=-3FR
  rrule           2027-01-15 2027-02-12: "every month on the 3rd last Friday", convertible true
  rrule-temporal  2027-01-15 2027-02-12: "every month on last Friday"
last Friday: FREQ=MONTHLY;BYDAY=-1FR
  rrule           2027-01-29 2027-02-26: "every month on the last Friday", convertible true
  rrule-temporal  2027-01-29 2027-02-26: "every month on last Friday"
EXPECTED
