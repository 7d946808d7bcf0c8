"""Build an agenda: add rooms, speakers, and sessions, place and move them, copy an earlier one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui import asking
from foundation.ui.asking import sent
from foundation.ui.stored import stored_of
from foundation.workflow.nonces import single_submit
from sites.models import CoreArea
from summits.actions import agenda, copying
from summits.enums import Audience
from summits.forms.agenda import (
    CopyForm,
    PlaceForm,
    RoomForm,
    SessionForm,
    SpeakerForm,
    TakeOffForm,
)
from summits.models import Room, Session, Speaker, Summit
from summits.presenters.agenda import zone_said
from summits.presenters.moving import day_page
from summits.views.moving import fetch_session, page_after
from summits.views.summits import fetch_organized


@signed_in
@single_submit
def add_room(request: PortalRequest, slug: str) -> HttpResponse:
    """Add a room to a summit."""
    summit = fetch_organized(request, slug)
    form = RoomForm(request.POST or None)
    return ask(
        request,
        summit,
        form,
        heading="Add room",
        act=lambda values, _version: agenda.add_room(summit, **values, by=request.actor),
        done="Room added.",
    )


@signed_in
@single_submit
def add_speaker(request: PortalRequest, slug: str) -> HttpResponse:
    """Add a speaker to a summit."""
    summit = fetch_organized(request, slug)
    form = SpeakerForm(request.POST or None)
    return ask(
        request,
        summit,
        form,
        heading="Add speaker",
        act=lambda values, _version: agenda.add_speaker(summit, **values, by=request.actor),
        done="Speaker added.",
    )


@signed_in
@single_submit
def add_session(request: PortalRequest, slug: str) -> HttpResponse:
    """Add a session, which gets its time and room afterward."""
    summit = fetch_organized(request, slug)
    form = SessionForm(request.POST or None, **_choices(request, summit))
    return ask(
        request,
        summit,
        form,
        heading="Add session",
        act=lambda values, _version: agenda.add_session(
            summit, **values | {"audience": Audience(values["audience"])}, by=request.actor
        ),
        done="Session added. It needs a time and a room.",
        follow=day_page,
    )


@signed_in
@single_submit
def change_session(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change what a session is about, and who speaks."""
    session = fetch_session(request, pk)
    summit = session.summit
    known = {
        name: getattr(session, name) for name in ("title", "text", "audience", "expected", "needs")
    }
    known |= {
        "core_area": session.core_area.slug if session.core_area else "",
        "speakers": [speaker.pk for speaker in session.speakers.all()],
    }
    form = SessionForm(request.POST or None, initial=known, **_choices(request, summit))
    return ask(
        request,
        summit,
        form,
        about=session,
        heading="Change session",
        act=lambda values, version: agenda.change_session(
            session, version=version, values=values, by=request.actor
        ),
        done="Session changed.",
        follow=day_page,
    )


@signed_in
@single_submit
def place_session(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Give a session a time and a room, or move it."""
    session = fetch_session(request, pk)
    summit = session.summit
    rooms = Room.objects.visible_to(request.actor).of_summit(summit.pk)
    known = PlaceForm.initial_of(session)
    form = PlaceForm(request.POST or None, initial=known, summit=summit, rooms=rooms)
    return ask(
        request,
        summit,
        form,
        about=session,
        heading="Choose time and room",
        says=zone_said(summit),
        act=lambda _values, version: agenda.place(
            session, **form.times(), version=version, by=request.actor
        ),
        done="Session placed.",
        follow=lambda placed: page_after(session, placed),
    )


@signed_in
@single_submit
def take_off(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Take a session off the agenda."""
    session = fetch_session(request, pk)
    return ask(
        request,
        session.summit,
        TakeOffForm(sent(request)),
        about=session,
        heading="Take off the agenda",
        says="The session keeps its speakers, and waits for another time. People who chose it are notified.",
        act=lambda _values, version: agenda.unplace(session, version=version, by=request.actor),
        done="Session taken off the agenda.",
        follow=lambda taken_off: page_after(session, taken_off),
    )


@signed_in
@single_submit
def copy_agenda(request: PortalRequest, slug: str) -> HttpResponse:
    """Copy an earlier summit's rooms and sessions."""
    summit = fetch_organized(request, slug)
    earlier = Summit.objects.visible_to(request.actor).with_agenda_besides(summit.pk)
    return ask(
        request,
        summit,
        CopyForm(request.POST or None, earlier=earlier),
        heading="Copy an earlier agenda",
        says="Rooms and sessions are copied to the same days and times of day. Speakers aren't.",
        act=lambda values, _version: copying.copy(summit, **values, by=request.actor),
        done="Agenda copied. Add the speakers, and check each session.",
    )


def ask(
    request: PortalRequest,
    summit: Summit,
    form: forms.Form,
    *,
    heading: str,
    act: asking.Act,
    done: str,
    says: str = "",
    about: Session | Room | Speaker | None = None,
    then: str = "summits:agenda",
    follow: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Show a form about the agenda; act once it is valid, and return to the agenda.

    Arguments:
        about: what is changed, with the version that was read.
        then: the page of the summit to return to.
        follow: the address of the page that follows, of what ``act`` returns, if it is another one.
    """
    return asking.ask(
        request,
        "summits/agenda_form.html",
        form,
        act=act,
        done=done,
        back=reverse(then, args=[summit.slug]),
        then=follow,
        version=about.version if about else 0,
        stored=lambda _stale: stored_of(form),
        context={"summit": summit, "heading": heading, "says": says, "part": about or ""},
    )


def _choices(request: PortalRequest, summit: Summit) -> dict[str, Any]:
    return {
        "areas": CoreArea.objects.in_force_on(summit.starts_on),
        "speakers": Speaker.objects.visible_to(request.actor).of_summit(summit.pk),
    }
