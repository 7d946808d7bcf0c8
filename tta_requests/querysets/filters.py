"""The filtered list of requests, read one page at a time."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db.models import Func, Q

from foundation.tenancy.functions import among
from foundation.workflow.cursors import Position
from foundation.workflow.folds import typed
from foundation.workflow.words import search_text
from tta_requests.models import TTARequest, TTARequestQuerySet

# As people type and paste it: "psp 2026 000123", "PSP - 2026 - 000123".
NUMBER = re.compile(r"psp ?-? ?([0-9]{4}) ?-? ?([0-9]{1,9})", re.IGNORECASE)


def number_in(words: str) -> str:
    """Return the request number that was typed instead of words, as it is stored; or nothing."""
    found = NUMBER.fullmatch(typed(words))
    return "PSP-{}-{}".format(*found.groups()) if found else ""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The requests that match the filters, newest first. Words are searched only as far as the page needs.

    Attributes:
        rows: the requests the reader may see; an empty filter below filters nothing.
        words: words in title and text, drafts left out, as people type them: ``body camera``,
            ``"exact words"``, ``this -notthat``; or a request's number.
        site_id: requests of that site.
        area_id: requests with that primary core area.
        status: requests in that state.
        urgency: requests with that urgency.
        place: the row next to which the page begins.
        backwards: whether to go toward the newest, the nearest row first.
    """

    rows: TTARequestQuerySet
    words: str = ""
    site_id: int | None = None
    area_id: int | None = None
    status: str = ""
    urgency: str = ""
    place: Position | None = None
    backwards: bool = False

    def after(self, at: datetime, pk: UUID) -> Self:
        """Continue with rows older than that one."""
        return replace(self, place=Position(at, pk), backwards=False)

    def before(self, at: datetime, pk: UUID) -> Self:
        """Continue with rows newer than that one, the nearest first."""
        return replace(self, place=Position(at, pk), backwards=True)

    def from_the_end(self) -> Self:
        """Start from the oldest row."""
        return replace(self, place=None, backwards=True)

    def __getitem__(self, part: slice) -> TTARequestQuerySet:
        """Return the first rows: ``[:26]``."""
        rows = self._fitting(part.stop)
        return (rows.reverse() if self.backwards else rows)[: part.stop]

    def first(self) -> TTARequest | None:
        """Return the first row in list order, or None."""
        return next(iter(self[:1]), None)

    def counted(self, most: int) -> int:
        """Count the rows, up to a maximum."""
        return self._fitting(most).order_by()[:most].count()

    def _fitting(self, most: int) -> TTARequestQuerySet:
        asked = {
            "status": self.status or None,
            "core_area_id": self.area_id,
            "site_id": self.site_id,
            "urgency": self.urgency or None,
        }
        rows = self.rows
        for name, value in asked.items():
            if value is not None:
                rows = rows.filter(**{name: value})
        number = number_in(self.words)
        if self.words and not number:
            return rows.filter(self._with_words(most))
        if number:
            rows = rows.numbered(number)
        if self.place is None:
            return rows
        return _beside(rows, self.place, "gt" if self.backwards else "lt")

    def _with_words(self, most: int) -> Func:
        """Search by words in the database, which also applies the filters and returns only the rows of this page."""
        at, pk = self.place or (None, None)
        part = (most, at, pk, self.backwards)
        narrowed = (self.site_id, self.area_id, self.status, self.urgency)
        return among("app_search_requests", search_text(self.words), *part, *narrowed)


def _beside(rows: TTARequestQuerySet, place: Position, side: str) -> TTARequestQuerySet:
    """Keep the rows on one side of a position in (created_at, id) order; the plain bound lets an index be used."""
    created_at, pk = place
    return rows.filter(
        Q(**{f"created_at__{side}": created_at}) | Q(created_at=created_at, **{f"id__{side}": pk}),
        **{f"created_at__{side}e": created_at},
    )
