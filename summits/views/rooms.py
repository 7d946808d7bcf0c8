"""Rooms and speakers of a summit: their list, and changing and removing one."""

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from summits import policies
from summits.actions import rooms, speakers
from summits.forms.agenda import RemoveForm, RoomForm, SpeakerForm
from summits.models import Room, Speaker
from summits.presenters.rooms import page_of
from summits.views.building import ask
from summits.views.summits import fetch_organized

M = TypeVar("M", Room, Speaker)
THEN = "summits:rooms"


@signed_in
def index(request: PortalRequest, slug: str) -> HttpResponse:
    """Show every room and speaker of a summit to the people who organize it."""
    summit = fetch_organized(request, slug)
    shown = page_of(
        summit,
        Room.objects.visible_to(request.actor).of_summit(summit.pk),
        Speaker.objects.visible_to(request.actor).of_summit(summit.pk).with_person(),
    )
    return page(request, "summits/rooms.html", {"summit": summit, "shown": shown})


@signed_in
@single_submit
def change_room(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change a room's name, seats, and equipment."""
    room = _fetch(request, Room, pk)
    known = {name: getattr(room, name) for name in RoomForm.base_fields}
    return ask(
        request,
        room.summit,
        RoomForm(request.POST or None, initial=known),
        about=room,
        heading="Change room",
        then=THEN,
        act=lambda values: rooms.change(
            room, version=request.POST.get("version"), **values, by=request.actor
        ),
        done="Room changed.",
    )


@signed_in
@single_submit
def remove_room(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a room that no session is in."""
    room = _fetch(request, Room, pk)
    return ask(
        request,
        room.summit,
        RemoveForm(request.POST if request.method == "POST" else None),
        about=room,
        heading="Remove room",
        says="A room that sessions are in can't be removed.",
        then=THEN,
        act=lambda _values: rooms.remove(
            room, version=request.POST.get("version"), by=request.actor
        ),
        done="Room removed.",
    )


@signed_in
@single_submit
def change_speaker(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change a speaker's name, position, and account."""
    speaker = _fetch(request, Speaker, pk)
    known = {
        "name": speaker.name,
        "position": speaker.position,
        "biography": speaker.biography,
        "email": speaker.person.email if speaker.person else "",
    }
    return ask(
        request,
        speaker.summit,
        SpeakerForm(request.POST or None, initial=known),
        about=speaker,
        heading="Change speaker",
        then=THEN,
        act=lambda values: speakers.change(
            speaker, version=request.POST.get("version"), **values, by=request.actor
        ),
        done="Speaker changed.",
    )


@signed_in
@single_submit
def remove_speaker(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a speaker whom no session names."""
    speaker = _fetch(request, Speaker, pk)
    return ask(
        request,
        speaker.summit,
        RemoveForm(request.POST if request.method == "POST" else None),
        about=speaker,
        heading="Remove speaker",
        says="A speaker whom sessions name can't be removed.",
        then=THEN,
        act=lambda _values: speakers.remove(
            speaker, version=request.POST.get("version"), by=request.actor
        ),
        done="Speaker removed.",
    )


def _fetch(request: PortalRequest, model: type[M], pk: UUID) -> M:
    seen = model.objects.visible_to(request.actor).with_summit()
    found: M = get_object_or_404(seen, pk=pk)
    if not policies.can_organize(request.actor, found.summit):
        raise PermissionDenied
    return found
