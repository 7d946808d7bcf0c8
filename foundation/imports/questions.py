"""How the cells of a file are read, and what only a person can say about it, once for each column or name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from foundation.accounts.actors import Actor
from foundation.imports import days, near, read
from foundation.imports.registry import Column, Importable, Names

MONTH_FIRST, DAY_FIRST = "month-first", "day-first"
OLD_CENTURY, NEW_CENTURY = "1900s", "2000s"
NONE_OF_THESE = "-"
# More names than this are better mended in the file.
MAX_NAMES = 25
# Unknown names that are compared with the known ones, which takes a while.
MAX_COMPARED = 200
LAST = "_last"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with its answers; the first is proposed.

    Attributes:
        key: by which its answer is kept.
        label: what is asked.
        hint: why.
        choices: value and words of each answer.
    """

    key: str
    label: str
    hint: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of one file become values; what is asked about it.

    Attributes:
        mapping: field → place of its column.
        columns: what the kind of rows has.
        written: by field how its days are written.
        names: by field the names that are known.
        answers: what was said, by question.
        questions: what is asked, answered or not.
    """

    mapping: Mapping[str, int]
    columns: Sequence[Column]
    written: Mapping[str, days.Written]
    names: Names
    answers: Mapping[str, str]
    questions: tuple[Question, ...]

    @property
    def open_questions(self) -> int:
        """How many have no answer yet."""
        return sum(1 for each in self.questions if each.key not in self.answers)

    def values(self, line: read.Line) -> tuple[dict[str, str], list[str]]:
        """Return what a line says, by field, and what is wrong with its cells."""
        found: dict[str, str] = {}
        wrong: list[str] = []
        for column in self.columns:
            if column.field not in self.mapping:
                continue
            said, error = self._cell(column, line)
            found[column.field] = said
            wrong += [f"{column.label}: {error}"] if error else []
        return found, wrong

    def _cell(self, column: Column, line: read.Line) -> tuple[str, str]:
        field = column.field
        said = [
            line.cells[self.mapping[key]] for key in (field, field + LAST) if key in self.mapping
        ]
        broken = next((each for each in said if read.is_error(each)), None)
        if broken is not None:
            return broken, (
                f"The cell holds the error {broken}. Fix its formula, or enter the value itself."
            )
        text = " ".join(filter(None, said)) if len(said) > 1 else said[0]
        if column.is_day and text:
            try:
                day = days.read(text, self.written[field])
            except days.NeedsAnswer:
                return text, f"“{text[:30]}” isn't a date until you answer the question about it."
            return (day.isoformat() if day else text), ""
        if field in self.names and text:
            return self._name(field, text), ""
        return text, ""

    def _name(self, field: str, said: str) -> str:
        meant = near.same(said, self.names[field])
        if meant is None:
            meant = self.answers.get(_name_key(field, said), NONE_OF_THESE)
        return said if meant == NONE_OF_THESE else meant


def reading(
    importable: Importable,
    lines: Sequence[read.Line],
    mapping: Mapping[str, int],
    answers: Mapping[str, str],
    actor: Actor,
) -> Reading:
    """Look through a whole file, and say how its cells are read.

    Arguments:
        importable: what kind of rows.
        lines: all of them: a column of days is of one spelling.
        mapping: field → place of its column.
        answers: given so far.
        actor: whose names are proposed.
    """
    asked: list[Question] = []
    written: dict[str, days.Written] = {}
    names = importable.names(actor)
    for column in importable.columns:
        if column.field not in mapping:
            continue
        cells = [cell for line in lines if (cell := line.cells[mapping[column.field]])]
        if column.is_day:
            about = list(_about_days(column, cells))
            asked += about
            written[column.field] = _written(column.field, about, answers)
        elif column.field in names:
            asked += _about_names(column, cells, names[column.field])
    return Reading(mapping, importable.columns, written, names, answers, tuple(asked))


def _about_days(column: Column, cells: Sequence[str]) -> Iterator[Question]:
    first = next((cell for cell in cells if days.is_day_first(cell)), None)
    if first is not None:
        yield Question(
            f"order.{column.field}",
            f"{column.label}: which comes first?",
            f"“{first[:30]}” can't have the month first.",
            (
                (DAY_FIRST, "The day, such as 31/3/2026"),
                (MONTH_FIRST, "The month, such as 3/31/2026"),
            ),
        )
    far = next((cell for cell in cells if days.is_far_ahead(cell)), None)
    if far is not None:
        yield Question(
            f"century.{column.field}",
            f"{column.label}: which century?",
            f"The year in “{far[:30]}” has two digits.",
            ((OLD_CENTURY, "The 1900s"), (NEW_CENTURY, "The 2000s")),
        )


def _written(field: str, about: Sequence[Question], answers: Mapping[str, str]) -> days.Written:
    keys = {question.key for question in about}
    order, century = f"order.{field}", f"century.{field}"
    return days.Written(
        month_first={MONTH_FIRST: True, DAY_FIRST: False}.get(answers.get(order, ""))
        if order in keys
        else True,
        old_century={OLD_CENTURY: True, NEW_CENTURY: False}.get(answers.get(century, ""))
        if century in keys
        else False,
    )


def _about_names(
    column: Column, cells: Sequence[str], names: Mapping[str, str]
) -> Iterator[Question]:
    unknown = {_name_key(column.field, cell): cell for cell in reversed(cells)}
    unknown = {key: cell for key, cell in unknown.items() if near.same(cell, names) is None}
    asked = 0
    for key, cell in reversed(list(unknown.items())[-MAX_COMPARED:]):
        proposed = near.near(cell, names) if asked < MAX_NAMES else []
        if proposed:
            asked += 1
            yield Question(
                key,
                f"{column.label}: what does “{cell[:60]}” mean?",
                "",
                (
                    *((called, called) for called in proposed),
                    (NONE_OF_THESE, "None of these. Skip these rows."),
                ),
            )


def _name_key(field: str, said: str) -> str:
    return f"name.{field}.{near.folded(said)}"
