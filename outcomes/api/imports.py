"""The API of imports of figures: upload a file, look at what was found, answer what is asked, confirm, and undo."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import Input, as_typed, clean, file_in, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.parsers import OneFile
from foundation.api.records import Record
from foundation.api.resources import Resource
from outcomes.actions import import_answers, imports
from outcomes.forms import ColumnsForm, UploadForm
from outcomes.models import FigureImport
from outcomes.models.imports import PLACES
from outcomes.serializers.imports import (
    ColumnsBody,
    HeaderBody,
    ImportBody,
    ImportOut,
    PickBody,
    PreviewOut,
    StepBody,
    ZerosBody,
)

IMPORT = Record(
    seen=lambda actor: FigureImport.objects.visible_to(actor).with_people(),
    output=PreviewOut,
    address="api:figure-import",
)


class FigureImports(Resource):
    """Imports of published figures."""

    access = P.FIGURE_IMPORT
    changes = P.FIGURE_IMPORT
    paged = True
    parser_classes = (OneFile,)
    inputs = {"POST": ImportBody}
    outputs = {"GET": (200, page_of(ImportOut)), "POST": (201, PreviewOut)}

    def get(self, call: Call) -> Response:
        """List the imports of figures, the newest first."""
        found = FigureImport.objects.visible_to(call.actor).for_list()
        return listed(call, found, PLACES, ImportOut)

    @idempotent
    def post(self, call: Call) -> Response:
        """Upload a file of figures as multipart/form-data; it is read in the background, and nothing is imported yet."""
        sent = read(call, ImportBody)
        files = file_in(sent)
        form = UploadForm(as_typed(sent), files)
        made = imports.start(clean(form)["file"], **form.options, by=call.actor)
        return IMPORT.shown(call, made.pk, status=201)


class OneFigureImport(Resource):
    """An import of figures."""

    access = P.FIGURE_IMPORT
    outputs = {"GET": (200, PreviewOut)}
    versioned = {"GET"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an import with what was found in its file."""
        return IMPORT.shown(call, pk)


class ImportStep(Resource):
    """A step with an import that is based on the version that was read."""

    access = P.FIGURE_IMPORT
    changes = P.FIGURE_IMPORT
    outputs = {"POST": (200, PreviewOut)}
    versioned = {"POST"}


class FigureImportConfirming(ImportStep):
    """The confirmation of an import."""

    inputs = {"POST": StepBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Import in the background what can be imported, as it was previewed."""
        return _taken(call, pk, StepBody, imports.confirm)


class FigureImportPicking(ImportStep):
    """The choice of a line among those that differ."""

    inputs = {"POST": PickBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Use one of the lines that differ, and read the file again."""
        return _taken(call, pk, PickBody, import_answers.pick)


class FigureImportZeros(ImportStep):
    """What zeros mean."""

    inputs = {"POST": ZerosBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Say whether doubtful counts of 0 mean "not reported", and read the file again."""
        return _taken(call, pk, ZerosBody, import_answers.tell_zeros)


class FigureImportColumns(ImportStep):
    """What the columns hold."""

    inputs = {"POST": ColumnsBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Say what the columns hold, and read the file again."""
        return _taken(call, pk, ColumnsBody, _tell_columns)


class FigureImportHeader(ImportStep):
    """The line that names the columns."""

    inputs = {"POST": HeaderBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Say which line names the columns, and read the file again by that line."""
        return _taken(call, pk, HeaderBody, _tell_header)


class FigureImportDiscarding(ImportStep):
    """The end of an import that isn't wanted."""

    inputs = {"POST": StepBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Put a file aside without importing it."""
        return _taken(call, pk, StepBody, imports.discard)


class FigureImportUndoing(ImportStep):
    """The undoing of an import."""

    inputs = {"POST": StepBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Take the figures of an import back within 30 days; earlier ones are current again."""
        return _taken(call, pk, StepBody, imports.undo)


def _taken(call: Call, pk: UUID, body: type[Input], act: Callable[..., FigureImport]) -> Response:
    """Take a step with an import, based on the version that was read, and show what came of it."""
    found = IMPORT.fetch(call, pk)
    version = IMPORT.require(call, found)
    act(found, **read(call, body), version=version, by=call.actor)
    return IMPORT.shown(call, pk)


def _tell_columns(found: FigureImport, *, holds: Sequence[str], **based: Any) -> FigureImport:
    return import_answers.tell_columns(found, _mapping(found, holds), **based)


def _tell_header(found: FigureImport, *, line: int, **based: Any) -> FigureImport:
    return import_answers.tell_columns(found, {}, heading_line=line, **based)


def _mapping(found: FigureImport, holds: Sequence[str]) -> Mapping[str, str]:
    """Return what a call says of the columns, as the page's form reads it.

    Raises:
        ValidationError: when there isn't one value for each column.
    """
    columns = found.report.get("columns", [])
    if len(holds) != len(columns):
        raise ValidationError(
            {"holds": [f"Give one value for each of the {len(columns)} columns."]}
        )
    typed = {f"column-{at}": value for at, value in enumerate(holds)}
    form = ColumnsForm(typed, columns=columns, named_at=found.named_at)
    clean(form)
    return form.mapping
