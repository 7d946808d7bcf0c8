"""How many members say that they come to a meeting, and whether the actor does."""

from typing import NamedTuple

from django.db.models import Count, Q

from communities.models import Meeting, Member, Rsvp
from foundation.accounts.actors import Actor


class Rsvps(NamedTuple):
    """How many members said yes to a meeting.

    Attributes:
        is_mine: whether the actor did.
    """

    said_yes: int = 0
    is_mine: bool = False


def to_meeting(actor: Actor, meeting: Meeting) -> Rsvps:
    """Count who said yes to one meeting, as far as the actor sees them."""
    found = Rsvp.objects.visible_to(actor).to_meeting(meeting.pk).live()
    mine = Count("pk", filter=Q(member__person_id=actor.user_id))
    counted = found.aggregate(said_yes=Count("pk"), mine=mine)
    return Rsvps(counted["said_yes"], is_mine=bool(counted["mine"]))


def members_in(actor: Actor, meeting: Meeting) -> int:
    """Count the members of a meeting's community, as far as the actor sees them."""
    return Member.objects.visible_to(actor).of_community(meeting.community_id).live().count()
