"""Decide who attaches files to a site's assessments and plans, and removes them."""

from engagements.models import Assessment, Plan
from engagements.policies.plans import can_write_plan
from engagements.policies.recommendations import can_correct_assessment
from foundation.accounts.actors import Actor


def can_keep_files(actor: Actor, of: Assessment | Plan) -> bool:
    """Return whether the actor attaches and removes its files: those who write it, and none of what was imported."""
    if isinstance(of, Plan):
        return can_write_plan(actor, of.site_id)
    return can_correct_assessment(actor, of)
