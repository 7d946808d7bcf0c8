"""Queries that Django compiles once in a process: building one takes it longer than a page takes to render.

Only the text of a statement is kept, under everything that shaped it: all permissions of the actor, the day,
and the arguments. Who the actor is, the instant, and the values given are filled in each time, and what the
statement finds is asked for each time, under the policies of the actor.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, update_wrapper
from typing import Any, ClassVar, Generic, NoReturn, Self, TypeVar
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from psycopg2.extensions import AsIs

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.backend.prepared import Values, fetched

Row = TypeVar("Row")
# By the place of a column: what converts its values, one after the other, and the column.
Converters = tuple[tuple[int, tuple[Sequence[Callable[..., Any]], Any]], ...]
# Texts kept of each query, of some 10 KB: those of the roles and sites whose people work in the process now.
MAX_TEXTS = 64
# Stands for the person while a query is built: no row has this key.
ANYONE = 2_147_483_629
LONG_AGO = datetime(1900, 1, 1, tzinfo=UTC)
NAMED = re.compile("\x02(\\w+)\x03")


class NotCompilable(Exception):
    """A query read the database while it was built, or hides a value that is given later."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A compiled statement: its text, and what fills each name in it.

    Attributes:
        sql: the text, with constants in place.
        fillings: by name, the distance from the instant it is asked at, or which given value.
    """

    sql: str
    fillings: Mapping[str, timedelta | str]

    def values(self, now: datetime, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return its values at an instant of the day for which it was built."""
        return {
            name: now + filling if isinstance(filling, timedelta) else given[filling]
            for name, filling in self.fillings.items()
        }


@dataclass(frozen=True, slots=True)
class _Built:
    """A query that was built, and the compiler that knows how to read the rows of its statement."""

    rows: QuerySet[Any, Any]
    compiler: SQLCompiler
    statement: Statement
    converters: Converters

    def found(self, values: Mapping[str, Any]) -> list[Any]:
        read: Any = self.rows._iterable_class  # noqa: SLF001  # -- how a QuerySet reads its own rows
        return [*read(_Asked(self, values))]


class _Asked:
    """A queryset, its query, and its compiler in one, as Django's readers of rows ask for them.

    Copies of the three, and looking up what converts each column, took longer than reading a row.
    """

    db = DEFAULT_DB_ALIAS

    def __init__(self, built: _Built, values: Mapping[str, Any]) -> None:
        self._built, self._values = built, values
        self.query = self

    def __getattr__(self, name: str) -> Any:
        """Return what only the queryset knows, such as its known related objects, or only the compiler."""
        rows, compiler = self._built.rows, self._built.compiler
        return getattr(compiler, name) if hasattr(compiler, name) else getattr(rows, name)

    def get_compiler(self, *_: Any, **__: Any) -> Self:
        """Stand for the compiler, too."""
        return self

    def execute_sql(self, *_: Any, **__: Any) -> list[list[tuple[Any, ...]]]:
        """Execute the statement as it is kept."""
        return [fetched(self._built.statement.sql, self._values)]

    def results_iter(
        self, results: list[list[tuple[Any, ...]]] | None = None, **_: Any
    ) -> Iterator[tuple[Any, ...]]:
        """Return the rows, with their values converted."""
        [rows] = results or self.execute_sql()
        return self._converted(rows) if self._built.converters else iter(rows)

    def _converted(self, rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        connection = connections[DEFAULT_DB_ALIAS]
        for row in rows:
            values = list(row)
            for place, (converters, column) in self._built.converters:
                for convert in converters:
                    values[place] = convert(values[place], column, connection)
            yield tuple(values)


class Compiled(Generic[Row]):
    """A function that builds a query, and is called for its rows; a decorator of such functions."""

    every: "ClassVar[list[Compiled[Any]]]" = []

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        update_wrapper(self, build)
        self._build = build
        self.forget()
        self.every.append(self)

    def forget(self) -> None:
        """Forget every text, as if the process had just begun."""
        self._kept = lru_cache(maxsize=MAX_TEXTS)(self._built)

    def __call__(self, actor: Actor, *shape: Hashable, **given: Any) -> list[Row]:
        """Return the rows that an actor finds now.

        Arguments:
            actor: who asks.
            shape: what decides how the query looks: for each a text is kept.
            given: values in the query, such as a key or a search: one text serves all of them.
        """
        return self.at(clock.now(), actor, *shape, **given)

    def at(self, now: datetime, actor: Actor, *shape: Hashable, **given: Any) -> list[Row]:
        """Return the rows that an actor finds at an instant; the arguments are those of a call."""
        return self._found(now, actor, shape, given, Values)

    def planned_anew(self, actor: Actor, *shape: Hashable, **given: Any) -> list[Row]:
        """Return the rows by a plan made for the values given, where they decide which is good, such as a word.

        Arguments: as for a call.
        """
        return self._found(clock.now(), actor, shape, given, dict)

    def _found(
        self,
        now: datetime,
        actor: Actor,
        shape: tuple[Hashable, ...],
        given: Mapping[str, Any],
        sent_as: type[dict[str, Any]],
    ) -> list[Row]:
        built = self.built(now, actor, *shape, **given)
        if built is None:
            return []
        values = built.statement.values(now, {**given, "actor": actor.user_id})
        return built.found(sent_as(values))

    def built(self, now: datetime, actor: Actor, *shape: Hashable, **given: Any) -> _Built | None:
        """Return the query as it is kept for an actor; None if it finds nothing whatever the rows are."""
        kinds = tuple((name, type(value)) for name, value in given.items())
        day = now.astimezone(UTC).date()
        told_apart = actor.staff_role, frozenset(actor.powers), actor.organizations
        return self._kept(_anyone_like(actor), told_apart, day, shape, kinds)

    def _built(
        self,
        actor: Actor,
        told_apart: Hashable,
        day: date,
        shape: tuple[Hashable, ...],
        kinds: tuple[tuple[str, type], ...],
    ) -> _Built | None:
        stand_ins = {name: _stand_in(kind, place) for place, (name, kind) in enumerate(kinds)}
        noon = datetime.combine(day, time(12), tzinfo=UTC)
        connection = connections[DEFAULT_DB_ALIAS]
        with clock.frozen(noon), connection.execute_wrapper(_refuse):
            rows = self._build(actor, *shape, **stand_ins)
            compiler = rows.query.get_compiler(connection=connection)
            try:
                sql, values = compiler.as_sql()
            except EmptyResultSet:
                return None
        columns = [column for column, *_ in compiler.select]
        converters = tuple(compiler.get_converters(columns).items())
        return _Built(rows, compiler, _statement(sql, values, noon, stand_ins), converters)


def _anyone_like(actor: Actor) -> Actor:
    """Return the actor without who it is: people with the same permissions share a text."""
    if actor.user_id is None:
        return actor
    return replace(actor, principal=f"user:{ANYONE}", label="", user_id=ANYONE)


def _stand_in(kind: type, place: int) -> Any:
    """Return a value of a type that occurs nowhere else in a query."""
    if kind is type(None):
        return None
    return {
        str: f"\ue000 Stand  IN {place} \ue001",  # folded, split or put into lower case, it is another
        UUID: uuid5(NAMESPACE_OID, str(place)),
        datetime: LONG_AGO + timedelta(days=place),
        date: (LONG_AGO + timedelta(days=place)).date(),
        int: ANYONE + 1 + place,
    }[kind]


def _statement(
    sql: str, values: tuple[Any, ...], noon: datetime, stand_ins: Mapping[str, Any]
) -> Statement:
    """Write the constants into a text, and give names to all other values."""
    names: dict[timedelta | str, str] = {}
    known = {name: each for name, each in stand_ins.items() if each is not None}

    def written(value: Any) -> Any:
        given = {"actor": ANYONE, **known}.items()
        filling = next(
            (n for n, each in given if type(each) is type(value) and each == value), None
        )
        if filling is None and isinstance(value, date) and value.year < LONG_AGO.year + 50:
            raise NotCompilable("A compiled query computes a day or a time from a given one.")
        if filling is None and isinstance(value, datetime):
            return AsIs(f"\x02{names.setdefault(value - noon, f'at{len(names)}')}\x03")
        return value if filling is None else AsIs(f"\x02{names.setdefault(filling, filling)}\x03")

    # Django begins a compound query with a parenthesis, which pghistory 3.9 takes for a write: it would put
    # two settings of its context before the statement.
    whole = f"SELECT * FROM ({sql}) AS found" if sql.startswith("(") else sql  # noqa: S608 -- compiled by Django
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        text = cursor.mogrify(whole, [written(value) for value in values]).decode()
    # A day may go unused by a role: one computed from it was refused above. Of other values that can't be told.
    used = {name for name, each in known.items() if not isinstance(each, date)}
    if not names.keys() >= used or any(str(each) in text for each in (ANYONE, *known.values())):
        raise NotCompilable(text)
    return Statement(
        NAMED.sub(r"%(\1)s", text.replace("%", "%%")),
        {name: filling for filling, name in names.items()},
    )


def _refuse(*_: Any) -> NoReturn:
    raise NotCompilable("A compiled query is built without reading the database.")
