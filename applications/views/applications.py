"""An application by its link: read it, fill in a section, submit it, withdraw it."""

from django import forms
from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.cache import never_cache

from applications import policies, querysets
from applications.actions import applications, links
from applications.enums import UNDECIDED, Section
from applications.errors import LinkClosed
from applications.forms.applications import (
    NO,
    YES,
    AgencyForm,
    AreasForm,
    ChangeForm,
    EligibilityForm,
    SubmitForm,
    WithdrawForm,
)
from applications.models import Application
from applications.presenters import applications as shown
from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.calendars import clock
from foundation.ui.asking import Act, add_refusal, ask, sent
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message, see_other
from foundation.ui.stored import stored_of
from foundation.workflow.errors import DomainError, StaleEdit
from foundation.workflow.nonces import single_submit

ORDER = list(Section)
DISCARDS = "You can still read your draft, but you can't change or submit it. You can't undo this."
STOPS = "We stop reviewing your application. You can't undo this."


@public
@never_cache
def overview(request: PortalRequest, token: str) -> HttpResponse:
    """Show an application, and what it lacks before it can be submitted."""
    with links.applicant(token):
        found = links.read(token)
        lacking = policies.missing(found) if found.is_draft else []
        letters = querysets.letters(found.pk)
    context = {
        "application": found,
        "token": token,
        "shown": shown.page_of(found, token, lacking, letters),
        "lacking": lacking,
        "deadline": shown.deadline_of(found.round),
        "may_write": policies.can_write(found, clock.now()),
        "may_withdraw": found.status in UNDECIDED,
        "notice": querysets.notice_of_form(),
    }
    return page(request, "applications/overview.html", context)


@public
@never_cache
@single_submit
def section(request: PortalRequest, token: str, section: str) -> HttpResponse:
    """Fill in one section of a draft."""
    if section not in Section:
        raise Http404
    part, status = Section(section), 200
    try:
        found = links.read(token)
    except LinkClosed as closed:
        return _keep_words(request, part, closed)
    if request.method != "POST" and not is_written_now(found):
        return see_other("applications:overview", token)
    form = _form(part, sent(request), _initial(part, found, token))
    version, stored = request.POST.get("version") or found.version, list[tuple[str, str]]()
    if form.is_valid():
        try:
            _save(form, token, version)
        except StaleEdit as stale:
            initial, version = _initial(part, links.read(token), token), _current(stale)
            form = _form(part, request.POST, initial)
            stored, status = stored_of(form), stale.status
            add_refusal(form, stale)
        except LinkClosed as closed:
            return _keep_words(request, part, closed)
        except DomainError as refused:
            add_refusal(form, refused)
            status = refused.status
        else:
            return redirect_with_message(request, "Saved.", _next(part, token, request.POST))
    with links.applicant(token):
        lacking, letters = policies.missing(found), len(querysets.letters(found.pk))
    context = {
        "form": form,
        "heading": part.label,
        "token": token,
        "version": version,
        "stored": stored,
        "sections": shown.sections_of(token, lacking, letters=letters, current=part),
        "deadline": shown.deadline_of(found.round),
        "notice": querysets.notice_of_form(),
    }
    name = "areas" if part == Section.AREAS else "section"
    return page(request, f"applications/{name}.html", context, status=status)


@public
@never_cache
@single_submit
def submit(request: PortalRequest, token: str) -> HttpResponse:
    """Submit a complete application."""
    return _ask(
        request,
        token,
        SubmitForm(sent(request)),
        heading="Submit application",
        says="After you submit, you can't change your answers. We'll email you a confirmation.",
        act=lambda _values, version: applications.submit(token, version=version),
        done="Application submitted. We're sending you a confirmation.",
        is_submission=True,
    )


@public
@never_cache
@single_submit
def withdraw(request: PortalRequest, token: str) -> HttpResponse:
    """Withdraw an application that isn't decided."""
    is_draft = links.read(token).is_draft
    return _ask(
        request,
        token,
        WithdrawForm(sent(request)),
        heading="Withdraw application",
        says=DISCARDS if is_draft else STOPS,
        act=lambda values, version: applications.withdraw(
            token, reason=values["reason"], version=version
        ),
        done="Application withdrawn.",
    )


def is_written_now(found: Application) -> bool:
    """Return whether a section may be filled in now; the overview says why not."""
    return policies.can_write(found, clock.now()) and querysets.notice_of_form() is not None


def _ask(
    request: PortalRequest,
    token: str,
    form: forms.Form,
    *,
    heading: str,
    says: str,
    act: Act,
    done: str,
    is_submission: bool = False,
) -> HttpResponse:
    found, lacking = links.read(token), []
    if is_submission and found.is_draft:
        with links.applicant(token):
            lacking = policies.missing(found)
    return ask(
        request,
        "applications/step.html",
        form,
        act=act,
        done=done,
        back=reverse("applications:overview", args=[token]),
        version=found.version,
        context={"token": token, "lacking": lacking, "heading": heading, "says": says},
    )


def _keep_words(request: PortalRequest, part: Section, closed: LinkClosed) -> HttpResponse:
    """Show what was typed when the link was ended in between, so that it isn't lost; else there is no page."""
    if request.method != "POST":
        raise closed
    typed = shown.typed_of(_form(part, request.POST, {}))
    context = {"heading": part.label, "typed": typed}
    return page(request, "applications/closed.html", context, status=closed.status)


def _form(
    part: Section, data: QueryDict | None, initial: dict[str, str]
) -> AgencyForm | EligibilityForm | AreasForm | ChangeForm:
    match part:
        case Section.AGENCY:
            return AgencyForm(data, initial=initial, states=querysets.states())
        case Section.ELIGIBILITY:
            asked = querysets.requirements()
            return EligibilityForm(data, initial=initial, requirements=asked)
        case Section.AREAS:
            return AreasForm(data, initial=initial, areas=querysets.core_areas())
        case _:
            return ChangeForm(data, initial=initial)


def _initial(part: Section, found: Application, token: str) -> dict[str, str]:
    with links.applicant(token):
        if part == Section.ELIGIBILITY:
            said = querysets.answers_of(found.pk)
            return {slug: YES if is_met else NO for slug, is_met in said.items()}
        if part == Section.AREAS:
            return querysets.levels_of(found.pk)
    return {name: getattr(found, name) for name in applications.FIELDS}


def _save(
    form: AgencyForm | EligibilityForm | AreasForm | ChangeForm, token: str, version: int | str
) -> None:
    if isinstance(form, EligibilityForm):
        applications.answer(token, answers=form.answers(), version=version)
    elif isinstance(form, AreasForm):
        applications.assess(token, levels=form.levels(), version=version)
    else:
        applications.save(token, values=form.cleaned_data, version=version)


def _current(stale: StaleEdit) -> int:
    return stale.current.version if isinstance(stale.current, Application) else 0


def _next(part: Section, token: str, data: QueryDict) -> str:
    """Return the address of the next section, or of the overview after the last one or to stop for now."""
    place = ORDER.index(part) + 1
    if "later" in data or place == len(ORDER):
        return reverse("applications:overview", args=[token])
    return reverse("applications:section", args=[token, ORDER[place].value])
