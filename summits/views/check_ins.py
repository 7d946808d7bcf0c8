"""The check-in at a summit's doors: find a person, check them in, take a mistake back, admit a walk-in."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.asking import ask, sent
from foundation.ui.forms import ButtonForm
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message, see_other
from foundation.workflow.nonces import single_submit
from summits import policies
from summits.actions import check_ins
from summits.errors import FormNotOffered, OtherSummit
from summits.forms.check_ins import ArriveForm, DoorForm, WalkInForm
from summits.models import CheckIn, Registration, Session, Summit
from summits.presenters import check_ins as shown
from summits.querysets import notices
from summits.querysets.delegations import sites_of
from summits.views.summits import fetch_organized

MAX_FOUND = 25
ENOUGH = 2


@signed_in
def door(request: PortalRequest, slug: str) -> HttpResponse:
    """Find people of a summit, and show who is there."""
    summit = fetch_organized(request, slug)
    sessions = Session.objects.visible_to(request.actor).of_summit(summit.pk).for_agenda().placed()
    form = DoorForm(request.GET, sessions=sessions)
    asked = form.cleaned_data if form.is_valid() else {}
    session, text = asked.get("session"), asked.get("q", "")
    people = Registration.objects.visible_to(request.actor).of_summit(summit.pk)
    found = list(people.named_like(text)[: MAX_FOUND + 1]) if len(text) >= ENOUGH else []
    here = CheckIn.objects.visible_to(request.actor).of_summit(summit.pk)
    arrived = here.of_registrations([each.pk for each in found]).at(session)
    counted = here.people_by_session()
    context = {
        "summit": summit,
        "form": form,
        "session": session,
        "shown": shown.DoorPage(
            text=text,
            is_too_short=bool(text) and len(text) < ENOUGH,
            lines=shown.lines_of(found[:MAX_FOUND], arrived, summit),
            has_more=len(found) > MAX_FOUND,
            here=counted.get(session.pk if session else None, 0),
            expected=people.expected().count(),
            counts=shown.counts_of(sessions, counted),
        ),
        "is_open": policies.is_arriving(summit),
    }
    return page(request, "summits/check_in.html", context)


@signed_in
@require_POST
@single_submit
def check_in(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Check a person in, and go on where the list was."""
    found = _fetch(request, pk)
    sessions = Session.objects.visible_to(request.actor).of_summit(found.summit_id)
    form = ArriveForm(request.POST, sessions=sessions)
    if not form.is_valid():
        raise OtherSummit(field="session")
    session = form.cleaned_data["session"]
    done, is_new = check_ins.check_in(found, session=session, by=request.actor)
    said = "" if is_new else f" (already at {shown.time_at(done.at, found.summit)})"
    where = {"session": session.pk} if session else {}
    return _back(request, found.summit, f"{found.name} is checked in{said}.", where)


@signed_in
@require_POST
@single_submit
def attend(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Check the reader themselves in at a session that is on or about to begin."""
    seen = Session.objects.visible_to(request.actor).placed().with_summit()
    session = get_object_or_404(seen, pk=pk)
    check_ins.attend(session, by=request.actor)
    said = f"You're checked in at “{session.title}.”"
    return redirect_with_message(request, said, "summits:my-agenda", session.summit.slug)


@signed_in
def scanned(request: PortalRequest, code: str) -> HttpResponse:
    """Show the person whose code a phone's camera opened."""
    seen = Registration.objects.visible_to(request.actor).select_related("summit", "site")
    found = get_object_or_404(seen.with_code(code))
    if not policies.can_check_in(request.actor, found.summit):
        raise Http404
    here = CheckIn.objects.visible_to(request.actor).of_registrations([found.pk]).at(None)
    context = {
        "summit": found.summit,
        "line": shown.line_of(found, here.first(), found.summit),
        "is_open": policies.is_arriving(found.summit),
    }
    return page(request, "summits/scanned.html", context)


@signed_in
@single_submit
def undo(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Ask, then take a check-in back."""
    seen = CheckIn.objects.visible_to(request.actor).select_related(
        "summit", "registration__site", "session"
    )
    done = get_object_or_404(seen, pk=pk)
    if not policies.can_check_in(request.actor, done.summit):
        raise PermissionDenied
    name, where = done.registration.name, {"session": done.session_id} if done.session_id else {}
    place = f"at “{done.session.title}”" if done.session else "at the summit"
    return ask(
        request,
        "summits/check_in_form.html",
        ButtonForm(sent(request)),
        act=lambda _values, _version: check_ins.undo(done, by=request.actor),
        done=f"{name} is no longer checked in.",
        back=reverse("summits:check-in", args=[done.summit.slug], query=where),
        context={
            "summit": done.summit,
            "heading": "Undo check-in",
            "says": f"{name} will no longer be checked in {place}.",
        },
    )


@signed_in
@single_submit
def walk_in(request: PortalRequest, slug: str) -> HttpResponse:
    """Admit a person who isn't on the list, if a place is free."""
    summit = fetch_organized(request, slug)
    notice = notices.notice_of(notices.WALK_IN)
    if notice is None:
        raise FormNotOffered
    form = WalkInForm(request.POST or None, sites=sites_of(request.actor, may_organize=True))
    return ask(
        request,
        "summits/check_in_form.html",
        form,
        act=lambda values, _version: check_ins.admit(summit, **values, by=request.actor),
        done=lambda done: f"{done.registration.name} is checked in.",
        back=reverse("summits:check-in", args=[slug]),
        context={
            "summit": summit,
            "heading": "Admit a walk-in",
            "button": "Admit and check in",
            "says": "The person gets a free place and is checked in. "
            "Someone on the wait-list keeps their registration.",
            "notice": notice,
            "places_href": reverse("summits:places", args=[slug]),
        },
    )


@signed_in
def my_code(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Show the reader's own check-in code, to be shown at the door or printed."""
    seen = Registration.objects.visible_to(request.actor).select_related("summit", "site")
    found = get_object_or_404(seen, pk=pk)
    if not policies.has_code(request.actor, found):
        raise Http404
    address = request.build_absolute_uri(reverse("summits:scanned", args=[found.check_in_code]))
    context = {
        "summit": found.summit,
        "registration": found,
        "about": shown.about(found),
        "code": mark_safe(shown.code_of(address)),  # noqa: S308 -- drawn from an address of ours
    }
    return page(request, "summits/my_code.html", context)


def _fetch(request: PortalRequest, pk: UUID) -> Registration:
    seen = Registration.objects.visible_to(request.actor).select_related("summit", "site")
    found = get_object_or_404(seen, pk=pk)
    if not policies.can_check_in(request.actor, found.summit):
        raise PermissionDenied
    return found


def _back(
    request: PortalRequest, summit: Summit, sentence: str, where: dict[str, UUID]
) -> HttpResponse:
    messages.success(request, sentence)
    return see_other("summits:check-in", summit.slug, query=where)
