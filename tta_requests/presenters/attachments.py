"""Files of a request as rows of its page."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.files.enums import READABLE, ScanState
from foundation.files.intake import size_in_words
from foundation.ui import dates
from tta_requests import policies
from tta_requests.enums import MessageAudience
from tta_requests.models import TTARequest

if TYPE_CHECKING:
    from tta_requests.querysets.columns import FiledRequest, FileRow


@dataclass(frozen=True, slots=True)
class Attached:
    """A file in the list of a request's page."""

    name: str
    href: str
    about: str
    scan: str
    internal: bool
    remove_href: str


def files_of(tta_request: "FiledRequest", actor: Actor, *, tz: str) -> list[Attached]:
    """Return the files a request was loaded with (``with_files``), newest first."""
    every = actor.may(P.REQUEST_ASSIGN, at=tta_request.site_id)
    return [
        _row(row, tta_request, actor, tz, removes_every=every) for row in tta_request.files_told
    ]


def _row(
    row: "FileRow", tta_request: TTARequest, actor: Actor, tz: str, *, removes_every: bool
) -> Attached:
    at = dates.when(datetime.fromisoformat(row["uploaded_at"]), tz)
    which = [tta_request.number, row["pk"]]
    scan = ScanState(row["scan"])
    own = actor.user_id is not None and actor.user_id == row["uploaded_by_id"]
    removes = (
        own or removes_every or policies.can_revise(actor, tta_request)
    ) and not tta_request.is_on_legal_hold
    return Attached(
        name=row["name"],
        href=reverse("tta_requests:attachment", args=which) if scan in READABLE else "",
        about=" · ".join(
            filter(None, [row["description"], size_in_words(row["size"]), row["who"], at])
        ),
        scan=_scanned(scan, row["finding"]),
        internal=row["audience"] == MessageAudience.INTERNAL,
        remove_href=reverse("tta_requests:remove-attachment", args=which) if removes else "",
    )


def _scanned(scan: ScanState, finding: str) -> str:
    """Describe the virus scan of a file; empty for a clean one."""
    if scan == ScanState.INFECTED:
        return f"{scan.label}: the virus scanner found {finding}"
    return "" if scan == ScanState.CLEAN else str(scan.label)
