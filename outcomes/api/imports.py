"""The API of imports of figures: upload a file, look at what was found, and confirm."""

from uuid import UUID

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.parsers import OneFile
from foundation.api.resources import Resource
from outcomes.actions import imports
from outcomes.forms import UploadForm
from outcomes.models import FigureImport
from outcomes.models.imports import PLACES
from outcomes.serializers.imports import ConfirmBody, ImportBody, ImportOut, PreviewOut


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
        return listed(call, found, PLACES, lambda row: dict(ImportOut(row).data))

    @idempotent
    def post(self, call: Call) -> Response:
        """Upload a file of figures as multipart/form-data; it is read in the background, and nothing is imported yet."""
        sent = read(call, ImportBody)
        files = MultiValueDict({"file": [sent.pop("file")]})
        form = UploadForm(as_typed(sent), files)
        file = clean(form)["file"]
        made = imports.start(file, **form.options, by=call.actor)
        return _shown(call, made.pk, status=201)


class OneFigureImport(Resource):
    """An import of figures."""

    access = P.FIGURE_IMPORT
    outputs = {"GET": (200, PreviewOut)}
    versioned = {"GET"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an import with what was found in its file."""
        return _shown(call, pk)


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
        found = _fetch(call, pk)
        version = require(call, found, etag(found.version))
        read(call, ConfirmBody)
        imports.confirm(found, version=version, by=call.actor)
        return _shown(call, pk)


def _fetch(call: Call, pk: UUID) -> FigureImport:
    return get_object_or_404(FigureImport.objects.visible_to(call.actor).with_people(), pk=pk)


def _shown(call: Call, pk: UUID, *, status: int = 200) -> Response:
    found = _fetch(call, pk)
    location = reverse("api:figure-import", args=[pk]) if status == 201 else ""
    told = PreviewOut(found).data
    return tagged(call, told, etag(found.version), status=status, location=location)
