"""Say that one comes to a meeting, and take it back."""

from django.db.models import QuerySet

from communities import policies
from communities.errors import MeetingMoved, MembersMeet, NotAhead, Retired
from communities.models import Community, Meeting, Member, Rsvp
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow import locks
from foundation.workflow.errors import NotFound

# Row security lets members read a community, and facilitators alone change it.
JOB = "system:outbox"


@atomic_savepoint
def say_yes(meeting: Meeting, *, by: Actor) -> None:
    """Say that the actor comes to a meeting; a second time changes nothing.

    Someone who moves the meeting at the same moment is waited for, so that no answer to the old time counts for the new one.

    Arguments:
        meeting: with its community, as the actor read it.

    Raises:
        Retired: when the community is retired.
        NotAhead: when the meeting has begun or doesn't take place.
        MembersMeet: when the actor is no member.
        MeetingMoved: when the meeting has another time by now.
        NotFound: when it was removed with its series.
    """
    held = _hold(meeting, by)
    _require_ahead(held)
    mine = Member.objects.of_person(by.user_id).in_force(clock.now())
    member = mine.filter(community_id=held.community_id).first()
    if member is None:
        raise MembersMeet
    if held.starts_at != meeting.starts_at:
        raise MeetingMoved
    said = Rsvp(community_id=held.community_id, meeting=held, member=member, made_at=clock.now())
    Rsvp.objects.bulk_create([said], ignore_conflicts=True)


@atomic_savepoint
def take_back(meeting: Meeting, *, by: Actor) -> None:
    """Take back that the actor comes to a meeting; a second time changes nothing.

    Raises:
        Retired, NotAhead: as ``say_yes``.
    """
    _require_ahead(meeting)
    Rsvp.objects.visible_to(by).to_meeting(meeting.pk).of_person(by.user_id).delete()


def _hold(meeting: Meeting, by: Actor) -> Meeting:
    """Lock the meeting's community, as everyone does who moves a meeting, and read the meeting again."""
    rows: QuerySet[Community, Community] = Community.objects.visible_to(by)
    held = locks.hold(rows, meeting.community_id, through=JOB)
    kept = Meeting.objects.visible_to(by).of_community(held.pk).filter(pk=meeting.pk).first()
    if kept is None:
        raise NotFound
    kept.community = held
    return kept


def _require_ahead(meeting: Meeting) -> None:
    if meeting.community.is_retired:
        raise Retired
    if not policies.takes_place(meeting):
        raise NotAhead
