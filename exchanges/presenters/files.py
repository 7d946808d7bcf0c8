"""Files of an exchange in words."""

from collections.abc import Collection, Iterable

from django.urls import reverse

from exchanges.enums import Side
from exchanges.models import ExchangeFile, PeerExchange
from foundation.files.lines import line_of
from foundation.ui import dates
from foundation.ui.types import FileLine


def files_of(
    exchange: PeerExchange, files: Iterable[ExchangeFile], *, removes: Collection[Side]
) -> list[FileLine]:
    """Show files.

    Arguments:
        removes: the sides whose files the reader may remove.
    """
    return [_line_of(exchange, each, may_remove=each.side in removes) for each in files]


def _line_of(exchange: PeerExchange, file: ExchangeFile, *, may_remove: bool) -> FileLine:
    return line_of(
        file,
        exchange.site_of(Side(file.side)).name,
        dates.when(file.uploaded_at, exchange.host.time_zone),
        description=file.description,
        href=file.get_absolute_url(),
        remove_href=reverse("exchanges:remove-file", args=[file.pk]) if may_remove else "",
    )
