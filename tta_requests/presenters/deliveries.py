"""Show how much was worked and delivered: hours, and people trained."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.ui import wording
from tta_requests import policies
from tta_requests.presenters.commitments import worked

if TYPE_CHECKING:
    from tta_requests.querysets.columns import DetailedRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of the work on a request.

    Attributes:
        hours_line: the hours worked; empty for none.
        hours_label: the words of the link to the hours, which say what the reader can do there.
        trained: how many people were trained; empty where it wasn't said.
        correct_href: where the reader can correct that number; empty where they can't.
    """

    hours_line: str
    hours_label: str
    trained: str
    correct_href: str


def figures_of(tta_request: "DetailedRequest", actor: Actor) -> Figures:
    """Return the figures of a request that was loaded with its work."""
    people = tta_request.people_trained
    href = reverse("tta_requests:correct-delivery", args=[tta_request.number])
    return Figures(
        hours_line=worked(tta_request),
        hours_label=_hours_label(tta_request, actor),
        trained="" if people is None else f"{wording.counted(people, 'person', 'people')} trained",
        correct_href=href if policies.can_correct_delivery(actor, tta_request) else "",
    )


def _hours_label(tta_request: "DetailedRequest", actor: Actor) -> str:
    if policies.can_add_late_hours(actor, tta_request):
        return "Add or correct hours"
    return "Log hours" if policies.can_log_hours(actor, tta_request) else "Hours worked"
