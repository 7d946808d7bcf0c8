"""Say that one comes to a meeting, and take it back."""

from communities import policies
from communities.errors import MembersMeet, NotAhead, Retired
from communities.models import Meeting, Member, Rsvp
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def say_yes(meeting: Meeting, *, by: Actor) -> None:
    """Say that the actor comes to a meeting; a second time changes nothing.

    Arguments:
        meeting: with its community.

    Raises:
        Retired: when the community is retired.
        NotAhead: when the meeting has begun or doesn't take place.
        MembersMeet: when the actor is no member.
    """
    _require_ahead(meeting)
    mine = Member.objects.of_person(by.user_id).in_force(clock.now())
    member = mine.filter(community_id=meeting.community_id).first()
    if member is None:
        raise MembersMeet
    said = Rsvp(
        community_id=meeting.community_id, meeting=meeting, member=member, made_at=clock.now()
    )
    Rsvp.objects.bulk_create([said], ignore_conflicts=True)


@atomic_savepoint
def take_back(meeting: Meeting, *, by: Actor) -> None:
    """Take back that the actor comes to a meeting; a second time changes nothing.

    Raises:
        Retired, NotAhead: as ``say_yes``.
    """
    _require_ahead(meeting)
    Rsvp.objects.visible_to(by).to_meeting(meeting.pk).of_person(by.user_id).delete()


def _require_ahead(meeting: Meeting) -> None:
    if meeting.community.is_retired:
        raise Retired
    if not policies.takes_place(meeting):
        raise NotAhead
