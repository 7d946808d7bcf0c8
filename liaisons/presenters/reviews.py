"""The queue of reviews, and the status of one update's review."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.ui import dates
from foundation.ui.types import Link
from liaisons import policies
from liaisons.enums import Stage
from liaisons.models import EngagementUpdate
from liaisons.querysets.reviews import MAX_QUEUE, neighbors_of

OVER = "This update isn't awaiting your review."


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The updates that await the reader's review.

    Attributes:
        rows: those that wait longest.
        more: whether there are more than are shown.
    """

    rows: Sequence[EngagementUpdate]
    more: bool


def queue_page(rows: Sequence[EngagementUpdate]) -> QueuePage:
    """Show the first updates of a queue, read one further than is shown."""
    return QueuePage(rows[:MAX_QUEUE], len(rows) > MAX_QUEUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPanel:
    """The status of an update's review for a reader.

    Attributes:
        stage: its stage in words; empty where no review was ever asked for.
        said: who reviewed it and when; empty before a review.
        reason: why it was returned, as long as that is the last word.
        is_returned: whether the author is to correct it.
        can_review: whether the reader decides now.
        around: the links to the updates before and after it in the reader's queue.
    """

    stage: str
    said: str = ""
    reason: str = ""
    is_returned: bool = False
    can_review: bool = False
    around: Sequence[Link] = ()


def review_panel(update: EngagementUpdate, actor: Actor) -> ReviewPanel:
    """Show the status of an update's review."""
    if not update.review:
        return ReviewPanel(stage="")
    can_review = policies.can_review(actor, update)
    return ReviewPanel(
        stage=str(update.status.label),
        said=_said(update),
        reason=update.review_reason,
        is_returned=update.status == Stage.RETURNED,
        can_review=can_review,
        around=_around(update, actor) if can_review else (),
    )


def over_of(update: EngagementUpdate, actor: Actor) -> str:
    """Return why an update doesn't await the reader's review, such as that someone reviewed it first."""
    said = _said(update)
    return f"{OVER} {said}." if said and not update.is_draft else OVER


def _said(update: EngagementUpdate) -> str:
    if update.reviewed_by is None or update.reviewed_at is None:
        return ""
    verb = "Reviewed" if update.status == Stage.REVIEWED else "Returned"
    day = dates.day(update.reviewed_at.astimezone(dates.zone_of(update.site.time_zone)).date())
    since = "; corrected since" if update.is_corrected_since else ""
    return f"{verb} by {update.reviewed_by.name}, {day}{since}"


def _around(update: EngagementUpdate, actor: Actor) -> list[Link]:
    before, after = neighbors_of(update, actor)
    links = [(before, "Previous to review"), (after, "Next to review")]
    found = [Link(label, each.get_absolute_url()) for each, label in links if each]
    return [*found, Link("All updates to review", reverse("liaisons:review-queue"))]
