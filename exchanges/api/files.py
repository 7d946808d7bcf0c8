"""Files that both sites of an exchange share."""

from uuid import UUID

from rest_framework.response import Response

from exchanges import policies
from exchanges.actions import files
from exchanges.api.exchanges import EXCHANGE
from exchanges.forms.exchanges import ReasonForm
from exchanges.forms.files import FileForm
from exchanges.models import ExchangeFile
from exchanges.serializers.files import ExchangeFileBody, ExchangeFileOut, RemovedFileBody
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, file_in, read
from foundation.api.outputs import created, page_of
from foundation.api.pages import unpaged
from foundation.api.parsers import OneFile
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.files.api import Download

EXCHANGE_FILE = Record(
    seen=lambda actor: ExchangeFile.objects.visible_to(actor).standing().for_change(),
    output=ExchangeFileOut,
    address="api:exchange-file",
)


class ExchangeFiles(Resource):
    """The files of a peer exchange."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_KEEP
    parser_classes = (OneFile,)
    inputs = {"POST": ExchangeFileBody}
    outputs = {"GET": (200, page_of(ExchangeFileOut)), "POST": (201, ExchangeFileOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """List the files that both sites share, newest first."""
        exchange = EXCHANGE.fetch(call, pk)
        found = ExchangeFile.objects.visible_to(call.actor).of_exchange(exchange.pk)
        return unpaged(found.standing(), ExchangeFileOut)

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Add a file for one of your sites, as multipart/form-data."""
        exchange = EXCHANGE.allowed(call, pk, policies.can_keep)
        sent = read(call, ExchangeFileBody)
        file = file_in(sent)
        form = FileForm(
            as_typed(sent),
            file,
            exchange=exchange,
            sides=policies.sides_of(call.actor, exchange),
        )
        made = files.add(exchange, **clean(form), by=call.actor)
        return created(ExchangeFileOut(made), "api:exchange-file", made.pk)


class OneExchangeFile(Download):
    """A file of a peer exchange."""

    access = P.SITE_VIEW
    record = EXCHANGE_FILE


class ExchangeFileRemoval(Resource):
    """The removal of a file."""

    access = P.SITE_VIEW
    changes = P.EXCHANGE_KEEP
    inputs = {"POST": RemovedFileBody}
    outputs = {"POST": (200, ExchangeFileOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Remove a file that one of your sites added; who removed it and why stays with the exchange."""
        found = EXCHANGE_FILE.allowed(call, pk, policies.can_remove_file)
        form = ReasonForm(as_typed(read(call, RemovedFileBody)))
        removed = files.remove(found, **clean(form), by=call.actor)
        return Response(ExchangeFileOut(removed).data)
