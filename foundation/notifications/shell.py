"""The inbox count for the page header."""

from django.http import HttpRequest

from foundation.notifications.models import Notification


def unread_count(request: HttpRequest) -> int:
    """Return how many notices the reader has not read, from the partial index."""
    if not request.user.is_authenticated:
        return 0
    return Notification.objects.of(request.user.pk).unread().count()
