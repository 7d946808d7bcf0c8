#!/usr/bin/env bash
# Finding: six participants give marks, and two of them the same one: 32 percent. Six who give six marks are 98 percent in all.
# A mark that nobody gave has -1 percent. Of 16 answers, one is 7 percent and two are 12. Four of seven ways to round percents
# that are to make 100 go wrong on counts as small as those of a training's evaluation, without a warning.
#
# People ask for such a way because 17, 17, 17, 17, and 33 make 101. By the largest remainder, which hare-niemeyer and
# round-percentages name as theirs, each share is rounded down, and the points that are left go to the greatest parts cut off:
# 2 of 6 are 33, nothing is 0, and 12.5 is rounded up before 6.25.
#
# Versions: percent-round 2.3.1, hare-niemeyer 3.0.0, largest-remainder-round 1.1.0 (Node); iteround 1.0.4,
#           round-percentages 1.0, largest-remainder 0.1.0 (Python).
# Guess:    an answer that nobody gave stays 0 percent, equal counts differ by at most 1, and a greater count never has a
#           smaller percent. Then, for all but iteround: no percent is 1 or more away from its share.
# Seen:     Dec 1, 2026 (Python 3.11, Node 20). "wrong" stands behind percents that don't make 100, one that is 1 or more away
#           from its share, and a smaller remainder rounded up before a greater one.
#           1. percent-round takes the point too many from the share that was rounded down already, 33.33: 32. Of 12, 5 are 43
#              percent, though their share is 41.67.
#           2. hare-niemeyer hands out too few points where equal shares draw lots for them: 99 or 98 of 100.
#           3. iteround's strategy "smallest" adjusts the smallest first, as its documentation says, and goes below 0.
#           4. round-percentages compares decimals as whole numbers: .25 is more than .5.
#           5. largest-remainder-round, largest-remainder, and iteround's default are right in each case.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export npm_config_update_notifier=false

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check iteround==1.0.4 round-percentages==1.0 largest-remainder==0.1.0
npm install --silent --no-audit --no-fund --ignore-scripts percent-round@2.3.1 hare-niemeyer@3.0.0 \
  largest-remainder-round@1.1.0

cat >counts.json <<'JSON'
[[1, 1, 1, 1, 2], [1, 5, 1, 4, 1], [1, 1, 1, 1, 1, 1], [0, 1, 1, 1, 1, 1, 1], [1, 2, 13]]
JSON

cat >round.mjs <<'JS'
import { readFileSync } from "node:fs";
import hareNiemeyer from "hare-niemeyer";
import "largest-remainder-round";
import percentRound from "percent-round";

const named = (counts) => Object.fromEntries(counts.map((count, mark) => [`mark ${mark}`, count]));
const tools = {
  "percent-round": (counts) => percentRound(counts),
  "hare-niemeyer": (counts) => Object.values(hareNiemeyer(named(counts), 100)),
  "largest-remainder-round": (counts) => [...counts].spread(),
};
for (const counts of JSON.parse(readFileSync("counts.json")))
  for (const [tool, round] of Object.entries(tools)) console.log(JSON.stringify([counts, tool, round(counts)]));
JS

cat >round.py <<'PY'
import json

import iteround
import round_percentages
from largest_remainder import LargestRemainder

with open("counts.json") as file:
    every = json.load(file)
TOOLS = {
    "iteround": lambda counts, shares: iteround.saferound(shares, 0),
    "iteround, smallest": lambda counts, shares: iteround.saferound(shares, 0, iteround.SMALLEST),
    "round-percentages": lambda counts, shares: round_percentages(shares),
    "largest-remainder": lambda counts, shares: LargestRemainder.round(counts, total=100),
}
for counts in every:
    shares = [100 * count / sum(counts) for count in counts]
    for tool, result in TOOLS.items():
        print(json.dumps([counts, tool, [int(percent) for percent in result(counts, shares)]]))
PY

cat >judge.py <<'PY'
"""Print the results by counts. Which of several equal counts gets a point is open, even random: they are sorted."""

import json
import sys
from fractions import Fraction

results = [json.loads(line) for line in sys.stdin]


def is_right(counts, percents):
    shares = [Fraction(100 * count, sum(counts)) for count in counts]
    off = [(percent - share, share % 1) for percent, share in zip(percents, shares)]
    up = [part for by, part in off if by > 0]
    down = [part for by, part in off if by <= 0]
    near = all(abs(by) < 1 for by, part in off)
    return sum(percents) == 100 and near and (not up or min(up) >= max(down, default=0))


asked = []
for counts, _, _ in results:
    if counts not in asked:
        asked.append(counts)
for counts in asked:
    print(f"{counts}:", " ".join(f"{100 * count / sum(counts):.4g}" for count in counts))
    for given, tool, percents in results:
        if given == counts:
            ordered = [percent for _, percent in sorted(zip(counts, percents))]
            print(f"  {tool}:", *ordered, "= 100" if sum(ordered) == 100 else f"= {sum(ordered)}", end="")
            print("" if is_right(counts, percents) else ", wrong")
PY

{
  node round.mjs
  venv/bin/python round.py
} | python3 judge.py | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
[1, 1, 1, 1, 2]: 16.67 16.67 16.67 16.67 33.33
  percent-round: 17 17 17 17 32 = 100, wrong
  hare-niemeyer: 16 16 17 17 33 = 99, wrong
  largest-remainder-round: 16 17 17 17 33 = 100
  iteround: 16 17 17 17 33 = 100
  iteround, smallest: 16 17 17 17 33 = 100
  round-percentages: 16 17 17 17 33 = 100
  largest-remainder: 16 17 17 17 33 = 100
[1, 5, 1, 4, 1]: 8.333 41.67 8.333 33.33 8.333
  percent-round: 8 8 8 33 43 = 100, wrong
  hare-niemeyer: 8 8 9 33 42 = 100
  largest-remainder-round: 8 8 9 33 42 = 100
  iteround: 8 8 8 34 42 = 100
  iteround, smallest: 8 8 9 33 42 = 100
  round-percentages: 8 8 8 34 42 = 100
  largest-remainder: 8 8 8 34 42 = 100
[1, 1, 1, 1, 1, 1]: 16.67 16.67 16.67 16.67 16.67 16.67
  percent-round: 16 16 17 17 17 17 = 100
  hare-niemeyer: 16 16 16 16 17 17 = 98, wrong
  largest-remainder-round: 16 16 17 17 17 17 = 100
  iteround: 16 16 17 17 17 17 = 100
  iteround, smallest: 16 16 17 17 17 17 = 100
  round-percentages: 16 16 17 17 17 17 = 100
  largest-remainder: 16 16 17 17 17 17 = 100
[0, 1, 1, 1, 1, 1, 1]: 0 16.67 16.67 16.67 16.67 16.67 16.67
  percent-round: 0 16 16 17 17 17 17 = 100
  hare-niemeyer: 0 16 16 16 16 17 17 = 98, wrong
  largest-remainder-round: 0 16 16 17 17 17 17 = 100
  iteround: 0 16 16 17 17 17 17 = 100
  iteround, smallest: -1 16 17 17 17 17 17 = 100, wrong
  round-percentages: 0 16 16 17 17 17 17 = 100
  largest-remainder: 0 16 16 17 17 17 17 = 100
[1, 2, 13]: 6.25 12.5 81.25
  percent-round: 6 13 81 = 100
  hare-niemeyer: 6 13 81 = 100
  largest-remainder-round: 6 13 81 = 100
  iteround: 6 13 81 = 100
  iteround, smallest: 7 12 81 = 100, wrong
  round-percentages: 7 12 81 = 100, wrong
  largest-remainder: 6 13 81 = 100
EXPECTED
