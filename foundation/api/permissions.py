"""The API's door: nobody comes in but who holds what the resource declares."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission

from foundation.accounts.access import SIGNED_IN
from foundation.accounts.permissions import Permission


class MayEnter(BasePermission):
    """Signed in, with a token that reaches that far, and the permission held anywhere.

    The row that is fetched decides the rest: invisible is 404, visible but not allowed is 403. A resource
    that declares nothing opens to nobody.
    """

    def has_permission(self, request: Any, view: Any) -> bool:
        """Return whether the call comes in."""
        if not request.user.is_authenticated:
            return False
        if not hasattr(view, request.method.lower()):
            return True  # a method nobody has is 405, which gives nothing away
        reads = request.method in SAFE_METHODS
        token = request.access_token
        if token is not None and not reads and not token.may_write:
            return False
        asked = getattr(view, "access" if reads else "changes", None)
        if asked == SIGNED_IN:
            return True
        return isinstance(asked, Permission) and request.actor.may_anywhere(asked)
