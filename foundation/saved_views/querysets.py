"""Questions about saved views."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from foundation.accounts.actors import Actor

if TYPE_CHECKING:
    from foundation.saved_views.models import SavedView


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views."""

    def visible_to(self, actor: Actor) -> Self:
        """One's own, those shared with oneself, and those shared with one's role as DOJ staff."""
        seen = Q(user_id=actor.user_id) | Q(person_id=actor.user_id)
        if actor.staff_role:
            seen |= Q(role=actor.staff_role)
        return self.filter(seen).select_related("user").order_by("name", "pk")

    def of(self, user_id: int | None) -> Self:
        """One person's own."""
        return self.filter(user_id=user_id)

    def on(self, path: str) -> Self:
        """Of one list."""
        return self.filter(path=path)

    def watched(self) -> Self:
        """Those that tell of what is new."""
        return self.filter(tells=True).select_related("user").order_by("pk")
