"""The choices of the communities app, and the table of a community's transitions."""

from communities.enums.communities import Origin, State, StepKind
from communities.enums.lifecycle import LIFECYCLE
from communities.enums.meetings import Frequency, MeetingState
from communities.enums.members import MemberState
from communities.enums.topics import TopicState

__all__ = [
    "LIFECYCLE",
    "Frequency",
    "MeetingState",
    "MemberState",
    "Origin",
    "State",
    "StepKind",
    "TopicState",
]
