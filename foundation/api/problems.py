"""Every error of the API as a problem (RFC 9457): type, title, sentence and location."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import (
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.http import Http404, HttpResponse, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response

from foundation.workflow.errors import DomainError, InvalidInput, NotFound, StaleEdit

CONTENT_TYPE = "application/problem+json"
TYPES = "/api/docs/#problem-"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the end of its type URL, its title, and its default sentence."""

    slug: str
    title: str
    says: str


KINDS: Mapping[int, Kind] = {
    400: Kind("bad-request", "The call isn't valid", "The portal can't read this JSON."),
    401: Kind(
        "unauthenticated",
        "Not signed in",
        "Send an API token as Authorization: Bearer psp_…. Create one under My account.",
    ),
    403: Kind(
        "not-allowed",
        "You don't have access to this step",
        "Your role or this token doesn't allow that.",
    ),
    404: Kind("not-found", "Not found", "There's nothing here, or you don't have access to it."),
    405: Kind("no-such-method", "Method not allowed", "This address doesn't support that method."),
    406: Kind("not-acceptable", "Format not available", "The API responds in JSON only."),
    409: Kind(
        "refused", "Not allowed right now", "The record's current status doesn't allow this."
    ),
    412: Kind(
        "stale",
        "Changed by someone else",
        "This changed after you read it. Read it again, then send your change.",
    ),
    413: Kind("too-large", "Too large", "The body is larger than the portal accepts."),
    415: Kind(
        "not-json",
        "Not JSON",
        "Send JSON, with Content-Type: application/json, or a file as multipart/form-data where it's taken.",
    ),
    422: Kind("invalid", "Something needs fixing", "Fix the errors, then send it again."),
    428: Kind("version-required", "A version is required", "Send the ETag you read as If-Match."),
    429: Kind("too-many", "Too many calls", "Too many calls in a minute. Wait, then try again."),
    503: Kind(
        "unavailable",
        "Unavailable right now",
        "The database isn't answering. Call again in a few seconds.",
    ),
    500: Kind(
        "our-fault", "Error on our side", "Something went wrong on our side. Nothing was saved."
    ),
}

# The first match wins; an error without a match is our own fault, and Django handles it.
DJANGOS: tuple[tuple[type[Exception], int], ...] = (
    (Http404, 404),
    (PermissionDenied, 403),
    (RequestDataTooBig, 413),
    (SuspiciousOperation, 400),
)
Where = Mapping[str, str]


def problem(status: int, detail: str = "", errors: Iterable[Where] = ()) -> dict[str, Any]:
    """Return the body of a problem.

    Arguments:
        status: the response's status; a status without a kind uses the nearest kind.
        detail: the sentence; by default the kind's own.
        errors: what is wrong and where: ``{"pointer": "/title", "detail": "…"}`` in the body,
            ``{"parameter": "limit", "detail": "…"}`` in the query string or path.
    """
    kind = KINDS.get(status) or KINDS[500 if status >= 500 else 400]
    told: dict[str, Any] = {
        "type": TYPES + kind.slug,
        "title": kind.title,
        "status": status,
        "detail": detail or kind.says,
    }
    listed = [dict(error) for error in errors]
    return told | {"errors": listed} if listed else told


def plain(status: int, detail: str = "") -> HttpResponse:
    """Return a problem outside a resource: before one was found, or after it failed."""
    return JsonResponse(problem(status, detail), status=status, content_type=CONTENT_TYPE)


def handle(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Handle an exception for Django REST framework; None leaves our own faults to Django."""
    told = _told(error)
    if told is None:
        return None
    response = Response(told, status=told["status"], content_type=CONTENT_TYPE)
    if challenge := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait) + 1)
    return response


def _told(error: Exception) -> dict[str, Any] | None:
    match error:
        case StaleEdit():
            return problem(412, " ".join(filter(None, (KINDS[412].says, error.last_change))))
        case NotFound():
            return problem(404)
        case InvalidInput() if error.field:
            where = [{"pointer": f"/{error.field}", "detail": error.message}]
            return problem(error.status, error.message, where)
        case DomainError():
            return problem(error.status, error.message)
        case exceptions.ValidationError():
            return problem(422, errors=_wrong(error.detail))
        case BadParameters():
            return problem(422, errors=error.errors)
        case exceptions.APIException():
            return problem(error.status_code, getattr(error, "says", ""))
    return next((problem(status) for kind, status in DJANGOS if isinstance(error, kind)), None)


class BadParameters(exceptions.APIException):
    """Invalid query parameters.

    Arguments:
        errors: the name of each parameter and its sentence.
    """

    status_code = 422

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__()
        self.errors = [{"parameter": name, "detail": text} for name, text in errors.items()]


def _wrong(detail: Any, pointer: str = "") -> Iterator[Where]:
    """Yield each sentence with the JSON pointer of the value it is about (RFC 6901)."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            step = str(name).replace("~", "~0").replace("/", "~1")
            yield from _wrong(inner, pointer if name == "non_field_errors" else f"{pointer}/{step}")
    elif isinstance(detail, list) and any(isinstance(each, Mapping | list) for each in detail):
        for number, inner in enumerate(detail):
            yield from _wrong(inner, f"{pointer}/{number}")
    elif isinstance(detail, list):
        for inner in detail:
            yield {"pointer": pointer, "detail": str(inner)}
    else:
        yield {"pointer": pointer, "detail": str(detail)}
