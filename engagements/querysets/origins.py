"""What of plans and recommendations commitments come from, as kinds of ``engagements.models.origins``."""

from collections.abc import Callable
from uuid import UUID

from engagements.enums import PlanKind
from engagements.models import PlanAction, Recommendation
from engagements.models.origins import Origin
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P

RECOMMENDATION = "recommendation"


def recommendation(actor: Actor, pk: UUID) -> Origin | None:
    """Find a recommendation of one of the actor's sites."""
    found = Recommendation.objects.visible_to(actor).for_page().filter(pk=pk).first()
    if found is None:
        return None
    return Origin(kind=RECOMMENDATION, pk=pk, title=found.headline, site=found.site)


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
