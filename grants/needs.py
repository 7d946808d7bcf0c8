"""What of grants needs people, in words; the queries are in ``querysets/needs.py``."""

from django.urls import reverse

from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from grants.enums import MeetingState, State
from grants.querysets import needs


def _application(row: Row) -> str:
    return reverse("grants:application", args=[row.subject])


def _committee(row: Row) -> str:
    return reverse("grants:committee", args=[row.detail["slug"]])


def _schedule(row: Row) -> str:
    return reverse("grants:schedule-meeting", args=[row.detail["slug"]])


def _notes(row: Row) -> str:
    return reverse("grants:note-meeting", args=[row.subject])


declare(
    Declaration(
        name="grant applications",
        states=State,
        rows=needs.of_applications,
        causes=(
            Cause(
                slug="grant-decide",
                states=(State.CONSIDERING,),
                verb="Decide on grant",
                why="Your site considers this grant. Decide to apply, or withdraw it.",
                href=_application,
            ),
            Cause(
                slug="grant-submit",
                states=(State.APPLYING,),
                verb="Finish application",
                why="Your site applies for this grant. Mark it as submitted once it's sent.",
                href=_application,
            ),
            Cause(
                slug="grant-answer",
                states=(State.SUBMITTED,),
                verb="Record answer",
                why="The funder's answer can be expected. Record it once you know it.",
                href=_application,
            ),
        ),
        nobody={
            State.AWARDED: "The site has the award.",
            State.NOT_AWARDED: "The funder decided.",
            State.WITHDRAWN: "The site doesn't apply any more.",
        },
    )
)
declare(
    Declaration(
        name="grant committees",
        states=MeetingState,
        rows=needs.of_committees,
        causes=(
            Cause(
                slug="grant-meeting-schedule",
                verb="Schedule meeting",
                why="The grant committee meets every quarter, and no meeting is scheduled.",
                href=_committee,
                action=_schedule,
            ),
            Cause(
                slug="grant-meeting-notes",
                states=(MeetingState.SCHEDULED,),
                verb="Write notes",
                why="The grant committee's meeting is over. Write its notes, or cancel it.",
                href=_committee,
                action=_notes,
            ),
        ),
        nobody={
            MeetingState.HELD: "Its notes are written.",
            MeetingState.CANCELED: "It doesn't take place.",
        },
    )
)
