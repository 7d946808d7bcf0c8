#!/usr/bin/env bash
# Finding: `--dist loadgroup` of pytest-xdist keeps no group together under pytest 9.2.
#
# Tests that share something costly (a server, an upgraded database) are marked
# `xdist_group("upgrades")`, so that one process starts it once. The mark is accepted, the option is
# accepted, everything passes, and each process starts its own: nothing is said, the suite is slower,
# and two tests that must not run side by side do.
#
# Versions: pytest 9.1.1 and 9.2.0, pytest-xdist 3.8.0.
# Guess:    a minor release of pytest changes nothing for a mark that xdist documents.
# Seen:     Nov 28, 2026 (Python 3.11). Under 9.1.1 the group runs in one process; under 9.2.0 in
#           two. xdist appends "@group" to the item's private `_nodeid`, from which `nodeid` is no
#           longer read.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >test_costly.py <<'PY'
import os
import time

import pytest


@pytest.mark.xdist_group("costly")
@pytest.mark.parametrize("turn", range(8))
def test_shares_a_server(turn):
    time.sleep(0.1)
    with open("processes.txt", "a") as out:
        print(os.environ["PYTEST_XDIST_WORKER"], file=out)
PY

for version in 9.1.1 9.2.0; do
  python3 -m venv "v$version"
  "v$version/bin/pip" install -qq --disable-pip-version-check "pytest==$version" pytest-xdist==3.8.0
  rm -f processes.txt
  "v$version/bin/pytest" -n 2 --dist loadgroup -q -p no:cacheprovider >run.txt
  echo "pytest $version: $(grep -c . processes.txt) passed in $(sort -u processes.txt | grep -c .) process(es)"
done | tee seen.txt

diff -u - seen.txt <<'EXPECTED' && echo "As recorded."
pytest 9.1.1: 8 passed in 1 process(es)
pytest 9.2.0: 8 passed in 2 process(es)
EXPECTED
