"""The OpenAPI schema, generated from what each resource declares."""

from functools import cache
from typing import Any, ClassVar, cast

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from foundation.api.idempotency import HEADER, REPLAYED
from foundation.api.outputs import FILE, Problem
from foundation.api.pages import DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE
from foundation.api.problems import CONTENT_TYPE, KINDS
from foundation.api.resources import Resource

READS = {"GET"}
EVERYWHERE = (401, 403, 404, 406, 429)
WITH_BODY = (400, 409, 413, 415, 422)
PAGED = (
    OpenApiParameter(
        "after", str, description="Where the page starts. Use the “next” value from the last page."
    ),
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE},
        description=f"Number of rows, up to {MAX_PAGE_SIZE}.",
    ),
)


def header(name: str, text: str, *, required: bool = False, pattern: str = "") -> OpenApiParameter:
    """Return a request header for the schema."""
    kind = {"type": "string"} | ({"pattern": pattern} if pattern else {})
    return OpenApiParameter(
        name, kind, OpenApiParameter.HEADER, required=required, description=text
    )


IF_MATCH = header(
    "If-Match", "The ETag you read. If the record changed since then, the call fails with 412."
)
IF_NONE_MATCH = header("If-None-Match", "The ETag you have. You get 304 if nothing has changed.")
KEY = header(
    HEADER,
    "A new key for each call. If you send the call again with the same key, it counts once and you get the same response.",
    pattern=r"^[A-Za-z0-9_.\-]{8,128}$",
)


class Schema(AutoSchema):
    """One operation: what its resource declares, and what every resource has."""

    @property
    def _resource(self) -> Resource:
        return cast(Resource, self.view)

    @property
    def _reads(self) -> bool:
        return self.method in READS

    def get_operation_id(self) -> str:
        """Name an operation, such as ``getRequest``."""
        return f"{self.method.lower()}{type(self.view).__name__}"

    def get_summary(self) -> str:
        """Return the first sentence of the method's docstring."""
        return str(self.get_description()).split("\n", 1)[0].rstrip(".")

    def get_request_serializer(self) -> Any:
        """Return the serializer the operation declares for its body."""
        return self._resource.inputs.get(self.method)

    def get_response_serializers(self) -> Any:
        """Return the declared response, and each problem that can occur here."""
        status, kind = self._resource.outputs[self.method]
        told: dict[Any, Any] = {(status, "*/*") if kind is FILE else status: kind}
        statuses = set(EVERYWHERE) | set(() if self._reads else WITH_BODY)
        if self._reads and (self._resource.query or self._resource.paged):
            statuses.add(422)
        if self.method in self._resource.versioned:
            statuses |= set() if self._reads else {412, 428}
            if self._reads:
                told[304] = OpenApiResponse(description="Not modified.")
        for number in sorted(statuses):
            told[number, CONTENT_TYPE] = OpenApiResponse(Problem, description=KINDS[number].title)
        return told

    def get_override_parameters(self) -> list[Any]:
        """Return the filters, page parameters, version headers and idempotency key."""
        found = list(self._resource.query if self._reads else ())
        found += PAGED if self._reads and self._resource.paged else ()
        status, _ = self._resource.outputs[self.method]
        if self.method in self._resource.versioned:
            found.append(IF_NONE_MATCH if self._reads else IF_MATCH)
            found.append(
                OpenApiParameter(
                    "ETag", str, OpenApiParameter.HEADER, response=[status], description="Version."
                )
            )
        if self.method == "POST":
            found.append(KEY)
            found.append(
                OpenApiParameter(
                    REPLAYED,
                    str,
                    OpenApiParameter.HEADER,
                    response=[status],
                    description="“true” if the response is from an earlier call with the same key.",
                )
            )
        return found


class Scheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # -- spectacular's hook
    """A way to authenticate, described for the schema."""

    definition: ClassVar[dict[str, str]]

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the definition in the form drf-spectacular needs."""
        return self.definition


class BearerScheme(Scheme):  # type: ignore[no-untyped-call]  # -- as above
    """Authentication by token."""

    target_class = "foundation.api.authentication.Bearer"
    name = "token"
    definition = {
        "type": "http",
        "scheme": "bearer",
        "description": "Create one under My account: read only, or read and write, for up to 90 days.",
    }


class SessionScheme(Scheme):  # type: ignore[no-untyped-call]  # -- as above
    """Authentication by a signed-in browser; changes need the CSRF token too."""

    target_class = "foundation.api.authentication.PortalSession"
    name = "session"
    definition = {
        "type": "apiKey",
        "in": "cookie",
        "name": "sessionid",
        "description": "A signed-in browser. Changes must also send X-CSRFToken.",
    }


@cache
def described() -> dict[str, Any]:
    """Return the whole schema; it changes only with the code."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # -- spectacular's own
    return cast(dict[str, Any], generator.get_schema(request=None, public=True))  # type: ignore[no-untyped-call]  # -- as above
