"""What of the liaison's log needs its author, in words: drafts, and sites to contact."""

from datetime import date

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from foundation.ui import dates, wording
from foundation.workflow.declarations import address_of
from liaisons.enums import Stage, UpdateState
from liaisons.querysets import needs

UPDATE = address_of("liaisons:detail", "subject")


def _new(row: Row) -> str:
    return reverse("liaisons:new", query={"site": row.detail["slug"]})


def _saved(row: Row, actor: Actor) -> str:
    saved = dates.when(row.since, actor.time_zone, zone=False) if row.since else ""
    return f"Saved {saved}; only you can see it."


def _quiet(row: Row, actor: Actor) -> str:
    planned = row.detail["next_on"]
    if planned and date.fromisoformat(planned) <= clock.today(row.zone):
        return f"You planned to be in touch on {dates.day(date.fromisoformat(planned))}."
    if row.detail["last_on"] is None:
        return "No updates yet."
    last = date.fromisoformat(row.detail["last_on"])
    ago = wording.counted((clock.today(row.zone) - last).days, "day")
    return f"Last contact {dates.day(last)}, {ago} ago. The limit is {row.detail['overdue_days']} days."


declare(
    Declaration(
        name="updates",
        states=UpdateState,
        rows=needs.drafts_for,
        causes=(
            Cause(
                slug="finish-update",
                states=(UpdateState.DRAFT,),
                verb="Continue",
                task="Finish the draft update",
                title="Finish your update",
                why=_saved,
                href=address_of("liaisons:draft", "subject"),
                place="Draft",
            ),
        ),
        nobody={UpdateState.SUBMITTED: "It is on the record; its review is declared below."},
    )
)
declare(
    Declaration(
        name="reviews of updates",
        states=Stage,
        rows=needs.reviews_for,
        causes=(
            Cause(
                slug="review-update",
                states=(Stage.SUBMITTED,),
                verb="Review",
                task="Review the update",
                title="Review an update",
                why="The liaison submitted it.",
                href=UPDATE,
                place="To review",
            ),
            Cause(
                slug="correct-update",
                states=(Stage.RETURNED,),
                verb="Correct",
                task="Correct the update",
                title="Correct your update",
                why="The reviewer returned it with a reason. Correcting it submits it again.",
                href=UPDATE,
                action=address_of("liaisons:correct", "subject"),
                place="Returned",
            ),
        ),
        nobody={
            Stage.DRAFT: "Its author finishes it, as declared above.",
            Stage.RECORDED: "It was submitted before updates were reviewed.",
            Stage.REVIEWED: "It is on the record.",
        },
    )
)
declare(
    Declaration(
        name="contact with sites",
        rows=needs.contacts_for,
        causes=(
            Cause(
                slug="contact-site",
                verb="Log an update",
                title="Log an update",
                why=_quiet,
                href=_new,
                place="No contact yet",
                by_seat=True,
            ),
        ),
    )
)
