"""Entity tags: read a record only if it is new, change it only if it is the version read."""

from collections.abc import Callable
from typing import Any

from rest_framework.response import Response

from foundation.api.errors import PreconditionRequired
from foundation.api.http import Call
from foundation.workflow.errors import StaleEdit


def etag(version: int, shown: str = "") -> str:
    """Return the tag of a version; ``shown`` names the part a reader sees, if not all of it."""
    return f'"{version}-{shown}"' if shown else f'"{version}"'


def tagged(call: Call, data: Any, tag: str, *, status: int = 200, location: str = "") -> Response:
    """Return a response with its tag, or 304 without a body if the reader has it already."""
    headers = {"ETag": tag} | ({"Location": location} if location else {})
    if call.method in {"GET", "HEAD"} and _names(call.headers.get("If-None-Match", ""), tag):
        return Response(status=304, headers=headers)
    return Response(data, status=status, headers=headers)


def not_known(_: object) -> str:
    """Say nothing of who changed a record last."""
    return ""


def require(
    call: Call, record: Any, tag: str, last_change: Callable[[Any], str] = not_known
) -> int:
    """Return the record's version, if the call is based on it.

    Arguments:
        last_change: returns who changed the record last and how, in a sentence, or an empty text.

    Raises:
        PreconditionRequired: when the call names no version.
        StaleEdit: when the call is based on another version.
    """
    given = call.headers.get("If-Match", "").strip()
    if not given or given == "*":
        raise PreconditionRequired
    if tag not in _tags(given):
        raise StaleEdit(current=record, posted=given, last_change=last_change(record))
    version: int = record.version
    return version


def _names(header: str, tag: str) -> bool:
    """Return whether a header lists the tag, compared weakly: a proxy may have compressed it."""
    return header.strip() == "*" or tag in {each.removeprefix("W/") for each in _tags(header)}


def _tags(header: str) -> set[str]:
    return {each.strip() for each in header.split(",")}
