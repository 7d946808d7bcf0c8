"""The demonstration's commitments that come from no request: made by liaisons, one with a new date."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from demo.actions import people
from engagements.actions import commitment_templates, commitments
from engagements.models import Commitment, CommitmentTemplate
from engagements.querysets.commitment_templates import planned, seated_at
from foundation.accounts.roles import LIAISON
from foundation.calendars import clock
from sites.models import Site


def fill(rows: Sequence[dict[str, Any]], templates: Sequence[dict[str, Any]]) -> None:
    """Make the commitments of the rows of ``demo.json``, and those of its templates."""
    for row in rows:
        _promise(row)
    for row in templates:
        _use_template(row)


def _use_template(row: dict[str, Any]) -> UUID:
    """Add the commitments of a template at one site, counted from today; some are undone."""
    site = Site.objects.get(slug=row["site"])
    liaison = people.of(site, LIAISON.slug, "liaison")
    template = CommitmentTemplate.objects.offered().get(pk=row["template"])
    with people.ActingAs(liaison) as by:
        steps = planned(template, site, clock.today(site.time_zone), seated_at(site))
        batch = commitment_templates.use(site, template, steps=steps, by=by)
        if row.get("undone"):
            commitment_templates.undo(batch, by=by)
        return batch


def _promise(row: dict[str, Any]) -> Commitment:
    """Make the commitment of one row of ``demo.json``, with its former date or its evidence if it has one."""
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
        if "done" in row:
            commitments.complete(made, evidence=row["done"], by=by)
    return made
