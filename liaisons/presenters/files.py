"""Files of an update as rows of its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.files.enums import ScanState
from foundation.files.intake import size_in_words
from foundation.ui import dates
from liaisons.models import UpdateFile


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in the list of an update's page; no address while it can't be downloaded."""

    name: str
    href: str
    about: str
    scan: str
    remove_href: str


def files_of(rows: Sequence[UpdateFile], *, tz: str, may_remove: bool) -> list[Attached]:
    """Return the files of an update, newest first."""
    return [_row(each, tz, may_remove=may_remove) for each in rows]


def _row(file: UpdateFile, tz: str, *, may_remove: bool) -> Attached:
    scan = ScanState(file.scan)
    at = dates.when(file.uploaded_at, tz)
    return Attached(
        name=file.name,
        href=file.get_absolute_url() if file.is_readable else "",
        about=" · ".join(filter(None, [file.description, size_in_words(file.size), at])),
        scan="" if scan == ScanState.CLEAN else str(scan.label),
        remove_href=reverse("liaisons:remove-file", args=[file.update_id, file.pk])
        if may_remove
        else "",
    )
