"""What of a site's measures needs the people who enter and verify them, in words."""

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.calendars.quarters import Quarter
from foundation.needs.columns import Row
from foundation.needs.registry import Cause, Declaration, declare
from outcomes.querysets import measures

NAME = "measurements"


def _quarter(row: Row) -> str:
    return reverse("outcomes:quarter", args=[row.detail["slug"], row.detail["quarter"]])


def _title(row: Row, _actor: Actor) -> str:
    return f"Measures, {Quarter.named(row.detail['quarter'])}"


def _measure(row: Row) -> str:
    return reverse("outcomes:measure", args=[row.thing])


def _verify(row: Row) -> str:
    return reverse("outcomes:verify-measurement", args=[row.subject])


declare(
    Declaration(
        name=NAME,
        rows=measures.rows_for,
        causes=(
            Cause(
                slug="enter-measurements",
                verb="Enter measurements",
                title=_title,
                why="The quarter is over, and the site hasn't entered all of its measures.",
                href=_quarter,
            ),
            Cause(
                slug="verify-measurement",
                verb="Verify",
                why="Someone else entered it. Check it against its source.",
                href=_measure,
                action=_verify,
            ),
        ),
    )
)
