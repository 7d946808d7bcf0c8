"""The reminder that notifies the owner of a saved view of new rows."""

from collections.abc import Iterator
from datetime import datetime

from django.http import QueryDict

from foundation.accounts.actors import Actor, resolve
from foundation.notifications.gate import declare
from foundation.notifications.reminders import Due, Reminder
from foundation.saved_views.models import SavedView
from foundation.saved_views.registry import find
from foundation.tenancy.context import acting


def _is_watched(actor: Actor, view_id: str) -> bool:
    return SavedView.objects.watched().of(actor.user_id).filter(pk=view_id).exists()


WATCHED = declare("view-is-watched", _is_watched)


class NewInView(Reminder):
    """New rows match a saved view: one notice for each newest row, as its owner sees the list."""

    slug = "new-in-view"
    by_day = False

    def due(self, now: datetime) -> Iterator[Due]:
        """Yield a notice for each watched view whose newest row is later than the view."""
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
                    gate=WATCHED(view.pk),
                    number="A saved view",
                    action="see what's new",
                    url=view.href,
                    why="You asked to be notified about new matches.",
                )
