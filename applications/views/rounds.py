"""Application rounds: the list, planning one, extending a deadline, changing or removing one."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from applications import querysets
from applications.actions import rounds
from applications.forms.reviews import ReviewStepForm
from applications.forms.rounds import ExtendForm, RoundForm
from applications.models import Round
from applications.presenters.reviews import rounds_of
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui import asking
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.workflow.nonces import single_submit


@access(P.APPLICATION_MANAGE)
def listing(request: PortalRequest) -> HttpResponse:
    """List the rounds, and say whether the public form may be offered."""
    found = querysets.rounds_for_list(request.actor)
    context = {"lines": rounds_of(found), "notice": querysets.notice_of_form()}
    return page(request, "applications/rounds.html", context)


@access(P.APPLICATION_MANAGE)
@single_submit
def plan(request: PortalRequest) -> HttpResponse:
    """Plan a round."""
    form = RoundForm(request.POST or None)
    return ask(
        request,
        form,
        heading="Plan a round",
        act=lambda _values, _version: rounds.plan(**form.values(), by=request.actor),
        done="Round planned.",
        back=reverse("applications:rounds"),
        about="Rounds",
    )


@access(P.APPLICATION_MANAGE)
@single_submit
def extend(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Move a round's deadline to a later moment."""
    found = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    form = ExtendForm(request.POST or None)
    return ask(
        request,
        form,
        heading="Extend deadline",
        act=lambda _values, version: rounds.extend(
            found,
            to=form.moment(found.time_zone),
            reason=form.cleaned_data["reason"],
            version=version,
            by=request.actor,
        ),
        done="Deadline extended. The Apply page shows it with your reason.",
        back=reverse("applications:rounds"),
        about="Rounds",
        version=found.version,
    )


@access(P.APPLICATION_MANAGE)
@single_submit
def change(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Change a round in which no agency has started an application."""
    found = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    form = RoundForm(request.POST or None, initial=RoundForm.initial_of(found))
    return ask(
        request,
        form,
        heading="Change round",
        act=lambda _values, version: rounds.change(
            found, **form.values(), version=version, by=request.actor
        ),
        done="Round changed.",
        back=reverse("applications:rounds"),
        about="Rounds",
        version=found.version,
        says="You can change a round until an agency starts an application.",
    )


@access(P.APPLICATION_MANAGE)
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a round in which no agency has started an application."""
    found = get_object_or_404(Round.objects.visible_to(request.actor), pk=pk)
    form = ReviewStepForm(sent(request))
    return ask(
        request,
        form,
        heading="Remove round",
        act=lambda _values, version: rounds.remove(found, version=version, by=request.actor),
        done="Round removed.",
        back=reverse("applications:rounds"),
        about="Rounds",
        version=found.version,
        says=f"The Apply page no longer shows the round of the {found}. You can't undo this.",
    )


def ask(
    request: PortalRequest,
    form: forms.Form,
    *,
    heading: str,
    act: asking.Act,
    done: str,
    back: str,
    about: str,
    version: int = 0,
    says: str = "",
) -> HttpResponse:
    """Show a form of the staff's pages; act once it is valid, and return to the page it came from."""
    return asking.ask(
        request,
        "applications/step.html",
        form,
        act=act,
        done=done,
        back=back,
        version=version,
        context={"heading": heading, "says": says, "about": about},
    )
