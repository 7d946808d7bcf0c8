"""Tell the people who answer a recommendation or carry it out that it was corrected or withdrawn."""

from collections.abc import Mapping

from django.urls import reverse

from engagements.enums import RecommendationStepKind
from engagements.models import Recommendation, RecommendationStep
from engagements.policies import carries_out
from engagements.querysets.owners import in_role, owner_or_stand_ins
from engagements.querysets.recommendation_owners import with_owner_left
from foundation.accounts.actors import Actor
from foundation.accounts.roles import POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.notifications import notify
from foundation.notifications.gate import declare
from foundation.notifications.notices import Due
from foundation.outbox import emit

# The steps that notify those who act on a recommendation, and what they do next.
TOLD: Mapping[str, str] = {
    RecommendationStepKind.CORRECTED: "see the corrected recommendation",
    RecommendationStepKind.WITHDRAWN: "see why the recommendation was withdrawn",
}


def _is_told(actor: Actor, thing: str) -> bool:
    """Return whether the actor still acts on a recommendation that still has the status of the notice."""
    pk, _, status = thing.partition("|")
    found = Recommendation.objects.visible_to(actor).in_state(status).filter(pk=pk)
    return any(carries_out(actor, each) for each in with_owner_left(found, clock.now()))


TELLS = declare("recommendation-has-changed", _is_told)


def plan(step: RecommendationStep) -> None:
    """Have the people who act on a recommendation notified once this transaction is done, if the step is among ``TOLD``."""
    if step.step not in TOLD:
        return
    emit(
        "engagements.announce_recommendation",
        key=f"recommendation-step:{step.pk}",
        payload={"step": str(step.pk)},
    )


def announce(step: RecommendationStep) -> None:
    """Notify the owner or who stands in, or else the points of contact, but not the one who took the step."""
    rows = Recommendation.objects.select_related("site").filter(pk=step.recommendation_id)
    found, now = with_owner_left(rows, clock.now()).get(), clock.now()
    if found.owner_person_id and not found.left:
        recipients = owner_or_stand_ins(found.owner_person_id, found.site_id, now)
    else:
        contacts = in_role(found.site, POINT_OF_CONTACT.slug, now)
        recipients = set(contacts.values_list("pk", flat=True))
    notify.send(
        "recommendation-changed",
        Due(
            key=f"recommendation-step:{step.pk}",
            recipients=recipients - {step.made_by_id},
            gate=TELLS(f"{found.pk}|{found.status}"),
            number=found.handle,
            action=TOLD[step.step],
            url=reverse("engagements:recommendation", args=[found.pk]),
            why=f"You work with {found.site.name}.",
            site_id=found.site_id,
        ),
    )
