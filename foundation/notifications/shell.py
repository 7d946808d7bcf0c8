"""The inbox count for the page header."""

from django.http import HttpRequest

from foundation.notifications.models import Notification


def unread_count(request: HttpRequest) -> int:
    """Return how many rows of the reader's inbox are unread, from the partial index."""
    if not request.user.is_authenticated:
        return 0
    return Notification.objects.of(request.user.pk).open().unread().count_topics()
