"""An agenda: its tables, the program on paper, room displays, and one session."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string

from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest, first_or_404
from foundation.accounts.permissions import Permission as P
from foundation.ui import pdf
from foundation.ui.pages import page
from summits import policies
from summits.models import Choice, Room, Session, SessionNote, Summit
from summits.presenters import agenda as shown
from summits.presenters import agenda_areas
from summits.presenters import sessions as session_page
from summits.presenters.days import days_of, place_of
from summits.presenters.feedback import links_of as feedback_links
from summits.presenters.materials import group_of
from summits.presenters.notes import NoteLine, NotesOn, lines_of
from summits.querysets.agenda import (
    areas_in_force,
    days_with_sessions,
    planned_of,
    slots_in,
    slots_on,
    with_days,
)
from summits.querysets.followups import led_to
from summits.querysets.materials import of_sessions
from summits.querysets.registrations import own_of
from summits.views.moving import undo_offered
from summits.views.summits import fetch


@public
def agenda(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a day of a summit's agenda, or all; for organizers, also what waits and what to look at again."""
    summit = _with_days(request, slug)
    context = {
        "summit": summit,
        "shown": _shown(request, summit),
        "undo": undo_offered(request),
    }
    return page(request, "summits/agenda.html", context)


@public
def core_areas(request: PortalRequest, slug: str) -> HttpResponse:
    """Show all sessions of a summit by core area; for organizers, also the areas without one."""
    summit = _with_days(request, slug)
    organizes = policies.can_organize(request.actor, summit)
    context = {
        "summit": summit,
        "shown": agenda_areas.page_of(
            summit,
            slots_on(request.actor, summit, None),
            expected=areas_in_force(summit.starts_on) if organizes else (),
            counted=days_with_sessions(summit),
            readers_zone=request.actor.time_zone,
        ),
    }
    return page(request, "summits/agenda_areas.html", context)


@public
def program(request: PortalRequest, slug: str) -> HttpResponse:
    """Show the program ready to print."""
    return page(request, "summits/program.html", _program(request, _fetch(request, slug)))


@public
def program_pdf(request: PortalRequest, slug: str) -> HttpResponse:
    """Send the program as a PDF."""
    summit = _fetch(request, slug)
    text = render_to_string("summits/program_paper.html", _program(request, summit))
    return pdf.response(text, f"summit-{summit.slug}-program.pdf")


@public
def room(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show what is on in a room, day by day, to be read from the door."""
    found = get_object_or_404(
        Room.objects.visible_to(request.actor).select_related("summit"), pk=pk
    )
    here = slots_in(request.actor, found)
    tables = shown.page_of(found.summit, here, may_organize=False).days
    context = {"summit": found.summit, "room": found, "days": tables}
    return page(request, "summits/room.html", context)


@public
def session(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show one session: what it is about, who speaks, when, where, and how many seats are free."""
    actor = request.actor
    seen = Session.objects.visible_to(actor).for_agenda().select_related("summit")
    found = get_object_or_404(seen, pk=pk)
    summit = found.summit
    mine = Choice.objects.visible_to(actor).of_session(pk)
    choice = mine.first() if actor.user_id is not None else None
    if not policies.can_see(actor, found, is_chosen=choice is not None):
        raise Http404
    powers = policies.material_powers(actor, summit, [found])
    context = {
        "summit": summit,
        "session": found,
        "shown": session_page.page_of(
            found,
            actor,
            choice=choice,
            registered=own_of(actor, summit.pk),
            noted=NotesOn(
                lines=_notes(request, found.pk),
                may_write=actor.may_anywhere(P.SUMMIT_NOTE) and policies.takes_notes(summit),
            ),
            feedback=feedback_links(
                summit,
                found,
                is_asked=policies.is_asked(actor, summit, found),
                may_read=policies.can_read_results(actor, summit),
            ),
            materials=group_of(summit, found, of_sessions(actor, [found]), actor, powers),
            is_own=found.pk in powers.speaks_in or policies.speaks_in(actor, found),
        ),
    }
    return page(request, "summits/session.html", context)


def _fetch(request: PortalRequest, slug: str) -> Summit:
    """Return a summit whose agenda the reader may read."""
    return _readable(request, fetch(request, slug))


def _with_days(request: PortalRequest, slug: str) -> Summit:
    """Return the same with the days of its agenda, and whether the reader organizes it: one query."""
    return _readable(request, first_or_404(with_days(request.actor, slug=slug)))


def _readable(request: PortalRequest, summit: Summit) -> Summit:
    """Return a summit if it has an agenda here that the reader may read."""
    if summit.is_imported:
        raise Http404
    if request.actor.user_id is None and not summit.is_agenda_public:
        raise Http404
    return summit


def _notes(request: PortalRequest, session: UUID) -> list[NoteLine]:
    """Return the notes on a session that the reader's sites wrote."""
    actor = request.actor
    if not actor.may_anywhere(P.SITE_VIEW):
        return []
    found = list(SessionNote.objects.visible_to(actor).of_session(session).for_page())
    led = led_to(actor, [note.pk for note in found]) if found else {}
    return lines_of(found, led, actor.time_zone)


def _shown(request: PortalRequest, summit: Summit) -> shown.AgendaPage:
    actor = request.actor
    organizes = policies.can_organize(actor, summit)
    may_organize = organizes and not summit.is_over
    counted = days_with_sessions(summit)
    asked = request.GET.get("day", "")
    day = shown.day_asked(summit, counted, asked)
    warned = policies.warnings_of(planned_of(actor, summit)) if may_organize else []
    return shown.page_of(
        summit,
        slots_on(actor, summit, day, with_waiting=organizes),
        warned=warned,
        may_organize=may_organize,
        counted=counted,
        day=day,
        only_warned=bool(warned) and asked == shown.CONFLICTS,
        readers_zone=actor.time_zone,
    )


def _program(request: PortalRequest, summit: Summit) -> dict[str, Any]:
    sessions = slots_on(request.actor, summit, None)
    return {
        "summit": summit,
        "shown": shown.page_of(summit, sessions, may_organize=False),
        "when": days_of(summit),
        "where": place_of(summit),
        "has_pdf": pdf.is_available(),
    }
