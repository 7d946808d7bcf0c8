"""The API of a file: the rooms say which, and who may download it."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponseBase

from foundation.api.http import Call
from foundation.api.outputs import FILE
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.files import serve


class Download(Resource):
    """A file.

    Attributes:
        record: the files that a caller sees, each with what it belongs to.
    """

    record: ClassVar[Record[Any]]
    outputs = {"GET": (200, FILE)}

    def get(self, call: Call, pk: UUID) -> HttpResponseBase:
        """Download a file."""
        return serve.attachment(self.record.fetch(call, pk))
