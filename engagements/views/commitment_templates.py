"""Pages of templates: several commitments at once, seen and changed before they are added, and undone."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from engagements.actions import commitment_templates
from engagements.forms.commitment_templates import TemplateChoiceForm, TemplateStepsForm
from engagements.models import Commitment, CommitmentTemplate
from engagements.presenters.commitments import BATCH
from engagements.querysets.commitment_templates import planned, seated_at
from engagements.views.commitments import asked_origin, sites_kept
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.ui.asking import add_refusal
from foundation.ui.pages import page
from foundation.ui.redirects import redirect_with_message
from foundation.ui.wording import counted
from foundation.workflow.errors import DomainError
from foundation.workflow.nonces import single_submit
from sites.models import Site


@access(P.COMMITMENT_KEEP)
@single_submit
def use(request: PortalRequest, slug: str) -> HttpResponse:
    """Choose a template and its first day, change its steps, and add them in one action."""
    site, origin = get_object_or_404(sites_kept(request), slug=slug), asked_origin(request)
    if origin and origin.site.pk != site.pk:
        raise Http404
    templates = list(CommitmentTemplate.objects.offered())
    choice = TemplateChoiceForm(
        request.GET if "start" in request.GET else None,
        templates=templates,
        site=site,
        initial={
            "template": request.GET.get("template", ""),
            "start": clock.today(site.time_zone),
        },
    )
    chosen = _chosen(choice, templates)
    form, status = _steps(request, site, chosen, choice) if chosen else None, 200
    if chosen and form and form.is_valid():
        try:
            batch = commitment_templates.use(
                site, chosen, steps=form.steps, origin=origin, by=request.actor
            )
        except DomainError as refused:
            add_refusal(form, refused)
            status = refused.status
        else:
            request.session[BATCH] = str(batch)
            said = f"{counted(len(form.steps), 'commitment')} added."
            return redirect_with_message(request, said, "sites:commitments", site.slug)
    context = {
        "site": site,
        "choice": choice,
        "chosen": chosen,
        "form": form,
        "origin": origin,
        "asked_origin": request.GET.get("origin", ""),
        "has_templates": bool(templates),
        "again": _used_before(request, site, chosen) if chosen else "",
    }
    return page(request, "engagements/use_template.html", context, status=status)


@access(P.COMMITMENT_KEEP)
@require_POST
@single_submit
def undo(request: PortalRequest, slug: str, batch: UUID) -> HttpResponse:
    """Cancel what the reader added from a template in this session; 404 for anything else."""
    if request.session.get(BATCH) != str(batch):
        raise Http404
    number = commitment_templates.undo(batch, by=request.actor)
    del request.session[BATCH]
    said = f"{counted(number, 'commitment')} canceled."
    return redirect_with_message(request, said, "sites:commitments", slug)


def _chosen(
    choice: TemplateChoiceForm, templates: list[CommitmentTemplate]
) -> CommitmentTemplate | None:
    if not choice.is_valid():
        return None
    return next(each for each in templates if each.slug == choice.cleaned_data["template"])


def _used_before(request: PortalRequest, site: Site, chosen: CommitmentTemplate) -> str:
    """Return how many commitments of an earlier use are still open; empty for none."""
    seen = Commitment.objects.visible_to(request.actor).at(site.pk).open()
    found = seen.of_template(chosen).count()
    return counted(found, "open commitment") if found else ""


def _steps(
    request: PortalRequest, site: Site, chosen: CommitmentTemplate, choice: TemplateChoiceForm
) -> TemplateStepsForm:
    seats = seated_at(site)
    names = {seat.user_id: f"{seat.user.name}, {seat.get_role_display()}" for seat in seats}
    own = {request.actor.user_id: request.actor.label} if request.actor.user_id else {}
    return TemplateStepsForm(
        request.POST or None,
        plan=planned(chosen, site, choice.cleaned_data["start"], seats),
        people=own | names,
        site=site,
    )
