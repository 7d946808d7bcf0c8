"""What each row of a table is: good, wrong with reasons, or brought before. Writes nothing."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from django.forms import BaseForm

from foundation.accounts.actors import Actor
from foundation.imports.models import ImportedKey
from foundation.imports.questions import Reading
from foundation.imports.read import Line
from foundation.imports.registry import Importable


@dataclass(frozen=True, slots=True)
class Row:
    """A row after its check.

    Attributes:
        line: where it stands in the file.
        values: what the file says, by field.
        clean: what the room makes of it; empty when it is wrong.
        wrong: what is wrong, sentence by sentence.
        before: what came of it when it was brought before, and is still there.
        key: what it is known by.
        is_again: whether it was brought before, and what it became was removed since: it is brought again.
    """

    line: int
    values: Mapping[str, str]
    clean: Mapping[str, Any] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()
    before: str = ""
    key: str = ""
    is_again: bool = False

    @property
    def is_good(self) -> bool:
        """Whether the row will be imported."""
        return not self.wrong and not self.before


def before_said(told: str) -> str:
    """Return the sentence for a row that was brought before, with the cure.

    Arguments:
        told: what came of it.
    """
    return f"Imported before: {told}. To change it, open it in the portal and edit it there."


def rows(
    importable: Importable, lines: Sequence[Line], reading: Reading, actor: Actor
) -> list[Row]:
    """Check every line of a spreadsheet.

    Arguments:
        importable: what kind of rows.
        lines: of the file.
        reading: how its cells are read.
        actor: who brings them; a row they may not bring is wrong.
    """
    form = importable.form(actor)
    checked = list(_checked(importable, lines, reading, form))
    known = ImportedKey.objects.told(importable.slug, (row.key for row in checked if row.key))
    repeated = [row.clean for row in checked if row.key in known]
    removed = importable.removed(repeated) if repeated else ()
    return [
        _known(row, known, is_again=bool(removed) and importable.identity(row.clean) in removed)
        if row.key in known
        else row
        for row in checked
    ]


def _checked(
    importable: Importable,
    lines: Iterable[Line],
    reading: Reading,
    form: Callable[[Mapping[str, str]], BaseForm],
) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for line in lines:
        values, broken = reading.values(line)
        if broken:
            yield Row(line.number, values, wrong=tuple(broken))
            continue
        filled = form(values)
        if not filled.is_valid():
            yield Row(line.number, values, wrong=tuple(_sentences(filled, importable)))
            continue
        clean = filled.cleaned_data
        said = f"{importable.slug}|{importable.identity(clean)}"
        key = sha256(said.encode()).hexdigest()
        if key in seen:
            yield Row(line.number, values, wrong=(f"Same as line {seen[key]}.",))
            continue
        seen[key] = line.number
        yield Row(line.number, values, clean=clean, key=key)


def _sentences(form: BaseForm, importable: Importable) -> Iterator[str]:
    labels = {column.field: column.label for column in importable.columns}
    for name, errors in form.errors.items():
        for error in errors:
            yield f"{labels[name]}: {error}" if name in labels else str(error)


def _known(row: Row, known: Mapping[str, str], *, is_again: bool) -> Row:
    before = "" if is_again else known[row.key]
    return replace(row, before=before, is_again=is_again)
