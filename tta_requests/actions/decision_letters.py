"""Write the letter to the site that explains a question or a decline."""

from collections.abc import Sequence

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from tta_requests.actions.transitions import person
from tta_requests.enums import ReasonFor
from tta_requests.models import Letter, TTARequest


def write(
    tta_request: TTARequest,
    step: ReasonFor,
    reasons: Sequence[str],
    text: str,
    *,
    alternatives: str = "",
    by: Actor,
) -> Letter:
    """Save a letter to the site with the reasons it gives."""
    return Letter.objects.create(
        site_id=tta_request.site_id,
        request=tta_request,
        step=step,
        reasons=list(reasons),
        text=text,
        alternatives=alternatives,
        written_by_id=person(by),
        created_at=clock.now(),
    )
