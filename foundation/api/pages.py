"""Pages of a list by keyset: 25 rows unless asked otherwise, and never a count of all rows."""

from typing import Any, Protocol

from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from foundation.api.http import Call
from foundation.api.problems import BadParameters
from foundation.workflow.cursors import Cursors

DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE = 25, 100
NAMES = ("after", "limit")


class Keyset(Protocol):
    """Rows in one order that can start after any one of them."""

    def after(self, at: Any, pk: Any, /) -> Any:
        """Return the rows that follow that row."""


def listed(
    call: Call, rows: Keyset, cursors: Cursors, output: type[BaseSerializer[Any]]
) -> Response:
    """Return one page of rows and the URL of the next page.

    Arguments:
        rows: in the order of the cursors.
        output: the serializer of one row.

    Raises:
        BadParameters: for an invalid limit or cursor.
    """
    most, word = _limit(call), call.query_params.get("after", "")
    if word:
        place = cursors.read(word)
        if place is None:
            raise BadParameters(
                {"after": "This position isn't valid. Use the “next” value from the last page."}
            )
        rows = rows.after(*place)
    found = list(rows[: most + 1])  # type: ignore[index]  # -- a queryset's slice
    shown = found[:most]
    onward = cursors.write(shown[-1]) if len(found) > most else ""
    told = output(shown, many=True).data
    return Response({"results": told, "next": _next(call, onward) if onward else None})


def unpaged(rows: Any, output: type[BaseSerializer[Any]], *, status: int = 200) -> Response:
    """Return all rows of a list that stays short, in the form of a page that is the last one."""
    return Response({"results": output(rows, many=True).data, "next": None}, status=status)


def _limit(call: Call) -> int:
    text = call.query_params.get("limit", str(DEFAULT_PAGE_SIZE))
    if not (
        text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MAX_PAGE_SIZE
    ):
        raise BadParameters({"limit": f"Ask for 1 to {MAX_PAGE_SIZE} rows."})
    return int(text)


def _next(call: Call, cursor: str) -> str:
    """Return this URL with the next cursor; without the host, which a proxy may have changed."""
    kept = call.query_params.copy()
    kept["after"] = cursor
    return f"{call.path}?{kept.urlencode()}"
