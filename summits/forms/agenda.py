"""Forms of an agenda: rooms, speakers, sessions, their time and place, and copying."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import QuerySet

from foundation.ui import dates
from foundation.ui.forms import CheckboxTiles, LineField, TimeField, field_of
from sites.models import CoreArea
from summits.enums import Audience, Equipment
from summits.models import Room, Session, Speaker, Summit

MAX_TEXT = 4000
MAX_BIOGRAPHY = 2000
MAX_PEOPLE = 20000


class RoomForm(forms.Form):
    """A room: how many fit in, and what it has."""

    name = LineField(
        label="Name", max_length=80, error_messages={"required": "Enter the room's name."}
    )
    seats = forms.IntegerField(
        label="Seats",
        min_value=1,
        max_value=MAX_PEOPLE,
        error_messages={"required": "Enter how many people fit in."},
    )
    equipment = forms.MultipleChoiceField(
        label="What it has", required=False, choices=Equipment.choices, widget=CheckboxTiles
    )

    @classmethod
    def initial_of(cls, room: Room) -> dict[str, Any]:
        """Return the values of a room, as initial values of the form."""
        return {name: getattr(room, name) for name in cls.base_fields}


class SpeakerForm(forms.Form):
    """A speaker: name, position, biography, and account."""

    name = LineField(
        label="Name", max_length=120, error_messages={"required": "Enter the speaker's name."}
    )
    position = LineField(label="Position and agency", max_length=160, required=False)
    biography = forms.CharField(
        label="Biography",
        required=False,
        max_length=MAX_BIOGRAPHY,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Shown on the pages of the speaker's sessions.",
    )
    email = forms.EmailField(
        label="Account's email address",
        required=False,
        help_text="Of a person with the speaker role at this summit.",
    )

    @classmethod
    def initial_of(cls, speaker: Speaker) -> dict[str, Any]:
        """Return the values of a speaker, as initial values of the form."""
        return {
            "name": speaker.name,
            "position": speaker.position,
            "biography": speaker.biography,
            "email": speaker.person.email if speaker.person else "",
        }


class SessionForm(forms.Form):
    """What a session is about, whom it is for, and who speaks."""

    title = LineField(
        label="Title", max_length=160, error_messages={"required": "Enter the session's title."}
    )
    text = forms.CharField(
        label="Description",
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    core_area = forms.ModelChoiceField(
        label="Core area",
        queryset=CoreArea.objects.none(),
        required=False,
        to_field_name="slug",
        empty_label="All areas",
    )
    audience = forms.ChoiceField(label="Audience", choices=Audience.choices)
    expected = forms.IntegerField(
        label="People expected", required=False, min_value=0, max_value=MAX_PEOPLE
    )
    needs = forms.MultipleChoiceField(
        label="What it needs", required=False, choices=Equipment.choices, widget=CheckboxTiles
    )
    speakers = forms.ModelMultipleChoiceField(
        label="Speakers",
        queryset=Speaker.objects.none(),
        required=False,
        widget=CheckboxTiles,
    )

    def __init__(
        self,
        *args: Any,
        areas: QuerySet[CoreArea],
        speakers: QuerySet[Speaker],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "core_area", forms.ModelChoiceField).queryset = areas
        field_of(self, "speakers", forms.ModelMultipleChoiceField).queryset = speakers


class PlaceForm(forms.Form):
    """A session's day, times, and room."""

    day = forms.ChoiceField(label="Day")
    starts = TimeField(label="Starts")
    ends = TimeField(label="Ends")
    room = forms.ModelChoiceField(
        label="Room", queryset=Room.objects.none(), required=False, empty_label="No room yet"
    )

    def __init__(self, *args: Any, summit: Summit, rooms: QuerySet[Room], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "day", forms.ChoiceField).choices = [
            (day.isoformat(), dates.full_week_day(day)) for day in summit.days
        ]
        field_of(self, "room", forms.ModelChoiceField).queryset = rooms

    @classmethod
    def initial_of(cls, session: Session) -> dict[str, Any]:
        """Return a session's day, times, and room, as initial values of the form."""
        if session.starts_at is None or session.ends_at is None:
            return {"day": session.summit.starts_on.isoformat(), "room": None}
        zone = ZoneInfo(session.summit.time_zone)
        first, last = session.starts_at.astimezone(zone), session.ends_at.astimezone(zone)
        return {
            "day": first.date().isoformat(),
            "starts": first.time(),
            "ends": last.time(),
            "room": session.room_id,
        }

    def times(self) -> dict[str, Any]:
        """Return the values of the action: room, start, and end, in local time without a zone."""
        values = self.cleaned_data
        day = datetime.fromisoformat(values["day"]).date()
        return {
            "room": values["room"],
            "starts": datetime.combine(day, values["starts"]),
            "ends": datetime.combine(day, values["ends"]),
        }


class TakeOffForm(forms.Form):
    """Taking a session off the agenda needs nothing but the button."""


class RemoveForm(forms.Form):
    """Removing a room or a speaker needs nothing but the button."""


class ChooseForm(forms.Form):
    """Choosing a session, or giving it up, as the page that was read offered it."""

    wanted = forms.ChoiceField(
        choices=(("choose", "Choose"), ("leave", "Give up")), widget=forms.HiddenInput
    )


class CopyForm(forms.Form):
    """The earlier summit whose agenda is copied."""

    earlier = forms.ModelChoiceField(
        label="Earlier summit",
        queryset=Summit.objects.none(),
        to_field_name="slug",
        empty_label="Choose a summit",
        error_messages={"required": "Choose a summit."},
    )

    def __init__(self, *args: Any, earlier: QuerySet[Summit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "earlier", forms.ModelChoiceField).queryset = earlier
