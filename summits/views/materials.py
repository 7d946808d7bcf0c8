"""Files and links of a summit and its sessions: read, add, and remove them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from foundation.accounts.access import signed_in
from foundation.accounts.http import PortalRequest
from foundation.files import serve
from foundation.ui.asking import ask, sent
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit
from summits import policies
from summits.actions import materials
from summits.forms.materials import MaterialFileForm, MaterialLinkForm, RemoveMaterialForm
from summits.models import MaterialFile, MaterialLink, Session, Summit
from summits.presenters import materials as shown
from summits.querysets.materials import of_summit
from summits.views.summits import fetch_planned

READERS = (
    "Everyone who signs in can open it: every site, provider, and federal partner. "
    "Leave out details of cases, and the names of victims, witnesses, and suspects."
)


@signed_in
def index(request: PortalRequest, slug: str) -> HttpResponse:
    """Show a summit's files and links, and those of its sessions."""
    summit, actor = fetch_planned(request, slug), request.actor
    seen = Session.objects.visible_to(actor).of_summit(summit.pk)
    sessions = list(seen.placed().for_agenda())
    powers = policies.material_powers(actor, summit, sessions)
    groups = shown.groups_of(summit, sessions, of_summit(actor, summit), actor, powers)
    return page(request, "summits/materials.html", {"summit": summit, "groups": groups})


@signed_in
@single_submit
def add_file(request: PortalRequest, slug: str) -> HttpResponse:
    """Add a file to a summit."""
    return _add_file(request, fetch_planned(request, slug), None)


@signed_in
@single_submit
def add_link(request: PortalRequest, slug: str) -> HttpResponse:
    """Add a link to a summit."""
    return _add_link(request, fetch_planned(request, slug), None)


@signed_in
@single_submit
def add_session_file(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add a file to a session."""
    session = _session(request, pk)
    return _add_file(request, session.summit, session)


@signed_in
@single_submit
def add_session_link(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add a link to a session."""
    session = _session(request, pk)
    return _add_link(request, session.summit, session)


@signed_in
@require_safe
def download(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """Send the file itself, always as a download."""
    return serve.attachment(_file(request, pk), method=str(request.method))


@signed_in
@single_submit
def remove_file(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a file, with a reason."""
    file = _file(request, pk)
    return _remove(
        request,
        file,
        file.name,
        lambda reason: materials.remove_file(file, reason=reason, by=request.actor),
    )


@signed_in
@single_submit
def remove_link(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a link, with a reason."""
    seen = MaterialLink.objects.visible_to(request.actor).standing().for_page()
    link = get_object_or_404(seen, pk=pk)
    return _remove(
        request,
        link,
        link.title,
        lambda reason: materials.remove_link(link, reason=reason, by=request.actor),
    )


def _add_file(request: PortalRequest, summit: Summit, session: Session | None) -> HttpResponse:
    form = MaterialFileForm(sent(request), request.FILES or None)
    return _add(
        request,
        summit,
        session,
        form,
        heading="Attach file",
        done="File attached",
        act=lambda values: (
            materials.add_file(summit, session=session, **values, by=request.actor).name
        ),
    )


def _add_link(request: PortalRequest, summit: Summit, session: Session | None) -> HttpResponse:
    return _add(
        request,
        summit,
        session,
        MaterialLinkForm(sent(request)),
        heading="Add link",
        done="Link added",
        act=lambda values: (
            materials.add_link(summit, session=session, **values, by=request.actor).title
        ),
    )


def _add(
    request: PortalRequest,
    summit: Summit,
    session: Session | None,
    form: forms.Form,
    *,
    heading: str,
    done: str,
    act: Callable[[dict[str, Any]], str],
) -> HttpResponse:
    """Show a form to add something; add it once it is valid, and return to the page it is shown on."""
    if not policies.can_add_material(request.actor, summit, session):
        raise PermissionDenied
    return ask(
        request,
        "summits/material_form.html",
        form,
        act=lambda values, _version: act(values),
        done=lambda name: f"{done}: {name}",
        back=_back(summit, session),
        context={
            "summit": summit,
            "part": session.title if session else summit.name,
            "heading": heading,
            "says": READERS,
        },
    )


def _remove(
    request: PortalRequest,
    found: MaterialFile | MaterialLink,
    name: str,
    act: Callable[[str], object],
) -> HttpResponse:
    if not policies.can_remove_material(request.actor, found):
        raise PermissionDenied
    noun = "file" if isinstance(found, MaterialFile) else "link"
    return ask(
        request,
        "summits/material_form.html",
        RemoveMaterialForm(sent(request)),
        act=lambda values, _version: act(values["reason"]),
        done=f"{noun.capitalize()} removed: {name}",
        back=_back(found.summit, found.session),
        context={
            "summit": found.summit,
            "part": name,
            "crumb": "Recordings and materials",
            "heading": f"Remove this {noun}?",
            "button": f"Remove {noun}",
            "says": "No one will be able to open it from the portal. "
            "You can't undo this, but you can add it again.",
        },
    )


def _back(summit: Summit, session: Session | None) -> str:
    if session is None:
        return f"{reverse('summits:materials', args=[summit.slug])}#materials"
    return f"{reverse('summits:session', args=[session.pk])}#materials"


def _session(request: PortalRequest, pk: UUID) -> Session:
    seen = Session.objects.visible_to(request.actor).for_agenda().with_summit()
    found: Session = get_object_or_404(seen, pk=pk)
    if not policies.can_see(request.actor, found):
        raise Http404
    return found


def _file(request: PortalRequest, pk: UUID) -> MaterialFile:
    seen = MaterialFile.objects.visible_to(request.actor).standing().for_page()
    return get_object_or_404(seen, pk=pk)
