"""What administrators changed by hand, from Django admin's own log."""

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models


def was_edited(row: models.Model) -> bool:
    """Return whether an administrator has added or changed a saved row in Django admin."""
    of_row = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk)
    )
    return of_row.exclude(action_flag=DELETION).exists()
