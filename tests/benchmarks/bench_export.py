"""A long export takes no more memory than a short one: the peak of its last steps beside that of its first.

Python's own allocations, as tracemalloc counts them. At ``--rows 200000`` and more this is the longest
export there is; its rate is told for whoever waits for one.
"""

import time
import tracemalloc

import pytest
from django.http import QueryDict

from foundation.accounts.actors import resolve
from foundation.exports import actions
from foundation.exports.enums import Format
from foundation.exports.models import Export
from foundation.tenancy.context import acting_atomic
from tta_requests.views.exporting import REQUESTS

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
# The last step also makes the file: a workbook's writer keeps a few buffers of its own.
MOST_TIMES_THE_FIRST = 2.0


@pytest.mark.parametrize("kind", Format)
def test_memory_does_not_grow_with_the_rows(kind, person, monkeypatch, capsys):
    staff = person("staff1")
    monkeypatch.setattr(actions, "MOST_ROWS", 200_000)
    with acting_atomic(f"user:{staff.pk}"):
        by = resolve(staff)
        query = "" if _fits(by) else "site=bench-7-ex"
        export = actions.ask("requests", query=query, kind=kind, by=by)
    peaks, began = [], time.perf_counter()
    while True:
        with acting_atomic("system:outbox"):
            now = Export.objects.select_related("job").get(pk=export.pk)
            if now.content:
                break
            tracemalloc.start()
            actions.step(now)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    spent = time.perf_counter() - began
    with capsys.disabled():
        print(  # noqa: T201 -- the finding
            f"\n{kind}: {now.job.total} rows in {len(peaks)} steps, {now.job.total / spent:,.0f} rows a second "
            f"while measured; peak {peaks[0] / 2**20:.1f} MB first, {max(peaks) / 2**20:.1f} MB at most",
            end="",
        )
    assert max(peaks) <= MOST_TIMES_THE_FIRST * peaks[0]


def _fits(by):

    return REQUESTS.count(by, QueryDict(""), 200_001) <= 200_000
