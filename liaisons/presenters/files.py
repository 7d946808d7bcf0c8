"""Files of an update as rows of its page."""

from collections.abc import Sequence

from django.urls import reverse

from foundation.files.lines import line_of
from foundation.ui import dates
from foundation.ui.types import FileLine
from liaisons.models import UpdateFile


def files_of(rows: Sequence[UpdateFile], *, tz: str, may_remove: bool) -> list[FileLine]:
    """Return the files of an update, newest first."""
    return [_row(each, tz, may_remove=may_remove) for each in rows]


def _row(file: UpdateFile, tz: str, *, may_remove: bool) -> FileLine:
    key = [file.update_id, file.pk]
    return line_of(
        file,
        dates.when(file.uploaded_at, tz),
        description=file.description,
        href=file.get_absolute_url(),
        remove_href=reverse("liaisons:remove-file", args=key) if may_remove else "",
    )
