"""A column that names a person."""

from django.conf import settings
from django.db import models


def person_key(*, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]  # -- Django fills it in
    """Make a column that names a person who can't be deleted while it does."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=null, blank=null, on_delete=models.PROTECT, related_name="+"
    )
