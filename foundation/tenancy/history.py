"""The rows of the history, which triggers write (docs/decisions/0010-history-by-triggers.md)."""

from typing import Any

from pghistory import models

WORDS = {"insert": "added", "update": "changed", "delete": "removed"}


class Event(models.Event):
    """A row of the history with a name, as the administration shows it; pghistory calls each kind by this class."""

    pgh_tracked_model: Any
    pgh_obj_id: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        what = f"{self.pgh_tracked_model._meta.verbose_name} {self.pgh_obj_id}"
        said = WORDS.get(self.pgh_label, self.pgh_label)
        return f"{what[:1].upper()}{what[1:]} {said} {self.pgh_created_at:%Y-%m-%d %H:%M} UTC"
