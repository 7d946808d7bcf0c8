"""What of grants needs people, in words; the queries are in ``querysets/needs.py``."""

from foundation.needs.registry import Cause, Declaration, declare
from foundation.workflow.declarations import address_of
from grants.enums import MeetingState, State
from grants.querysets import needs

APPLICATION = address_of("grants:application", "subject")
COMMITTEE = address_of("grants:committee", "slug")

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
                why="Your site is considering this grant. Decide to apply, or withdraw it.",
                href=APPLICATION,
            ),
            Cause(
                slug="grant-submit",
                states=(State.APPLYING,),
                verb="Finish application",
                why="Your site is applying for this grant. Mark the application as submitted once it's sent.",
                href=APPLICATION,
            ),
            Cause(
                slug="grant-answer",
                states=(State.SUBMITTED,),
                verb="Record answer",
                why="The funder should have answered by now. Record the answer once you know it.",
                href=APPLICATION,
            ),
        ),
        nobody={
            State.AWARDED: "The site has the award.",
            State.NOT_AWARDED: "The funder decided.",
            State.WITHDRAWN: "The site isn't applying anymore.",
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
                href=COMMITTEE,
                action=address_of("grants:schedule-meeting", "slug"),
            ),
            Cause(
                slug="grant-meeting-notes",
                states=(MeetingState.SCHEDULED,),
                verb="Write notes",
                why="The grant committee's meeting is over. Write its notes, or cancel it.",
                href=COMMITTEE,
                action=address_of("grants:note-meeting", "subject"),
            ),
        ),
        nobody={
            MeetingState.HELD: "Its notes are written.",
            MeetingState.CANCELED: "It doesn't take place.",
        },
    )
)
