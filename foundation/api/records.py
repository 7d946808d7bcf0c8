"""Records that change: how a room's resources find one, hold it against the version that was read, and show it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from foundation.accounts.actors import Actor
from foundation.api.etags import etag, not_known, require, tagged
from foundation.api.http import Call

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, kw_only=True)
class Record(Generic[Row]):
    """One kind of record, for all resources that show or change it.

    Attributes:
        seen: the rows that a caller sees, with everything the output tells.
        output: the serializer of one.
        address: the URL name of one.
        key: the field by which a URL names one.
        last_change: says who changed one last and how, for a call that is based on an earlier version.
    """

    seen: Callable[[Actor], QuerySet[Row, Any]]
    output: type[BaseSerializer[Any]]
    address: str
    key: str = "pk"
    last_change: Callable[[Row], str] = not_known

    def fetch(self, call: Call, key: UUID | str) -> Row:
        """Return the record that a URL names.

        Raises:
            Http404: when the caller can't see it.
        """
        found: Row = get_object_or_404(self.seen(call.actor), **{self.key: key})
        return found

    def allowed(self, call: Call, key: UUID | str, may: Callable[[Actor, Row], bool]) -> Row:
        """Return a record with which the caller may do what a policy says.

        Raises:
            Http404: when the caller can't see it.
            PermissionDenied: when the policy says no.
        """
        found = self.fetch(call, key)
        if not may(call.actor, found):
            raise PermissionDenied
        return found

    def based(
        self, call: Call, key: UUID | str, may: Callable[[Actor, Row], bool]
    ) -> tuple[Row, int]:
        """Return a record that the caller may change so, and the version on which the call is based.

        Raises:
            Http404: when the caller can't see it.
            PermissionDenied: when the policy says no.
            PreconditionRequired: when the call names no version.
            StaleEdit: when the call is based on another version.
        """
        found = self.allowed(call, key, may)
        return found, self.require(call, found)

    def require(self, call: Call, found: Row) -> int:
        """Return the record's version, if the call is based on it; errors as for ``based``."""
        return require(call, found, self.tag(call.actor, found), self.last_change)

    def shown(self, call: Call, key: UUID | str, *, status: int = 200) -> Response:
        """Return the response with the record that a URL names; 404 when the caller can't see it."""
        return self.response(call, self.fetch(call, key), status=status)

    def response(self, call: Call, found: Row, *, status: int = 200) -> Response:
        """Return the response with a record and its version; with its URL, if it is new (201)."""
        key = getattr(found, self.key)
        location = reverse(self.address, args=[key]) if status == 201 else ""
        told, tag = self.told(call.actor, found), self.tag(call.actor, found)
        return tagged(call, told, tag, status=status, location=location)

    def told(self, actor: Actor, found: Row) -> Any:
        """Return what this caller is told of a record."""
        return self.output(found).data

    def tag(self, actor: Actor, found: Row) -> str:
        """Return the entity tag of what this caller is told of a record."""
        return etag(found.version)  # type: ignore[attr-defined]  # -- each kind has one
