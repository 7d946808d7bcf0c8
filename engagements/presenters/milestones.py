"""The words of the pages about one milestone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from engagements.enums import MILESTONE_NOUNS, MilestoneKind
from engagements.models import Milestone
from foundation.ui import dates
from foundation.ui.types import Link

TOO_EARLY = "Milestones can be recorded once the engagement's onboarding has started."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a milestone's page says above its form, and other pages for it."""

    heading: str
    says: str
    links: Sequence[Link] = ()


def recording(milestone: Milestone) -> Asked:
    """Return the words of the page that records a milestone."""
    says = f"Due {dates.full_day(milestone.due_on)}."
    if milestone.kind == MilestoneKind.LISTENING_SESSION:
        says += " Once it's recorded, a Program Manager can activate the engagement."
    other = reverse("engagements:date-milestone", args=[milestone.pk])
    return Asked(
        heading=f"Record {MILESTONE_NOUNS[milestone.kind]}",
        says=says,
        links=[Link("It hasn't happened yet: set a new date", other)],
    )


def changing(milestone: Milestone) -> Asked:
    """Return the words of the page that changes a milestone's date."""
    if milestone.done_on:
        return Asked(
            heading=f"Correct the date of {MILESTONE_NOUNS[milestone.kind]}",
            says=f"Recorded for {dates.full_day(milestone.done_on)}.",
        )
    return Asked(
        heading=f"Set a new date for {MILESTONE_NOUNS[milestone.kind]}",
        says=f"Due {dates.full_day(milestone.due_on)}.",
    )


def reached(milestone: Milestone) -> str:
    """Return the sentence after a milestone was recorded."""
    return f"Recorded: {milestone.get_kind_display()}."


def changed(milestone: Milestone) -> str:
    """Return the sentence after a milestone's date was changed."""
    return f"Date changed: {milestone.get_kind_display()}."
