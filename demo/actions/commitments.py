"""The demonstration's commitments that come from no request: made by liaisons, one with a new date."""

from datetime import timedelta
from typing import Any

from demo.actions import people
from engagements.actions import commitments
from engagements.models import Commitment
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from sites.models import Site


def promise_row(row: dict[str, Any]) -> Commitment:
    """Make the commitment of one row of ``demo.json``, with its former date if it has one."""
    site = Site.objects.get(slug=row["site"])
    liaison = people.of(site, LIAISON.slug, "liaison")
    today = clock.today(site.time_zone)
    first = row.get("moved", {}).get("from", row["in"])
    with people.ActingAs(liaison) as by:
        made = commitments.add(
            site,
            text=row["text"],
            due_on=today + timedelta(days=first),
            owner_id=liaison.pk,
            by=by,
        )
        if "moved" in row:
            reason, day = row["moved"]["reason"], today + timedelta(days=row["in"])
            commitments.change_date(made, due_on=day, reason=reason, by=by)
    return made
