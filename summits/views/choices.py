"""My agenda: the sessions a person chose, and their calendar file."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.workflow.nonces import single_submit
from summits import policies
from summits.actions import choices
from summits.forms.agenda import ChooseForm
from summits.models import CheckIn, Choice, Registration, Session, Summit
from summits.presenters import choices as shown
from summits.presenters.calendar import CONTENT_TYPE, file_of
from summits.presenters.materials import lines_of as materials_of
from summits.querysets.materials import of_sessions
from summits.querysets.registrations import own_of
from summits.views.summits import fetch, fetch_planned


@signed_in
def my_agenda(request: PortalRequest, slug: str) -> HttpResponse:
    """Show what the reader chose: what is on now, what comes next, and what changed."""
    summit = fetch_planned(request, slug)
    actor = request.actor
    found = list(Choice.objects.visible_to(actor).of_summit(summit.pk).for_agenda())
    came = CheckIn.objects.visible_to(actor).of_summit(summit.pk).of_person(actor.user_id)
    may_note = actor.may_anywhere(P.SUMMIT_NOTE) and policies.takes_notes(summit)
    mine = _registered(request, summit)
    lines = shown.lines_of(found, summit, came=came.doors(), may_note=may_note, registration=mine)
    there = of_sessions(actor, [each.session for each in found])
    context = {
        "summit": summit,
        "lines": [(each, materials_of(there.of(each.pk), actor)) for each in lines],
        "shown": shown.page_of(summit, lines, actor.time_zone),
        "registration": mine if mine and policies.has_code(actor, mine) else None,
        "asks_feedback": policies.asks_feedback(actor, summit),
        "may_choose": policies.can_choose(actor, summit),
    }
    return page(request, "summits/my_agenda.html", context)


def _registered(request: PortalRequest, summit: Summit) -> Registration | None:
    """Return the reader's own registration, if it is confirmed."""
    actor = request.actor
    seen = Registration.objects.visible_to(actor).of_summit(summit.pk).of_person(actor.user_id)
    return seen.confirmed().select_related("summit").first()


@signed_in
@require_POST
@single_submit
def seen(request: PortalRequest, slug: str) -> HttpResponse:
    """Mark the changes of rooms as read."""
    summit = fetch(request, slug)
    choices.look(summit, by=request.actor)
    return redirect_with_message(request, "Changes marked as read.", "summits:my-agenda", slug)


@signed_in
def my_calendar(request: PortalRequest, slug: str) -> HttpResponse:
    """Send what the reader chose as a calendar file."""
    summit = fetch(request, slug)
    found = Choice.objects.visible_to(request.actor).of_summit(summit.pk).seated().for_agenda()
    name = f"summit-{summit.slug}.ics"
    return HttpResponse(
        file_of(found, summit),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@signed_in
@single_submit
def choose(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Choose a session or join its wait-list, or give it up."""
    seen = Session.objects.visible_to(request.actor).select_related("summit", "room", "seats")
    session = get_object_or_404(seen, pk=pk)
    mine = Choice.objects.visible_to(request.actor).of_session(pk).first()
    if not policies.can_see(request.actor, session, is_chosen=mine is not None):
        raise Http404
    registered = own_of(request.actor, session.summit_id)
    initial = {"wanted": "leave" if mine else "choose"}
    form = ChooseForm(sent(request), initial=initial)
    if not form.is_valid():
        if mine is None:
            choices.require_seat(session, registered)
        context = {
            "summit": session.summit,
            "form": form,
            "heading": shown.choosing_of(session, mine),
            "says": session.title,
            "part": session,
            "seatless": shown.seatless_of(session, mine, registered),
            "back": reverse("summits:agenda", args=[session.summit.slug]),
            "version": session.version,
        }
        return page(request, "summits/agenda_form.html", context)
    if form.cleaned_data["wanted"] == "leave":
        choices.leave(session, by=request.actor)
        done = "Session removed from your agenda."
    else:
        done = shown.done_of(choices.choose(session, by=request.actor))
    return redirect_with_message(request, done, "summits:my-agenda", session.summit.slug)
