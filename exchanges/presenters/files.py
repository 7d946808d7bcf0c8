"""Files of an exchange in words."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.urls import reverse

from exchanges.enums import Side
from exchanges.models import ExchangeFile, PeerExchange
from foundation.files.enums import ScanState
from foundation.files.intake import size_in_words
from foundation.ui import dates


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file in a list; it has no address while it can't be downloaded."""

    name: str
    href: str
    about: str
    scan: str
    remove_href: str


def files_of(
    exchange: PeerExchange, files: Iterable[ExchangeFile], *, removes: Collection[Side]
) -> list[FileLine]:
    """Show files.

    Arguments:
        removes: the sides whose files the reader may remove.
    """
    return [_line_of(exchange, each, may_remove=each.side in removes) for each in files]


def _line_of(exchange: PeerExchange, file: ExchangeFile, *, may_remove: bool) -> FileLine:
    scan = ScanState(file.scan)
    site = exchange.site_of(Side(file.side)).name
    told = (file.description, size_in_words(file.size), site, dates.when(file.uploaded_at))
    return FileLine(
        name=file.name,
        href=file.get_absolute_url() if file.is_readable else "",
        about=" · ".join(filter(None, told)),
        scan="" if scan == ScanState.CLEAN else str(scan.label),
        remove_href=reverse("exchanges:remove-file", args=[file.pk]) if may_remove else "",
    )
