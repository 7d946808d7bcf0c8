"""Versions of records in headers: read only what is new, change only what was read."""

from typing import Any

from rest_framework.response import Response

from foundation.api.errors import PreconditionRequired
from foundation.api.http import Call
from foundation.workflow.errors import StaleEdit


def etag(version: int, shown: str = "") -> str:
    """Return the tag of a version; ``shown`` names the part of it a reader sees, where it is not all."""
    return f'"{version}-{shown}"' if shown else f'"{version}"'


def tagged(call: Call, data: Any, tag: str, *, status: int = 200, location: str = "") -> Response:
    """An answer with its tag, or 304 without a body where the reader has it already."""
    headers = {"ETag": tag} | ({"Location": location} if location else {})
    if call.method in {"GET", "HEAD"} and _names(call.headers.get("If-None-Match", ""), tag):
        return Response(status=304, headers=headers)
    return Response(data, status=status, headers=headers)


def require(call: Call, record: Any, tag: str) -> int:
    """The record's version, if the call was made from it.

    Raises:
        PreconditionRequired: when the call does not say.
        StaleEdit: when it was made from another version.
    """
    given = call.headers.get("If-Match", "").strip()
    if not given or given == "*":
        raise PreconditionRequired
    if tag not in _tags(given):
        raise StaleEdit(current=record, posted=given)
    version: int = record.version
    return version


def _names(header: str, tag: str) -> bool:
    """Return a reading compares weakly: what a proxy has compressed is still the same."""
    return header.strip() == "*" or tag in {each.removeprefix("W/") for each in _tags(header)}


def _tags(header: str) -> set[str]:
    return {each.strip() for each in header.split(",")}
