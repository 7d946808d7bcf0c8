"""Who says that they come to a meeting, in words, and the reader's own answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from communities.models import Meeting
from communities.querysets.rsvps import Rsvps
from foundation.calendars import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RsvpLine:
    """How many members come to a meeting, and the button of the reader's own answer.

    Attributes:
        said_yes: such as "14 of 31 members have said yes".
        href: where the button leads; "" for who can't answer any more.
    """

    said_yes: str
    is_mine: bool
    href: str


def line_of(meeting: Meeting, rsvps: Rsvps, *, members: int, may_answer: bool) -> RsvpLine:
    """Show who comes to a meeting.

    Arguments:
        members: how many members the community has.
        may_answer: whether the reader is a member, and the meeting is ahead.
    """
    name = "communities:take-back-yes" if rsvps.is_mine else "communities:say-yes"
    have = "has" if rsvps.said_yes == 1 else "have"
    return RsvpLine(
        said_yes=f"{rsvps.said_yes} of {members} members {have} said yes",
        is_mine=rsvps.is_mine,
        href=reverse(name, args=[meeting.pk]) if may_answer else "",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Who said yes to the meetings ahead of a community.

    Attributes:
        rsvps: by the meeting's key; none for a meeting to which no one said yes.
        members: how many members there are.
        may_answer: whether the reader is one of them.
    """

    rsvps: Mapping[UUID, Rsvps]
    members: int
    may_answer: bool

    def to(self, meeting: Meeting) -> RsvpLine:
        """Show who comes to a meeting that takes place; one that has begun isn't answered any more."""
        return line_of(
            meeting,
            self.rsvps.get(meeting.pk, Rsvps()),
            members=self.members,
            may_answer=self.may_answer and meeting.starts_at > clock.now(),
        )
