"""Files that both sites of an exchange share."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from exchanges import policies
from exchanges.actions import files
from exchanges.forms.exchanges import ReasonForm
from exchanges.forms.files import FileForm
from exchanges.models import ExchangeFile
from exchanges.views.exchanges import ask, fetch
from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.files import serve
from foundation.workflow.nonces import single_submit


@access(P.EXCHANGE_KEEP)
@single_submit
def add(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Add a file for one of the reader's sites."""
    exchange = fetch(request, pk)
    if not policies.can_keep(request.actor, exchange):
        raise PermissionDenied
    sides = policies.sides_of(request.actor, exchange)
    return ask(
        request,
        exchange,
        FileForm(request.POST or None, request.FILES or None, exchange=exchange, sides=sides),
        heading="Attach file",
        says="Both sites, their liaisons, and DOJ staff can open it. "
        "Leave out details of cases, and the names of victims, witnesses, and suspects.",
        act=lambda values, _version: files.add(exchange, **values, by=request.actor),
        done="File attached.",
    )


@access(P.SITE_VIEW)
@require_safe
def download(request: PortalRequest, pk: UUID) -> HttpResponseBase:
    """Send the file itself, always as a download."""
    return serve.attachment(_fetch(request, pk), method=str(request.method))


@access(P.EXCHANGE_KEEP)
@single_submit
def remove(request: PortalRequest, pk: UUID) -> HttpResponse:
    """Remove a file that one of the reader's sites added, with a reason."""
    file = _fetch(request, pk)
    if not policies.can_remove_file(request.actor, file):
        raise PermissionDenied
    return ask(
        request,
        file.exchange,
        ReasonForm(request.POST or None),
        heading="Remove file",
        says=f"No one will be able to open {file.name} from the portal. You can add it again.",
        act=lambda values, _version: files.remove(file, **values, by=request.actor),
        done="File removed.",
    )


def _fetch(request: PortalRequest, pk: UUID) -> ExchangeFile:
    seen = ExchangeFile.objects.visible_to(request.actor).standing().for_change()
    return get_object_or_404(seen, pk=pk)
