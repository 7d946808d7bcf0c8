"""What an agenda's page asks, in few statements whatever its size."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from foundation.accounts.actors import Actor
from summits.enums import GrantRole
from summits.models import Choice, Grant, Session, Summit


def sessions_for(actor: Actor, summit_id: UUID) -> list[Session]:
    """Load a summit's sessions as its agenda shows them, each with whether the actor chose it."""
    found = Session.objects.visible_to(actor).of_summit(summit_id).for_agenda()
    if actor.user_id is not None:
        mine = Choice.objects.visible_to(actor).filter(session=OuterRef("pk"))
        found = found.annotate(is_mine=Exists(mine))
    return list(found)


def with_role_of(actor: Actor, rows: QuerySet[Summit], at: datetime) -> QuerySet[Summit]:
    """Add to each summit whether the actor organizes it, which saves the policy a query."""
    if actor.user_id is None:
        return rows
    held = Grant.objects.filter(
        summit=OuterRef("pk"), person_id=actor.user_id, role=GrantRole.ORGANIZER
    )
    return rows.annotate(is_organized=Exists(held.live(at)))
