"""Telling the owner of a saved view that something new fits it."""

from collections.abc import Iterator
from datetime import datetime

from django.http import QueryDict

from foundation.accounts.actors import resolve
from foundation.notifications.reminders import Due, Reminder
from foundation.saved_views.models import SavedView
from foundation.saved_views.registry import find
from foundation.tenancy.context import acting


class NewInView(Reminder):
    """Something new fits a saved view: once for each newest row, as its owner sees the list."""

    slug = "new-in-view"

    def due(self, now: datetime) -> Iterator[Due]:
        """Watched views whose newest row came after they were saved."""
        for view in SavedView.objects.watched():
            listed = find(view.path)
            if listed is None or listed.newest is None:
                continue
            with acting(f"user:{view.user_id}"):
                newest = listed.newest(resolve(view.user), QueryDict(view.query))
            if newest and newest.at > view.created_at:
                yield Due(
                    key=f"{view.pk}:{newest.key}",
                    recipients=[view.user_id],
                    number="A saved view",
                    action="see what's new",
                    url=view.href,
                    why="You asked to be notified about new matches.",
                )
