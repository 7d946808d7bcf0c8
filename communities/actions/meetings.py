"""Move a meeting, cancel it, and say what it is about."""

from datetime import datetime

from django.db.models import QuerySet

from communities.actions.steps import lock, record
from communities.enums import MeetingState, StepKind
from communities.errors import FacilitatorsOnly, MeetingOver, PastTime
from communities.models import Meeting
from foundation.accounts.actors import Actor
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE, first_day
from foundation.outbox import emit
from foundation.tenancy.context import atomic_savepoint
from foundation.ui import dates
from foundation.workflow import locks
from foundation.workflow.versions import check_version


@atomic_savepoint
def move(
    meeting: Meeting,
    *,
    starts_at: datetime,
    reason: str = "",
    version: int | str | None,
    by: Actor,
) -> Meeting:
    """Give one meeting another time, as long as before; a canceled one takes place again.

    Members who said that they come said so of the old time, so they're asked again.

    Arguments:
        starts_at: when it begins.
        reason: why, for everyone who signs in.

    Raises:
        MeetingOver: when it takes place and has begun.
        PastTime: when the new time is past.
        StaleEdit: when someone changed it since.
    """
    held = _movable(hold(meeting, version=version, by=by))
    if starts_at <= clock.now():
        raise PastTime(field="starts_at")
    length = held.ends_at - held.starts_at
    held.starts_at, held.ends_at = starts_at, starts_at + length
    held.status = MeetingState.PLANNED
    held.rsvps.all().delete()
    return _keep(held, StepKind.MOVED, reason, by=by)


@atomic_savepoint
def cancel(meeting: Meeting, *, reason: str, version: int | str | None, by: Actor) -> Meeting:
    """Cancel one meeting; moving it schedules it again.

    Raises:
        MeetingOver: when it has begun.
        StaleEdit: when someone changed it since.
    """
    held = _movable(hold(meeting, version=version, by=by))
    held.status = MeetingState.CANCELED
    return _keep(held, StepKind.CALLED_OFF, reason, by=by)


@atomic_savepoint
def describe(
    meeting: Meeting,
    *,
    agenda: str,
    link: str,
    recording: str,
    version: int | str | None,
    by: Actor,
) -> Meeting:
    """Say what a meeting is about, where to join it, and where its recording is; also after it.

    Raises:
        StaleEdit: when someone changed it since.
    """
    held = hold(meeting, version=version, by=by)
    held.agenda, held.link, held.recording = agenda, link, recording
    held.changed_at = clock.now()
    held.version += 1
    held.save()
    return held


def hold(meeting: Meeting, *, version: int | str | None, by: Actor) -> Meeting:
    """Lock a meeting and its community for a change by someone who facilitates it.

    Arguments:
        version: the version the form was based on, as it was sent.

    Raises:
        FacilitatorsOnly: when the actor does not facilitate the community.
        Retired: when it is retired.
        StaleEdit: when someone changed the meeting since.
    """
    lock(meeting.community, by=by)
    rows: QuerySet[Meeting, Meeting] = Meeting.objects.select_related("community")
    held = locks.hold(rows, meeting.pk, refusal=FacilitatorsOnly)
    check_version(held, version)
    return held


def _movable(held: Meeting) -> Meeting:
    if not held.is_canceled and held.starts_at <= clock.now():
        raise MeetingOver
    return held


def _keep(held: Meeting, step: StepKind, reason: str, *, by: Actor) -> Meeting:
    held.reason, held.changed_at = reason.strip(), clock.now()
    held.version += 1
    held.save()
    about = dates.full_week_day(first_day(held.slot, OFFICIAL_ZONE))
    record(held.community, step, about=about, reason=reason, by=by)
    emit(
        "communities.tell_meeting",
        key=f"communities.meeting:{held.pk}:{held.version}",
        payload={
            "meeting": str(held.pk),
            "version": held.version,
            "starts_at": held.starts_at.isoformat(),
            "status": str(held.status),
            "by": by.user_id or 0,
        },
    )
    return held
