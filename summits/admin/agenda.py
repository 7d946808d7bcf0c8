"""Rooms, speakers, and sessions in Django admin: changed by the actions of the pages, and by organizers only.

An administrator organizes a summit by the same grant as anybody else; without it the rows are read-only
(docs/decisions/0098-an-administrator-needs-a-grant-to-change-an-agenda.md).
"""

from typing import Any, ClassVar, cast

from django.contrib import admin, messages
from django.http import HttpResponse

from foundation.ui.stored import stored_of
from foundation.workflow.errors import StaleEdit
from summits import policies
from summits.actions import agenda, rooms, speakers
from summits.admin.parts import PartForm, RoomPartForm, SessionPartForm, SpeakerPartForm
from summits.models import Room, Session, Speaker
from summits.presenters.agenda import zone_said
from summits.presenters.days import day_said, times_of


class PartAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Parts of an agenda. They are added and removed on its pages, which link to them.

    Attributes:
        facts: what somebody reads who may not change the row.
    """

    facts: ClassVar[tuple[str, ...]]
    form = PartForm
    list_filter = ("summit",)
    readonly_fields: ClassVar[tuple[str, ...]] = ("summit",)
    show_full_result_count = False

    def has_add_permission(self, request: Any) -> bool:
        """Refuse adding, which the agenda's pages do."""
        return False

    def has_delete_permission(self, request: Any, obj: Any = None) -> bool:
        """Refuse deletion, which the agenda's pages do where nothing depends on the row."""
        return False

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        """Return whether the administrator organizes the summit."""
        may = super().has_change_permission(request, obj)
        return may and (obj is None or policies.can_organize(request.actor, obj.summit))

    def get_fields(self, request: Any, obj: Any = None) -> Any:
        """Return the fields of the form, or those that are only read."""
        may = self.has_change_permission(request, obj)
        return [*self.readonly_fields, *(self.form.base_fields if may else self.facts)]

    def changeform_view(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what is stored now, where a change came too late."""
        answer: Any = super().changeform_view(request, *args, **kwargs)
        if isinstance(getattr(request, "refused", None), StaleEdit):
            for label, value in stored_of(answer.context_data["adminform"].form):
                self.message_user(request, f"{label} is now: {value}", messages.WARNING)
        return cast("HttpResponse", answer)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Save nothing more: the action wrote all of it."""


@admin.register(Room)
class RoomAdmin(PartAdmin):
    """Rooms of summits."""

    form = RoomPartForm
    facts = ("name", "seats", "equipment")
    list_display = ("name", "summit", "seats")
    list_select_related = ("summit",)
    search_fields = ("name",)

    def save_model(self, request: Any, obj: Room, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Save through the action."""
        rooms.change(obj, **form.cleaned_data, by=request.actor)


@admin.register(Speaker)
class SpeakerAdmin(PartAdmin):
    """Speakers of summits."""

    form = SpeakerPartForm
    facts = ("name", "position", "biography", "person")
    list_display = ("name", "summit", "position")
    list_select_related = ("summit",)
    search_fields = ("name", "position")

    def save_model(self, request: Any, obj: Speaker, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Save through the action."""
        speakers.change(obj, **form.cleaned_data, by=request.actor)


@admin.register(Session)
class SessionAdmin(PartAdmin):
    """Sessions of summits: when and where they are; what they are about is changed on their pages."""

    form = SessionPartForm
    facts = ("when", "room")
    list_display = ("title", "summit", "when", "room")
    list_select_related = ("summit", "room")
    readonly_fields = ("summit", "title", "core_area", "speaker_names", "zone")
    search_fields = ("title",)

    @admin.display(description="When")
    def when(self, obj: Session) -> str:
        """Return its day and times where the summit is."""
        starts, ends = obj.starts_at, obj.ends_at
        if starts is None or ends is None:
            return "No time yet"
        return f"{day_said(starts, obj.summit)}, {times_of(starts, ends, obj.summit)}"

    @admin.display(description="Time zone")
    def zone(self, obj: Session) -> str:
        """Say whose time the times are."""
        return zone_said(obj.summit)

    @admin.display(description="Speakers")
    def speaker_names(self, obj: Session) -> str:
        """Return the names of its speakers."""
        return ", ".join(obj.speaker_names)

    def save_model(self, request: Any, obj: Session, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Save through the action, whose refusal names the other session."""
        version = form.cleaned_data["version"]
        agenda.place(obj, **form.times(), version=version, by=request.actor)
