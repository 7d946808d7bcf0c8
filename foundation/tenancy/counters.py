"""The cache that counts: Django's database cache, without three behaviors that lose counts.

Django's own ``incr`` reads, then writes: of two concurrent calls one is lost, and the entry's
expiry moves to five minutes from now. Beyond 300 entries it deletes a third of them, live ones too:
anyone who creates enough entries would clear everyone's counters.
"""

import base64
import pickle
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.utils import timezone

_READ = "SELECT value FROM {} WHERE cache_key = %s AND expires >= %s FOR UPDATE"
_WRITE = "UPDATE {} SET value = %s WHERE cache_key = %s"
_FORGET = "DELETE FROM {} WHERE expires < %s"


class CounterCache(DatabaseCache):
    """A database cache whose counts are exact and disappear only when they expire."""

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number under a lock; the entry keeps its expiry.

        Raises:
            ValueError: when there is no such entry.
        """
        kept = self.make_and_validate_key(key, version=version)
        alias, table = self._place()
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute(_READ.format(table), [kept, timezone.now()])  # noqa: TID251 -- the machine's own time, as Django writes the ends
            row = cursor.fetchone()
            if row is None:
                raise ValueError(f"Key {key!r} not found")
            number = int(pickle.loads(base64.b64decode(row[0]))) + delta  # noqa: S301 -- what this cache wrote itself, as Django reads it
            text = base64.b64encode(pickle.dumps(number, self.pickle_protocol)).decode()
            cursor.execute(_WRITE.format(table), [text, kept])
        return number

    def _cull(self, db: str, cursor: Any, now: Any, num: int) -> None:
        """Delete expired entries, and nothing else."""
        cursor.execute(_FORGET.format(self._place()[1]), [now])

    def _place(self) -> tuple[str, str]:
        alias = router.db_for_write(self.cache_model_class)
        return alias, connections[alias].ops.quote_name(self._table)  # type: ignore[attr-defined]  # -- Django's own, unknown to the stubs
