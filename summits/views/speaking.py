"""A speaker's own page of a summit, and what they change of themselves and their sessions."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from summits import policies
from summits.actions import speaking
from summits.forms.speaking import DescribeForm, ProfileForm
from summits.models import Session, Speaker, Summit
from summits.presenters import speaking as shown
from summits.presenters.agenda import readers_zone_said, zone_said
from summits.views.building import ask
from summits.views.summits import fetch

THEN = "summits:speaking"


@signed_in
def index(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a speaker themselves and their own sessions."""
    summit, actor = _spoken(request, slug), request.actor
    names = Speaker.objects.visible_to(actor).of_summit(summit.pk)
    own = Session.objects.visible_to(actor).of_summit(summit.pk).spoken_by(actor.user_id)
    context = {
        "summit": summit,
        "shown": shown.page_of(
            summit,
            list(names.of_person(actor.user_id)),
            list(own.for_agenda().with_summit()),
            takes_files=policies.takes_materials(summit),
        ),
        "zone": zone_said(summit),
        "readers_zone": readers_zone_said(summit, actor.time_zone),
        "may_read_results": policies.has_feedback(summit),
    }
    return page(request, "summits/speaking.html", context)


@signed_in
@single_submit
def change_profile(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change the reader's own position and biography under one of the names they speak under."""
    seen = Speaker.objects.visible_to(request.actor).with_summit()
    speaker = get_object_or_404(seen, pk=pk)
    if not policies.can_change_profile(request.actor, speaker):
        raise PermissionDenied
    known = {name: getattr(speaker, name) for name in ProfileForm.base_fields}
    return ask(
        request,
        speaker.summit,
        ProfileForm(sent(request), initial=known),
        about=speaker,
        heading="Change biography",
        then=THEN,
        act=lambda values, version: speaking.change_profile(
            speaker, version=version, **values, by=request.actor
        ),
        done="Biography changed. We'll notify the organizers.",
    )


@signed_in
@single_submit
def describe(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change what one of the reader's own sessions is about, and what it needs."""
    seen = Session.objects.visible_to(request.actor).for_agenda().with_summit()
    session = get_object_or_404(seen, pk=pk)
    is_own = policies.speaks_in(request.actor, session)
    if not (is_own or policies.can_see(request.actor, session)):
        raise Http404
    if not policies.can_describe(request.actor, session):
        raise PermissionDenied
    known = {name: getattr(session, name) for name in DescribeForm.base_fields}
    return ask(
        request,
        session.summit,
        DescribeForm(sent(request), initial=known),
        about=session,
        heading="Change description",
        then=THEN,
        act=lambda values, version: speaking.describe(
            session, version=version, **values, by=request.actor
        ),
        done="Session changed. We'll notify the organizers.",
    )


def _spoken(request: PortalRequest, slug: str) -> Summit:
    """Return a summit at which the reader has the speaker role."""
    summit = fetch(request, slug)
    if not policies.is_speaker(request.actor, summit):
        raise PermissionDenied
    return summit
