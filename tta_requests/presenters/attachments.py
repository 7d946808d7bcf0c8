"""Files of a request as rows of its page."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.files.enums import READABLE, ScanState
from foundation.files.intake import size_in_words
from foundation.files.lines import about, scan_in_words
from foundation.ui import dates
from foundation.ui.types import FileLine
from tta_requests import policies
from tta_requests.enums import MessageAudience
from tta_requests.models import TTARequest

if TYPE_CHECKING:
    from tta_requests.querysets.columns import FiledRequest, FileRow


def files_of(tta_request: "FiledRequest", actor: Actor, *, tz: str) -> list[FileLine]:
    """Return the files a request was loaded with (``with_files``), newest first."""
    every = actor.may(P.REQUEST_ASSIGN, at=tta_request.site_id)
    return [
        _row(row, tta_request, actor, tz, removes_every=every) for row in tta_request.files_told
    ]


def _row(
    row: "FileRow", tta_request: TTARequest, actor: Actor, tz: str, *, removes_every: bool
) -> FileLine:
    at = dates.when(datetime.fromisoformat(row["uploaded_at"]), tz)
    which = [tta_request.number, row["pk"]]
    scan = ScanState(row["scan"])
    own = actor.user_id is not None and actor.user_id == row["uploaded_by_id"]
    removes = (
        own or removes_every or policies.can_revise(actor, tta_request)
    ) and not tta_request.is_on_legal_hold
    return FileLine(
        name=row["name"],
        about=about(
            row["description"],
            size_in_words(row["size"]),
            row["who"],
            at,
            scan_in_words(scan, row["finding"]),
        ),
        href=reverse("tta_requests:attachment", args=which) if scan in READABLE else "",
        remove_href=reverse("tta_requests:remove-attachment", args=which) if removes else "",
        is_internal=row["audience"] == MessageAudience.INTERNAL,
    )
