"""Communities, their facilitators, members, meetings, and posts."""

from communities.models.attendances import Attendance
from communities.models.communities import Community
from communities.models.facilitators import Facilitator
from communities.models.marks import UsefulMark
from communities.models.meetings import Meeting
from communities.models.members import Member
from communities.models.posts import Post
from communities.models.reports import MisuseReport
from communities.models.rsvps import Rsvp
from communities.models.series import Series
from communities.models.steps import CommunityStep
from communities.models.subscriptions import Subscription
from communities.models.topics import Topic

__all__ = [
    "Attendance",
    "Community",
    "CommunityStep",
    "Facilitator",
    "Meeting",
    "Member",
    "MisuseReport",
    "Post",
    "Rsvp",
    "Series",
    "Subscription",
    "Topic",
    "UsefulMark",
]
