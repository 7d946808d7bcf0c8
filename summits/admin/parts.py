"""Forms of Django admin for the parts of an agenda: those of the pages, about a row that is there."""

from typing import Any

from django import forms

from foundation.ui.edits import EditForm
from foundation.workflow.errors import StaleEdit
from summits.forms.agenda import PlaceForm, RoomForm, SpeakerForm
from summits.models import Room, Session, Speaker


class PartForm(EditForm):
    """What an action writes to a row, with the version that was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.refused, StaleEdit):
            sent: Any = self.data
            sent = sent.copy()
            sent["version"] = str(self.instance.version)
            self.data = sent

    def _post_clean(self) -> None:
        """Leave the row as it was read: the action changes it, and the database checks."""


class RoomPartForm(RoomForm, PartForm):
    """A room's name, seats, and equipment."""

    def __init__(self, *args: Any, instance: Room, **kwargs: Any) -> None:
        known = self.initial_of(instance)
        super().__init__(*args, instance=instance, initial=known, **kwargs)


class SpeakerPartForm(SpeakerForm, PartForm):
    """A speaker's name, position, biography, and account."""

    def __init__(self, *args: Any, instance: Speaker, **kwargs: Any) -> None:
        known = self.initial_of(instance)
        super().__init__(*args, instance=instance, initial=known, **kwargs)


class SessionPartForm(PlaceForm, PartForm):
    """A session's day, times, and room."""

    def __init__(self, *args: Any, instance: Session, **kwargs: Any) -> None:
        super().__init__(
            *args,
            instance=instance,
            initial=self.initial_of(instance),
            summit=instance.summit,
            rooms=Room.objects.of_summit(instance.summit_id),
            **kwargs,
        )
