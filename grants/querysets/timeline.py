"""Find what happened with a site's grants, as columns of ``foundation.timeline.columns``."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.timeline.columns import Asked, happened, name_of
from grants.enums import MeetingState, StepKind
from grants.models import CommitteeMeeting, GrantStep, LandscapeReview

TOLD = (StepKind.SUBMIT, StepKind.AWARD, StepKind.NOT_AWARD, StepKind.RESTORE)


def of_grants(actor: Actor, asked: Asked) -> Iterator[QuerySet[Any, Any]]:
    """Find what was submitted and answered, the committee's meetings, and the reviews on a known day."""
    if not actor.may(P.SITE_VIEW, at=asked.site_id) or asked.area_id is not None:
        return
    yield happened(
        GrantStep.objects.visible_to(actor).filter(step__in=TOLD),
        asked,
        kind="grant-step",
        at="made_at",
        title=F("application__name"),
        who=name_of("made_by"),
        note=F("reason"),
        step=F("step"),
        application=F("application_id"),
    )
    yield happened(
        CommitteeMeeting.objects.visible_to(actor).filter(status=MeetingState.HELD),
        asked,
        kind="grant-meeting",
        at="starts_at",
        slug=F("site__slug"),
    )
    yield happened(
        LandscapeReview.objects.visible_to(actor).on_a_known_day(),
        asked,
        kind="grant-review",
        day="done_on",
        who=F("done_by"),
        slug=F("site__slug"),
    )
