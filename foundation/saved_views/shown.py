"""The saved views that a list's page shows, provided to the page layout."""

from django.db.models import QuerySet
from django.http import HttpRequest

from foundation.accounts.actors import Actor
from foundation.accounts.compiled import Compiled
from foundation.saved_views.models import SavedView
from foundation.saved_views.registry import without_place


def chips(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Return the reader's views of the current list: name, URL, whether active. One query."""
    shown = without_place(request.GET.urlencode())
    views = _views(request.actor, path=request.path)  # type: ignore[attr-defined]  # -- the tenancy middleware adds it
    return [(view.name, view.href, bool(shown) and view.query == shown) for view in views]


@Compiled
def _views(actor: Actor, *, path: str) -> QuerySet[SavedView]:
    found = SavedView.objects.visible_to(actor).on(path)
    return found.select_related(None).only("name", "path", "query")
