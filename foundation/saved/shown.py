"""Saved views as a list's page shows them."""

from foundation.accounts.http import PortalRequest
from foundation.saved.models import SavedView
from foundation.saved.registry import without_place


def chips(http: PortalRequest, path: str) -> list[tuple[str, str, bool]]:
    """The reader's views of a list: words, address, whether it is the one shown. One statement."""
    shown = without_place(http.GET.urlencode())
    views = SavedView.objects.visible_to(http.actor).on(path)
    return [(view.name, view.href, bool(shown) and view.query == shown) for view in views]
