"""Rooms and speakers of a summit: their list, and changing and removing one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.asking import sent
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[M]):
    """What tells the pages of rooms and of speakers apart.

    Attributes:
        noun: what one is called in a sentence.
        model: its rows.
        form: its form.
        known: the values of the form for one that is there.
        change: the action that changes one.
        remove: the action that removes one.
        stays: which of them can't be removed.
    """

    noun: str
    model: type[M]
    form: type[forms.Form]
    known: Callable[[M], dict[str, Any]]
    change: Callable[..., object]
    remove: Callable[..., object]
    stays: str


ROOM = Part(
    noun="room",
    model=Room,
    form=RoomForm,
    known=RoomForm.initial_of,
    change=rooms.change,
    remove=rooms.remove,
    stays="A room with sessions can't be removed.",
)
SPEAKER = Part(
    noun="speaker",
    model=Speaker,
    form=SpeakerForm,
    known=SpeakerForm.initial_of,
    change=speakers.change,
    remove=speakers.remove,
    stays="A speaker of a session can't be removed.",
)


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
    return _change(request, ROOM, pk)


@signed_in
@single_submit
def remove_room(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a room that no session is in."""
    return _remove(request, ROOM, pk)


@signed_in
@single_submit
def change_speaker(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change a speaker's name, position, and account."""
    return _change(request, SPEAKER, pk)


@signed_in
@single_submit
def remove_speaker(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a speaker whom no session names."""
    return _remove(request, SPEAKER, pk)


def _change(request: PortalRequest, part: Part[M], pk: UUID) -> HttpResponse:
    row = _fetch(request, part.model, pk)
    form = part.form(request.POST or None, initial=part.known(row))
    return _ask(request, row, form, part, "change", part.change)


def _remove(request: PortalRequest, part: Part[M], pk: UUID) -> HttpResponse:
    row = _fetch(request, part.model, pk)
    form = RemoveForm(sent(request))
    return _ask(request, row, form, part, "remove", part.remove, says=part.stays)


def _ask(
    request: PortalRequest,
    row: M,
    form: forms.Form,
    part: Part[M],
    verb: str,
    act: Callable[..., object],
    *,
    says: str = "",
) -> HttpResponse:
    """Show a form about a room or a speaker; act once it is valid, and return to their list."""
    return ask(
        request,
        row.summit,
        form,
        about=row,
        heading=f"{verb.capitalize()} {part.noun}",
        says=says,
        then="summits:rooms",
        act=lambda values, version: act(row, version=version, **values, by=request.actor),
        done=f"{part.noun.capitalize()} {verb}d.",
    )


def _fetch(request: PortalRequest, model: type[M], pk: UUID) -> M:
    seen = model.objects.visible_to(request.actor).with_summit()
    found: M = get_object_or_404(seen, pk=pk)
    if not policies.can_organize(request.actor, found.summit):
        raise PermissionDenied
    return found
