"""URLs for tests only: views that write and then refuse."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from foundation.accounts.access import public
from foundation.workflow.errors import DomainError, InvalidInput, Refused
from psp_portal.urls import handler403, handler404, handler500
from sites.models import Membership, Site

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

RAISED = {
    "403": PermissionDenied,
    "404": Http404,
    "409": Refused,
    "422": InvalidInput,
    "418": lambda: DomainError("I am a teapot.", status=418),
    "500": ZeroDivisionError,
}


def _write() -> None:
    Site.objects.filter(slug="riverton-ex").update(notes="written")


@public
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, status: int) -> HttpResponse:
    """Write, then answer with the status."""
    _write()
    return HttpResponse("done", status=status)


@public
@require_http_methods(["GET", "POST"])
def fail(request: HttpRequest, what: str) -> HttpResponse:
    """Write, then raise."""
    _write()
    problem = RAISED[what]()
    raise problem


@public
@require_http_methods(["GET", "POST"])
def write_elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """Insert a row for a site that may be someone else's."""
    membership = Membership.objects.filter(user=request.user).first()
    membership.pk, membership.site = None, Site.objects.get(slug=slug)
    membership.save(force_insert=True)
    return HttpResponse("written")


urlpatterns = [
    path("answer/<int:status>/", answer),
    path("fail/<str:what>/", fail),
    path("write/<slug:slug>/", write_elsewhere),
]
