"""A foreign key to a person."""

from django.conf import settings
from django.db import models


def person_key(*, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]  # -- Django fills it in
    """Return a foreign key to a user that prevents deleting that user."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=null, blank=null, on_delete=models.PROTECT, related_name="+"
    )
