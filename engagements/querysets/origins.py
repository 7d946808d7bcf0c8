"""What of assessments, recommendations, and plans help comes from, as kinds of ``engagements.models.origins``."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from engagements.enums import PlanKind
from engagements.models import Finding, PlanAction, Recommendation
from engagements.models.origins import Origin
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P

FINDING, RECOMMENDATION = "finding", "recommendation"
# As long as a request's title.
MAX_TITLE = 140


def finding(actor: Actor, pk: UUID) -> Origin | None:
    """Find what an assessment of one of the actor's sites found."""
    found = Finding.objects.visible_to(actor).for_page().filter(pk=pk).first()
    if found is None:
        return None
    title = f"{found.assessment.title}, finding {found.place}"
    return Origin(kind=FINDING, pk=pk, title=title, site=found.site)


def from_finding(actor: Actor, origin: Origin) -> Mapping[str, Any]:
    """Return the first values of a request that is made from a finding: its words and its core area."""
    found = Finding.objects.visible_to(actor).for_page().get(pk=origin.pk)
    return {
        "title": found.text[:MAX_TITLE],
        "core_area": found.assessment.core_area.slug,
        "problem": found.text,
    }


def recommendation(actor: Actor, pk: UUID) -> Origin | None:
    """Find a recommendation of one of the actor's sites."""
    found = Recommendation.objects.visible_to(actor).for_page().filter(pk=pk).first()
    if found is None:
        return None
    title = f"{found.reference} {found.headline}"
    return Origin(kind=RECOMMENDATION, pk=pk, title=title, site=found.site)


def plan_actions(kind: PlanKind) -> Callable[[Actor, UUID], Origin | None]:
    """Return what finds an action of plans of that kind, of the actor's sites."""

    def find(actor: Actor, pk: UUID) -> Origin | None:
        actions = PlanAction.objects.visible_to(actor).for_form()
        found = actions.filter(pk=pk, goal__plan__kind=kind).first()
        if found is None:
            return None
        return Origin(kind=str(kind), pk=pk, title=found.text, site=found.site)

    return find


def sees_site(actor: Actor, site_id: int) -> bool:
    """Return whether the actor can open pages of the site."""
    return actor.may(P.SITE_VIEW, at=site_id)
