"""Find people and words however they are typed, and highlight the words of a search in a text.

What was typed is folded in a sub-query of its own: in a prepared statement PostgreSQL would fold it again for each row.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.db.models import BooleanField, F, Func, Model, QuerySet, TextField, Value

M = TypeVar("M", bound=Model)

# Characters that no keyboard types: two enclose the words that were found, one separates the words that
# a hyphen joins, one is a slash, which would make a path of the words on either side.
FOUND = ("\x02", "\x03")
JOINT, SLASH = "\x04", "\x05"


def search_text(words: str) -> Func:
    """Return an expression for what was typed into a search, folded like the stored words."""
    return Func(Value(words), function="app_asked", output_field=TextField())


def found_in(text: Any, words: str) -> Func:
    """Return an expression for a few lines of the text, with ``FOUND`` around the words found."""
    return Func(text, Value(words), function="app_excerpt", output_field=TextField())


class FoundBy(Func):
    """Match rows whose ``found_by`` contains every word that was typed.

    The database generates the column ``found_by``, which no model declares; a field of the same table
    says whose it is.

    Arguments:
        field: any field of the table, such as ``user__name``.
        words: parts of a name in any order, or digits of a phone number.
    """

    output_field = BooleanField()

    def __init__(self, field: str, words: str) -> None:
        super().__init__(F(field), Value(words))

    def as_sql(self, compiler: Any, connection: Any, *_parts: Any, **_context: Any) -> Any:
        """Return the comparison with the column beside the field."""
        beside, words = self.get_source_expressions()
        typed, values = compiler.compile(words)
        table = compiler.quote_name_unless_alias(beside.alias)
        return f"{table}.found_by LIKE ALL ((SELECT app_patterns({typed}))::text[])", list(values)


class Named(Func):
    """Match rows whose fields, folded as they are read, contain every word that was typed.

    For tables without a column ``found_by``, which are short.

    Arguments:
        fields: of the table or of tables it refers to, such as ``organization__name``.
        words: parts of these fields in any order.
    """

    output_field = BooleanField()
    function = "app_found_by"
    arg_joiner = ") LIKE ALL ((SELECT app_patterns("
    template = "%(function)s(%(expressions)s))::text[])"

    def __init__(self, fields: Iterable[str], words: str, **more: Any) -> None:
        super().__init__(joined(fields), Value(words), **more)


class Spoken(Func):
    """Match rows whose fields contain every word that was typed, in any form of the word.

    For tables without a column ``words``, which are short: ``reviewed`` is found by ``review``.

    Arguments:
        fields: of the table or of tables it refers to.
        words: what was typed into a search.
    """

    output_field = BooleanField()
    function = "app_words"
    arg_joiner = ") @@ (SELECT websearch_to_tsquery('pg_catalog.english', app_asked("
    template = "%(function)s(%(expressions)s)))"

    def __init__(self, fields: Iterable[str], words: str, **more: Any) -> None:
        super().__init__(joined(fields), Value(words), **more)


def joined(fields: Iterable[str]) -> Func:
    """Return an expression for the text of several fields, with a space between them."""
    return Func(Value(" "), *map(F, fields), function="concat_ws", output_field=TextField())


def named(rows: QuerySet[M], fields: Iterable[str], words: str) -> QuerySet[M]:
    """Find rows by words of these fields, however they were typed."""
    return rows.filter(Named(fields, words))


def parts(told: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of such a text, and whether each was found."""
    before, *rest = told.replace(JOINT, "").replace(SLASH, "/").split(FOUND[0])
    if before:
        yield before, False
    for piece in rest:
        hit, _, after = piece.partition(FOUND[1])
        yield hit, True
        if after:
            yield after, False
