"""Remove content without a row, left by a rolled-back transaction or a killed process."""

import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from foundation.files import store
from foundation.files.models import content_models

# No upload or transaction takes a day: older content without a row will never get one.
KEPT_SECONDS = 24 * 60 * 60
BATCH = 500


def sweep(now: float | None = None) -> int:
    """Remove content that is older than a day and has no row; return how many files.

    Arguments:
        now: seconds since 1970 in the server's real time, like the files' own times.

    The caller must act as a job that sees every row: content whose row is hidden would be taken for
    an orphan.
    """
    before = (time.time() if now is None else now) - KEPT_SECONDS
    swept = 0
    for paths in _batches(store.lying_since(before)):
        known = _known({path.name for path in paths})
        for path in paths:
            if path.name not in known:
                path.unlink(missing_ok=True)
                swept += 1
    return swept


def _batches(paths: Iterator[Path]) -> Iterator[list[Path]]:
    while batch := list(islice(paths, BATCH)):
        yield batch


def _known(names: Iterable[str]) -> set[str]:
    """Return those names that a row has."""
    known: set[str] = set()
    for model in content_models():
        rows = model._default_manager.filter(content__in=names)  # noqa: SLF001 -- Django's documented API
        known.update(rows.values_list("content", flat=True))
    return known
