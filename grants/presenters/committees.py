"""A site's committee, its meetings, and its landscape reviews."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from foundation.ui import dates
from grants.enums import MeetingState
from grants.models import Committee, CommitteeMeeting, CommitteeMember, LandscapeReview
from grants.presenters.applications import published

NO_MEETING = "No meeting is scheduled."
UNNOTED = "The meeting of {when} has no notes yet. Write its notes, or cancel it."


@dataclass(frozen=True, slots=True)
class MeetingLink:
    """A link on a meeting."""

    label: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingLine:
    """A meeting in the log."""

    when: str
    place: str
    state: str
    said: str
    links: list[MeetingLink]


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member in the list."""

    agency: str
    role: str
    name: str
    remove_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteePage:
    """What the page of a committee shows."""

    next: str
    has_meeting_ahead: bool
    ended: str
    source: str
    members: list[MemberLine]
    meetings: list[MeetingLine]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """A landscape review as it is shown."""

    when: str
    done_by: str
    findings: str
    url: str
    source: str
    change_href: str


def page_of(
    committee: Committee,
    *,
    members: Iterable[CommitteeMember],
    meetings: Iterable[CommitteeMeeting],
    may_keep: bool,
    now: datetime,
) -> CommitteePage:
    """Show a committee with its members and the log of its meetings, times in the site's zone."""
    zone, rows = committee.site.time_zone, list(meetings)
    ended, ahead = committee.ended_at, next((r for r in rows if _is_ahead(r)), None)
    return CommitteePage(
        next=next_of(committee, ahead, now),
        has_meeting_ahead=ahead is not None,
        ended=f"Ended {dates.when(ended, zone)}: {committee.end_reason}" if ended else "",
        source=published(committee),
        members=[_member(each, may_keep=may_keep) for each in members],
        meetings=[_meeting(each, zone, now, may_keep=may_keep) for each in rows],
    )


def next_of(committee: Committee, meeting: CommitteeMeeting | None, now: datetime) -> str:
    """Return when a committee meets next, or that a meeting waits for its notes.

    What the program reported says only that it meets every quarter.
    """
    if committee.is_imported:
        return "It meets every quarter. The dates aren't stated."
    if meeting is None:
        return NO_MEETING
    when = dates.when(meeting.starts_at, committee.site.time_zone)
    return f"Next meeting: {when}" if meeting.starts_at > now else UNNOTED.format(when=when)


def reviews_of(rows: Iterable[LandscapeReview], *, may_keep: bool) -> list[ReviewLine]:
    """Show a site's landscape reviews."""
    return [
        ReviewLine(
            when=dates.month(row.done_on) if row.is_month_only else dates.full_day(row.done_on),
            done_by=row.done_by,
            findings=row.findings,
            url=row.url,
            source=published(row),
            change_href=reverse("grants:change-review", args=[row.pk])
            if may_keep and not row.is_imported
            else "",
        )
        for row in rows
    ]


def _is_ahead(row: CommitteeMeeting) -> bool:
    return row.status == MeetingState.SCHEDULED


def _member(row: CommitteeMember, *, may_keep: bool) -> MemberLine:
    href = reverse("grants:remove-member", args=[row.pk]) if may_keep else ""
    return MemberLine(row.agency, row.role, row.name, href)


def _meeting(row: CommitteeMeeting, zone: str, now: datetime, *, may_keep: bool) -> MeetingLine:
    names = []
    if may_keep and _is_ahead(row):
        done = [("Write meeting notes", "grants:note-meeting")] if row.starts_at <= now else []
        names = [
            *done,
            ("Move meeting", "grants:move-meeting"),
            ("Cancel meeting", "grants:cancel-meeting"),
        ]
    return MeetingLine(
        when=dates.when(row.starts_at, zone),
        place=row.place,
        state=row.get_status_display(),
        said=row.notes or row.reason,
        links=[MeetingLink(label, reverse(name, args=[row.pk])) for label, name in names],
    )
