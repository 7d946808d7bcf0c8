"""The filtered list of requests, read one page at a time."""

import re
from dataclasses import dataclass, replace
from typing import Any, Self
from uuid import UUID

from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.tenancy.functions import among
from foundation.workflow.cursors import Position
from foundation.workflow.folds import typed
from foundation.workflow.words import search_text
from tta_requests.models import TTARequest, TTARequestQuerySet
from tta_requests.querysets.clocks import with_clock
from tta_requests.querysets.orders import NEWEST, Order
from tta_requests.querysets.requests import shown_to
from tta_requests.querysets.waiting import Listed, of_requests

# As people type and paste it: "psp 2026 42", "#PSP - 2026 - 0042".
NUMBER = re.compile(r"#? ?psp ?-? ?([0-9]{4}) ?-? ?([0-9]{1,9})", re.IGNORECASE)
DIGITS = 4  # at least, as requests are numbered
# The last digits of a number, as people tell it on the phone: "0042" of PSP-2026-0042.
LAST_DIGITS = re.compile(r"[0-9]{3,9}")
FIRST_YEAR = 2014  # when the program began
NOTHING = TTARequest.objects.none()
UNASSIGNED = 0  # no person has this key
OPEN = "open"  # every state in which someone still has to act


def number_in(words: str) -> str:
    """Return the request number that was typed instead of words, as it is stored; or nothing."""
    found = NUMBER.fullmatch(typed(words))
    return f"PSP-{found[1]}-{found[2].zfill(DIGITS)}" if found else ""


def numbers_ending(words: str) -> str:
    """Return the numbers, one of each year, that end in the digits that were typed, with a space between; or nothing."""
    if not LAST_DIGITS.fullmatch(typed(words)):
        return ""
    years = range(clock.today(OFFICIAL_ZONE).year + 1, FIRST_YEAR - 1, -1)
    return " ".join(f"PSP-{year}-{int(typed(words)):0{DIGITS}}" for year in years)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The requests that match the filters, newest first. Words are searched only as far as the page needs.

    Attributes:
        rows: the requests the reader may see, which ``listed`` finds by itself; an empty filter below filters nothing.
        words: words in title and text, drafts left out, as people type them: ``body camera``,
            ``"exact words"``, ``this -notthat``; or a request's number, or its last digits.
        site_id: requests of that site.
        area_id: requests with that primary core area.
        status: requests in that state, or every open one for ``OPEN``.
        urgency: requests with that urgency.
        clock: requests whose clock the list shows in that state.
        owner: requests assigned to that person, or to no one for ``UNASSIGNED``.
        principle: requests that name that principle of DOJ, by its slug.
        order: the order of the list.
        place: the row next to which the page begins.
        backwards: whether to go toward the newest, the nearest row first.
    """

    rows: TTARequestQuerySet = NOTHING
    words: str = ""
    site_id: int | None = None
    area_id: int | None = None
    status: str = ""
    urgency: str = ""
    clock: str = ""
    owner: int | None = None
    principle: str = ""
    order: Order = NEWEST
    place: Position | None = None
    backwards: bool = False

    def after(self, at: Any, pk: Any) -> Self:
        """Continue with rows older than that one."""
        return replace(self, place=Position(at, pk), backwards=False)

    def before(self, at: Any, pk: Any) -> Self:
        """Continue with rows newer than that one, the nearest first."""
        return replace(self, place=Position(at, pk), backwards=True)

    def from_the_end(self) -> Self:
        """Start from the oldest row."""
        return replace(self, place=None, backwards=True)

    def __getitem__(self, part: slice) -> TTARequestQuerySet:
        """Return the first rows: ``[:26]``."""
        return self.order.part(self._fitting(part.stop), part.stop, backwards=self.backwards)

    def listed(self, actor: Actor, most: int) -> list[Listed]:
        """Return the first rows of those the actor is shown, with everything that the list shows of them."""
        number, ending = number_in(self.words), numbers_ending(self.words)
        at, pk = self.place or (None, None)
        found = _listed(
            actor,
            replace(self, rows=NOTHING, words="", place=None),
            most,
            number=number or None,
            ending=ending or None,
            words=None if number else self.words or None,
            at=at,
            pk=pk,
        )
        return [Listed(*columns) for columns in found]

    def first(self) -> TTARequest | None:
        """Return the first row in list order, or None."""
        return next(iter(self[:1]), None)

    def counted(self, most: int) -> int:
        """Count the rows, up to a maximum."""
        return self._fitting(most).order_by()[:most].count()

    def _filtered(self) -> TTARequestQuerySet:
        asked = {
            "status": None if self.status == OPEN else self.status or None,
            "core_area_id": self.area_id,
            "site_id": self.site_id,
            "urgency": self.urgency or None,
            "principles__contains": [self.principle] if self.principle else None,
        }
        rows = self.order.applied(self.rows)
        for name, value in asked.items():
            if value is not None:
                rows = rows.filter(**{name: value})
        if self.status == OPEN:
            rows = rows.open()
        if self.owner is not None:
            rows = rows.filter(owner_id=None if self.owner == UNASSIGNED else self.owner)
        if self.clock:
            rows = with_clock(rows, self.clock)
        return rows

    def _fitting(self, most: int) -> TTARequestQuerySet:
        rows = self._filtered()
        number, ending = number_in(self.words), numbers_ending(self.words)
        if number:
            rows = rows.numbered(number)
        elif ending:
            rows = self.ending_in(ending, rows)
        elif self.words and self._are_all_known:
            return rows.filter(self._with_words(most, *(self.place or (None, None))))
        elif self.words:
            rows = rows.filter(self._with_words())
        if self.place is None:
            return rows
        return _beside(rows, self.place, self.order, backwards=self.backwards)

    def ending_in(self, numbers: str, rows: TTARequestQuerySet) -> TTARequestQuerySet:
        """Return the rows that have one of the numbers, with a space between, or these words: digits may be either."""
        several = Func(
            Value(numbers),
            Value(" "),
            function="string_to_array",
            template="ANY (%(function)s(%(expressions)s))",
            output_field=TextField(),
        )
        has_one = Func(
            F("number"),
            several,
            arg_joiner=" = ",
            template="(%(expressions)s)",
            output_field=BooleanField(),
        )
        return rows.filter(Q(has_one) | Q(self._with_words()))

    @property
    def _are_all_known(self) -> bool:
        """Whether the function of words knows every filter and the order: then it finds one part only."""
        is_one_state = self.status != OPEN
        is_known = not self.clock and self.owner is None and not self.principle
        return is_one_state and is_known and self.order == NEWEST

    def _with_words(self, most: int | None = None, at: Any = None, pk: Any = None) -> Func:
        """Return a condition: the words match; of a part that begins beside a row, or everywhere."""
        status = "" if self.status == OPEN else self.status
        narrowed = (self.site_id, self.area_id, status, self.urgency)
        part = (most, at, pk, self.backwards)
        return among("app_search_requests", search_text(self.words), *part, *narrowed)


# What ``Listed`` has besides ``Waiting``; where the order is by a clock, its due time follows.
LISTED = ("urgency", "kind", "core_area__name", "needed_by", "created_at")


@Compiled
def _listed(
    actor: Actor,
    shape: Narrowed,
    most: int,
    *,
    number: str | None,
    ending: str | None,
    words: str | None,
    at: Any,
    pk: UUID | None,
) -> QuerySet[Any, Any]:
    """Find a part of the list by filters without rows, words and place, which are given."""
    rows = shown_to(actor)
    if number:
        rows = rows.numbered(number)
    if ending:
        rows, words = replace(shape, words=words or "").ending_in(ending, rows), None
    place = Position(at, pk) if pk else None
    part = replace(shape, rows=rows, words=words or "", place=place)[:most]
    by_clock = ("orders_at",) if "orders_at" in part.query.annotations else ()
    return of_requests(part, *LISTED, *by_clock)


def _beside(
    rows: TTARequestQuerySet, place: Position, order: Order, *, backwards: bool
) -> TTARequestQuerySet:
    """Keep one side of a row in the order; the plain bound lets the index start there."""
    at, pk = place
    side = "lt" if order.descending is not backwards else "gt"
    return rows.filter(
        Q(**{f"{order.by}__{side}": at}) | Q(**{order.by: at, f"id__{side}": pk}),
        **{f"{order.by}__{side}e": at},
    )
