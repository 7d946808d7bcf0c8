"""The page for time away."""

from django.contrib import messages
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from foundation.accounts import actions
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.models import Away
from foundation.accounts.permissions import Permission as P
from foundation.ui.asking import sent
from foundation.ui.pages import page
from foundation.ui.redirects import see_other
from foundation.workflow.nonces import single_submit
from sites.forms import AwayForm


@access(P.REQUEST_TRIAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@single_submit
def away(request: PortalRequest) -> HttpResponse:
    """Save the person's time away and their backup; empty fields mean that they are not away."""
    by = request.actor.user_id
    assert by is not None  # noqa: S101 -- the permission is a person's
    kept = Away.objects.of(by).first()
    form = AwayForm(sent(request), actor=request.actor, away=kept)
    if form.is_valid():
        given = form.cleaned_data
        if given["stands_in"]:
            actions.go_away(
                away_from=given["away_from"],
                until=given["until"],
                stands_in=given["stands_in"].pk,
                by=by,
            )
            messages.success(request, f"Time away saved. {given['stands_in']} is your backup.")
        else:
            actions.come_back(by=by)
            messages.success(request, "Time away saved. You have no backup.")
        return see_other("sites:time-away")
    return page(request, "sites/away.html", {"form": form, "kept": kept})
