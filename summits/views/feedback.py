"""Give feedback on a session or a summit, and read what everyone answered together."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache

from foundation.accounts.access import public, signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.asking import ask, sent
from foundation.ui.pages import page
from foundation.ui.stored import stored_of
from foundation.workflow.nonces import single_submit
from sites.models import PublicForm
from summits import policies
from summits.actions import feedback, guests
from summits.errors import FeedbackClosed, FormNotOffered, NotAttended
from summits.forms.feedback import FeedbackForm
from summits.models import Feedback, Session, Summit
from summits.presenters import feedback as shown
from summits.querysets import notices
from summits.querysets.feedback import (
    answer_of,
    attended,
    results_of,
    sessions_with_results,
)
from summits.views.summits import fetch, fetch_planned


@signed_in
@single_submit
def summit(request: PortalRequest, slug: str) -> HttpResponse:
    """Give feedback on a whole summit."""
    found = fetch_planned(request, slug)
    return _ask(request, found, None, reverse("summits:detail", args=[slug]))


@signed_in
@single_submit
def session(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Give feedback on a session."""
    seen = Session.objects.visible_to(request.actor).placed().with_summit()
    found = get_object_or_404(seen, pk=pk)
    return _ask(request, found.summit, found, reverse("summits:session", args=[pk]))


@public
@never_cache
@single_submit
def guest_feedback(request: PortalRequest, token: str) -> HttpResponse:
    """Give feedback on a whole summit without an account, by the link of one's invitation."""
    found, mine = guests.open_feedback(token)
    return _form(
        request,
        found.summit,
        mine,
        about=found.summit.name,
        back=reverse("summits:guest-registration", args=[token]),
        notice=_notice_if_open(found.summit, None),
        act=lambda values: guests.give_feedback(token, **values),
        is_guest=True,
    )


@signed_in
def results(request: PortalRequest, slug: str) -> HttpResponse:
    """Show results to organizers, and to speakers those of their own sessions."""
    found, actor = fetch(request, slug), request.actor
    if not policies.can_read_results(actor, found):
        raise PermissionDenied
    organizes = policies.can_organize(actor, found)
    said = results_of(found)
    sessions = sessions_with_results(actor, found, said, all_of_them=organizes)
    context = {
        "summit": found,
        "lines": shown.lines_of(found, sessions, said, has_whole=organizes),
        "is_offered": notices.notice_of(notices.FEEDBACK) is not None,
        "may_organize": organizes,
    }
    return page(request, "summits/feedback_results.html", context)


def _ask(
    request: PortalRequest, summit: Summit, session: Session | None, back: str
) -> HttpResponse:
    """Show the form with what the reader answered before; save it once it is valid."""
    notice = _notice_for(request, summit, session)
    mine = answer_of(request.actor, summit, session)
    return _form(
        request,
        summit,
        mine,
        about=session.title if session else summit.name,
        back=back,
        notice=notice,
        act=lambda values: feedback.give(summit, session=session, **values, by=request.actor),
    )


def _form(
    request: PortalRequest,
    summit: Summit,
    mine: Feedback | None,
    *,
    about: str,
    back: str,
    notice: PublicForm,
    act: Callable[[dict[str, Any]], object],
    is_guest: bool = False,
) -> HttpResponse:
    """Show the form, and save it once it is valid.

    Arguments:
        mine: what the reader answered before.
        act: saves the answers, with the version that was read.
    """
    known = {name: getattr(mine, name) for name in FeedbackForm.base_fields} if mine else {}
    form = FeedbackForm(sent(request), initial=known)
    return ask(
        request,
        "summits/feedback_form.html",
        form,
        act=lambda values, version: act(values | {"version": version}),
        done="Feedback saved. Thank you.",
        back=back,
        version=mine.version if mine else 0,
        stored=lambda _stale: stored_of(form) if mine else [],
        context={
            "summit": summit,
            "part": about,
            "says": "Organizers and speakers see everyone's answers together, without names, once at least five "
            "people have answered. You can change your answers until the summit is archived.",
            "heading": "Change your feedback" if mine else "Give feedback",
            "button": "Save feedback",
            "notice": notice,
            "is_guest": is_guest,
        },
    )


def _notice_for(request: PortalRequest, summit: Summit, session: Session | None) -> PublicForm:
    """Return the form's notice.

    Raises:
        NotAttended, FeedbackClosed, FormNotOffered: when the form isn't for the reader now.
    """
    if attended(request.actor, summit.pk) is None:
        raise NotAttended
    return _notice_if_open(summit, session)


def _notice_if_open(summit: Summit, session: Session | None) -> PublicForm:
    if not policies.takes_feedback(summit, session):
        raise FeedbackClosed
    notice = notices.notice_of(notices.FEEDBACK)
    if notice is None:
        raise FormNotOffered
    return notice
