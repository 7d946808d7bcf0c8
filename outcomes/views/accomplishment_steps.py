"""The steps of an accomplishment: each has a page that says what happens, asks, and acts once."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.ui.forms import ButtonForm
from foundation.workflow.errors import Refused
from foundation.workflow.nonces import single_submit
from outcomes import policies
from outcomes.actions import accomplishments
from outcomes.enums import ACCOMPLISHMENT_LIFECYCLE
from outcomes.errors import NotAsked, NotYourTurn
from outcomes.forms.accomplishments import STEP_FORMS, CorrectionForm, words_of
from outcomes.models import Accomplishment
from outcomes.presenters.accomplishment_words import WORDS
from outcomes.views.accomplishments import act_on, fetch

View = Callable[..., HttpResponseBase]


def view_of(step: str) -> View:
    """Return the view for a step's address: a page with a form."""
    words = next(row.words for row in ACCOMPLISHMENT_LIFECYCLE.rows if row.name == step)

    def view(request: PortalRequest, pk: UUID) -> HttpResponse:
        return _ask(request, pk, step, words)

    view.__doc__ = words
    guarded = access(P.SITE_VIEW)(single_submit(view))
    guarded.__doc__ = view.__doc__
    return guarded


def _ask(request: PortalRequest, pk: UUID, step: str, heading: str) -> HttpResponse:
    found = _whose_turn(request, pk, step)
    says, done = WORDS[step]
    form = STEP_FORMS[step](sent(request))
    return act_on(
        request,
        found,
        form,
        heading=heading,
        says=says,
        act=lambda version: accomplishments.take(
            found, step, version=version, **form.cleaned_data, by=request.actor
        ),
        done=done,
    )


@access(P.SITE_VIEW)
@single_submit
def correct(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Replace the words of what is published, with a reason."""
    found = _whose_turn(request, pk, "correct")
    says, done = WORDS["correct"]
    form = CorrectionForm(request.POST or None, initial=words_of(found))
    return act_on(
        request,
        found,
        form,
        heading="Correct",
        says=says,
        act=lambda version: accomplishments.take(
            found,
            "correct",
            version=version,
            reason=form.cleaned_data["reason"],
            notice=form.cleaned_data["notice"],
            words=form.words,
            by=request.actor,
        ),
        done=done,
    )


@access(P.SITE_VIEW)
@single_submit
def concur(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Agree for the federal partner whose work it names."""
    found = fetch(request, pk)
    if not policies.may_concur(request.actor, found):
        raise NotYourTurn
    if not policies.can_concur(request.actor, found):
        raise NotAsked
    says, done = WORDS["concur"]
    return act_on(
        request,
        found,
        ButtonForm(sent(request)),
        heading=f"Agree for {found.federal_agency}",
        says=says,
        act=lambda version: accomplishments.concur(found, version=version, by=request.actor),
        done=done,
    )


def _whose_turn(request: PortalRequest, pk: UUID, step: str) -> Accomplishment:
    """Return the accomplishment if the step is the reader's; else refuse, saying whose it is."""
    found = fetch(request, pk)
    if found.is_imported:
        raise Refused(policies.REPORTED)
    if not policies.may_take(request.actor, found, step):
        raise NotYourTurn(f"Your role here doesn't include this step. {policies.turn_of(found)}")
    if step == policies.DISCARD and not policies.may_edit(request.actor, found):
        raise NotYourTurn(policies.NOT_ITS_AUTHOR)
    offered = policies.accomplishment_steps_open_to(request.actor, found)
    refusal = {row.name: said for row, said in offered}.get(step, policies.turn_of(found))
    if refusal:
        raise Refused(refusal)
    return found


STEPS: dict[str, View] = {step: view_of(step) for step in STEP_FORMS} | {"correct": correct}
