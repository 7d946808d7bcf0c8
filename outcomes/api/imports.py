"""The API of imports of figures: upload a file, look at what was found, and confirm."""

from uuid import UUID

from django.utils.datastructures import MultiValueDict
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.parsers import OneFile
from foundation.api.records import Record
from foundation.api.resources import Resource
from outcomes.actions import imports
from outcomes.forms import UploadForm
from outcomes.models import FigureImport
from outcomes.models.imports import PLACES
from outcomes.serializers.imports import ConfirmBody, ImportBody, ImportOut, PreviewOut

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
        files = MultiValueDict({"file": [sent.pop("file")]})
        form = UploadForm(as_typed(sent), files)
        file = clean(form)["file"]
        made = imports.start(file, **form.options, by=call.actor)
        return IMPORT.shown(call, made.pk, status=201)


class OneFigureImport(Resource):
    """An import of figures."""

    access = P.FIGURE_IMPORT
    outputs = {"GET": (200, PreviewOut)}
    versioned = {"GET"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an import with what was found in its file."""
        return IMPORT.shown(call, pk)


class FigureImportConfirming(Resource):
    """The confirmation of an import."""

    access = P.FIGURE_IMPORT
    changes = P.FIGURE_IMPORT
    inputs = {"POST": ConfirmBody}
    outputs = {"POST": (200, PreviewOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Import in the background what can be imported, as it was previewed."""
        found = IMPORT.fetch(call, pk)
        version = IMPORT.require(call, found)
        read(call, ConfirmBody)
        imports.confirm(found, version=version, by=call.actor)
        return IMPORT.shown(call, pk)
