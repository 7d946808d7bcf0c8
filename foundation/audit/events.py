"""The history that the database keeps of a table's rows."""

from typing import Any

from django.db.models import QuerySet


def events_of(model: Any) -> QuerySet[Any, Any]:
    """Return every version of the rows of a model that pghistory tracks; row security decides which are read.

    Arguments:
        model: tracked in one table, whatever its events are called.
    """
    found: QuerySet[Any, Any] = next(iter(model.pgh_event_models.values())).objects.all()
    return found
