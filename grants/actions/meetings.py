"""Schedule a committee's next meeting, move or cancel it, and write its notes."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.errors import InvalidInput
from foundation.workflow.versions import check_version
from grants.actions.committees import lock
from grants.enums import MeetingState
from grants.errors import MeetingAhead, NotNow, NotYetHeld, NotYourGrants, UnlikelyTime
from grants.models import Committee, CommitteeMeeting
from grants.querysets.committees import next_of


@atomic_savepoint
def schedule(
    committee: Committee, *, day: date, at: time, place: str = "", by: Actor
) -> CommitteeMeeting:
    """Schedule a committee's next meeting.

    Arguments:
        day: the day, in the site's time zone.
        at: the time of day there.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        NotNow: when the committee has ended.
        MeetingAhead: when a meeting is scheduled.
        UnlikelyTime: when the time is past.
    """
    held = lock(committee, by=by)
    if next_of(held) is not None:
        raise MeetingAhead
    starts_at = _time(held, day, at)
    if by.user_id is None:
        raise NotYourGrants
    return CommitteeMeeting.objects.create(
        site_id=held.site_id,
        committee=held,
        starts_at=starts_at,
        place=place,
        made_by_id=by.user_id,
    )


@atomic_savepoint
def move(
    meeting: CommitteeMeeting,
    *,
    day: date,
    at: time,
    place: str = "",
    version: int | str | None,
    by: Actor,
) -> CommitteeMeeting:
    """Move the meeting that is scheduled to another time or place.

    Arguments:
        day: the day, in the site's time zone.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        NotNow: when it was held or canceled, or the committee has ended.
        StaleEdit: when someone changed it since that version.
        UnlikelyTime: when the time is past.
    """
    held = _scheduled(meeting, version, by)
    held.starts_at, held.place = _time(held.committee, day, at), place
    return _saved(held, "starts_at", "place")


@atomic_savepoint
def note(
    meeting: CommitteeMeeting, *, notes: str, version: int | str | None, by: Actor
) -> CommitteeMeeting:
    """Write what a meeting came to, which marks it as held; the next one is scheduled afterward.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        NotNow: when it was held or canceled, or the committee has ended.
        StaleEdit: when someone changed it since that version.
        NotYetHeld: when it hasn't begun.
        InvalidInput: without notes.
    """
    held = _scheduled(meeting, version, by)
    if held.starts_at > clock.now():
        raise NotYetHeld
    if not notes.strip():
        raise InvalidInput("Enter the notes.", field="notes")
    held.status, held.notes = MeetingState.HELD, notes.strip()
    return _saved(held, "status", "notes")


@atomic_savepoint
def cancel(
    meeting: CommitteeMeeting, *, reason: str, version: int | str | None, by: Actor
) -> CommitteeMeeting:
    """Cancel the meeting that is scheduled.

    Raises:
        NotYourGrants: when the actor doesn't keep the site's grants.
        NotNow: when it was held or canceled, or the committee has ended.
        StaleEdit: when someone changed it since that version.
        InvalidInput: without a reason.
    """
    held = _scheduled(meeting, version, by)
    if not reason.strip():
        raise InvalidInput("Enter a reason.", field="reason")
    held.status, held.reason = MeetingState.CANCELED, reason.strip()
    return _saved(held, "status", "reason")


def _scheduled(meeting: CommitteeMeeting, version: int | str | None, by: Actor) -> CommitteeMeeting:
    """Read a meeting again once its committee is locked: all its writers wait there."""
    committee = lock(meeting.committee, by=by)
    found: CommitteeMeeting = CommitteeMeeting.objects.get(pk=meeting.pk)
    check_version(found, version)
    if found.status != MeetingState.SCHEDULED:
        raise NotNow
    found.committee = committee
    return found


def _saved(held: CommitteeMeeting, *changed: str) -> CommitteeMeeting:
    held.version += 1
    held.save(update_fields=[*changed, "version"])
    return held


def _time(committee: Committee, day: date, at: time) -> datetime:
    found = datetime.combine(day, at, ZoneInfo(committee.site.time_zone))
    if found <= clock.now():
        raise UnlikelyTime(field="day")
    return found
