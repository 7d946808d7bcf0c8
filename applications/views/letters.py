"""Letters of support: the applicant adds, reads, and removes them by the link; staff and reviewers read them."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from applications import policies, querysets
from applications.actions import letters, links
from applications.enums import Section
from applications.forms.applications import SubmitForm
from applications.forms.letters import LetterForm
from applications.models import SupportLetter
from applications.presenters import applications as shown
from applications.presenters.letters import for_applicant
from applications.views.applications import is_written_now
from foundation.accounts.access import public, signed_in
from foundation.accounts.http import PortalRequest
from foundation.files import serve
from foundation.ui import asking
from foundation.ui.asking import sent
from foundation.ui.redirects import see_other
from foundation.workflow.nonces import single_submit


@public
@never_cache
@single_submit
def index(request: PortalRequest, token: str) -> HttpResponse:
    """List a draft's letters, and add one."""
    found = links.read(token)
    if request.method != "POST" and not is_written_now(found):
        return see_other("applications:overview", token)
    with links.applicant(token):
        mine, lacking = querysets.letters(found.pk), policies.missing(found)
    return asking.ask(
        request,
        "applications/letters.html",
        LetterForm(sent(request), request.FILES or None),
        act=lambda values, _version: letters.add(token, **values),
        done="Letter added.",
        back=reverse("applications:letters", args=[token]),
        context={
            "token": token,
            "lines": for_applicant(mine, token, may_remove=True),
            "is_full": len(mine) >= letters.MAX_LETTERS,
            "most": letters.MAX_LETTERS,
            "sections": shown.sections_of(
                token, lacking, letters=len(mine), current=Section.LETTERS
            ),
            "deadline": shown.deadline_of(found.round),
            "notice": querysets.notice_of_form(),
        },
    )


@public
@never_cache
@require_safe
def own(request: PortalRequest, token: str, pk: UUID) -> HttpResponseBase:
    """Send a letter to the person with the link."""
    with links.applicant(token):
        mine = SupportLetter.objects.of_application(links.read(token).pk)
        return serve.attachment(get_object_or_404(mine, pk=pk), method=str(request.method))


@public
@never_cache
@single_submit
def remove(request: PortalRequest, token: str, pk: UUID) -> HttpResponse:
    """Remove a letter from a draft."""
    with links.applicant(token):
        mine = SupportLetter.objects.of_application(links.read(token).pk)
        letter = get_object_or_404(mine, pk=pk)
    return asking.ask(
        request,
        "applications/step.html",
        SubmitForm(sent(request)),
        act=lambda _values, _version: letters.remove(token, pk),
        done="Letter removed.",
        back=reverse("applications:letters", args=[token]),
        context={
            "heading": "Remove letter",
            "about": "Letters of support",
            "says": f"{letter.name} is deleted. You can add it again until you submit the application.",
        },
    )


@signed_in
@require_safe
def download(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """Send a letter to a manager or a reviewer."""
    seen = SupportLetter.objects.visible_to(request.actor)
    return serve.attachment(get_object_or_404(seen, pk=pk), method=str(request.method))
