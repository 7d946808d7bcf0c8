"""The saved views that a list's page shows, provided to the page layout."""

from django.http import HttpRequest

from foundation.saved_views.models import SavedView
from foundation.saved_views.registry import without_place


def chips(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Return the reader's views of the current list: name, URL, whether active. One query."""
    shown = without_place(request.GET.urlencode())
    views = SavedView.objects.visible_to(request.actor).on(request.path)  # type: ignore[attr-defined]  # -- the tenancy middleware adds it
    return [(view.name, view.href, bool(shown) and view.query == shown) for view in views]
