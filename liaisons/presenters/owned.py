"""The reader's own commitments, below the caseload."""

from dataclasses import dataclass

from engagements import policies as engagement_policies
from engagements.models import Commitment
from engagements.querysets.owners import Duty
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.ui import dates, wording
from foundation.ui.addresses import address
from liaisons.presenters.addresses import of_commitment
from tta_requests import policies


@dataclass(frozen=True, slots=True)
class OwnedCommitment:
    """A commitment of the reader: how late it is, and the page that marks it as done.

    Attributes:
        state: a clock state's name, for its icon.
        due: in how many days it is due, or by how many it is late.
        day: the day it is due, in the site's calendar.
        number: its request; empty if it was made without one.
        href: the part of its request's page about the work, or its own page.
        done: the URL that marks it as done; empty if the reader can't.
    """

    state: str
    due: str
    day: str
    text: str
    site: str
    number: str
    href: str
    done: str


def owned_commitment(commitment: Commitment, actor: Actor, duty: Duty) -> OwnedCommitment:
    """Show a commitment, loaded with ``for_notice``, to a reader.

    Arguments:
        duty: whose work the reader does now.
    """
    tta_request, site = commitment.request, commitment.site
    today = clock.today(site.time_zone)
    left = (commitment.due_on - today).days
    may = (
        policies.can_keep_commitments(actor, tta_request)
        if tta_request
        else engagement_policies.can_change_commitment(actor, commitment, duty)
    )
    return OwnedCommitment(
        state="past-due" if left < 0 else "at-risk" if left == 0 else "on-time",
        due=_due(left),
        day=dates.day(commitment.due_on, today=today),
        text=commitment.text,
        site=site.name,
        number=tta_request.number if tta_request else "",
        href=of_commitment(commitment),
        done=address("tta_requests:complete-commitment", commitment.pk) if may else "",
    )


def _due(left: int) -> str:
    if left < 0:
        return f"{wording.counted(-left, 'day')} late"
    return f"{wording.counted(left, 'day')} left" if left else "Due today"
