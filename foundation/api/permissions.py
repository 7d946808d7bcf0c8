"""Access to the API: a caller needs the permission that the resource declares."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission

from foundation.accounts.access import SIGNED_IN
from foundation.accounts.permissions import Permission


class MayEnter(BasePermission):
    """Requires sign-in, a token of the right scope, and the permission at some site.

    The row that is fetched decides the rest: a row the caller can't see is 404, one they can see
    but not act on is 403. A resource that declares nothing admits no one.
    """

    def has_permission(self, request: Any, view: Any) -> bool:
        """Return whether the caller may use the resource with this method."""
        if not request.user.is_authenticated:
            return False
        if not hasattr(view, request.method.lower()):
            return True  # an unsupported method is 405, which reveals nothing
        reads = request.method in SAFE_METHODS
        token = request.access_token
        if token is not None and not reads and not token.may_write:
            return False
        asked = getattr(view, "access" if reads else "changes", None)
        if asked == SIGNED_IN:
            return True
        return isinstance(asked, Permission) and request.actor.may_anywhere(asked)
