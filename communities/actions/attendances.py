"""Record who came to a meeting."""

from collections.abc import Collection

from communities.actions.meetings import hold
from communities.errors import NotAMember, NotHeld
from communities.models import Attendance, Meeting, Member
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint


@atomic_savepoint
def record(
    meeting: Meeting, *, people: Collection[int], version: int | str | None, by: Actor
) -> Meeting:
    """Record which members came to a meeting; members who are left out didn't come, or was recorded by mistake.

    Arguments:
        people: the ids of the people who came.
        version: the version of the meeting the form was based on, as it was sent.

    Raises:
        FacilitatorsOnly: when the actor does not facilitate the community.
        Retired: when it is retired.
        StaleEdit: when someone changed the meeting since.
        NotHeld: when the meeting is canceled or has not begun.
        NotAMember: when one of the people never joined the community.
    """
    held = hold(meeting, version=version, by=by)
    if held.is_canceled or held.starts_at > clock.now():
        raise NotHeld
    known = set(held.attendances.values_list("person_id", flat=True))
    new = set(people) - known
    sites = dict(
        Member.objects.who_joined(held.community_id).of_people(new).values_list("person_id", "site")
    )
    if sites.keys() != new:
        raise NotAMember(field="people")
    held.attendances.filter(person_id__in=known - set(people)).delete()
    Attendance.objects.bulk_create(
        Attendance(
            community_id=held.community_id,
            meeting=held,
            person_id=person,
            site_id=sites[person],
            recorded_at=clock.now(),
            recorded_by_id=by.user_id,
        )
        for person in sorted(new)
    )
    held.version += 1
    held.save(update_fields=["version"])
    return held
