"""Record the refusals of signed-in people, though the rest of a refused request is rolled back."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from foundation.audit.enums import Kind
from foundation.audit.record import record_anyway

REFUSED = frozenset({403, 404})


class DeniedMiddleware:
    """Runs inside the tenancy middleware, which writes the record after the transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Get the response; record a 403, and a 404 whose URL has a view."""
        response = self.get_response(request)
        if (
            response.status_code in REFUSED
            and request.user.is_authenticated
            and request.resolver_match is not None
        ):
            record_anyway(
                Kind.DENIED,
                user_id=request.user.pk,
                request=request,
                detail={
                    "path": request.path[:400],
                    "method": str(request.method),
                    "status": response.status_code,
                },
            )
        return response
