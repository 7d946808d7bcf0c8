"""What of an engagement needs the liaison or a manager, in words."""

from datetime import date

from django.urls import reverse

from engagements.enums import MILESTONE_NOUNS, PlanKind, State
from engagements.querysets import needs
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from foundation.workflow.declarations import address_of

PAGE = address_of("engagements:detail", "slug")


def _plan(row: Row) -> str:
    slug = row.detail["slug"]
    return reverse("engagements:plan", args=[slug], query={"kind": PlanKind.SUSTAINABILITY})


def _noun(row: Row, _actor: Actor) -> str:
    return f"Record {MILESTONE_NOUNS[row.detail['kind']]}"


def _late(row: Row, _actor: Actor) -> str:
    if date.fromisoformat(row.detail["due_on"]) < clock.today(row.zone):
        return "If it hasn't happened, set a new date."
    return "It's the engagement's next milestone."


declare(
    Declaration(
        name="engagements",
        states=State,
        rows=needs.rows_for,
        causes=(
            Cause(
                slug="record-milestone",
                states=(State.ONBOARDING, State.ACTIVE, State.CLOSING),
                verb="Record",
                task="Record the milestone",
                title=_noun,
                why=_late,
                href=PAGE,
                action=address_of("engagements:record-milestone", "subject"),
                by_seat=True,
            ),
            Cause(
                slug="begin-onboarding",
                states=(State.PROPOSED,),
                verb="Start onboarding",
                title="Start onboarding",
                why="The engagement's first day has come.",
                href=PAGE,
                action=address_of("engagements:begin-onboarding", "subject"),
            ),
            Cause(
                slug="activate",
                states=(State.ONBOARDING,),
                verb="Activate",
                task="Activate the engagement",
                title="Activate the engagement",
                why="The listening session is recorded.",
                href=PAGE,
                action=address_of("engagements:activate", "subject"),
                place="Ready",
            ),
            Cause(
                slug="approve-plan",
                states=(State.CLOSING,),
                verb="Open plan",
                title="Get the sustainability plan approved",
                why="The engagement's last day has passed, and the site can't graduate without it.",
                href=PAGE,
                action=_plan,
            ),
            Cause(
                slug="graduate",
                states=(State.CLOSING,),
                verb="Graduate site",
                title="Graduate the site",
                why="The engagement's last day has passed.",
                href=PAGE,
                action=address_of("engagements:graduate", "subject"),
            ),
        ),
        nobody={
            State.SUSPENDED: "It waits for the suspension's last day, or for what caused it.",
            State.GRADUATED: "The calendar makes the site alumni.",
            State.ALUMNI: "It is over.",
            State.WITHDRAWN: "It is over.",
        },
    )
)
