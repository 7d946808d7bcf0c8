"""Refusals of the communities app, each with what to do next."""

from foundation.workflow.errors import InvalidInput, NotAllowed, Refused


class ManagersOnly(NotAllowed):
    """Only Program Managers may do this."""

    message = "Only a Program Manager can do this."


class FacilitatorsOnly(NotAllowed):
    """Only Program Managers may do this, or people who facilitate this community."""

    message = "Only a Program Manager or a facilitator of this community can do this."


class MembersOnly(NotAllowed):
    """Posts are read and written by members."""

    message = "Join the community to read and write posts."


class Retired(Refused):
    """A retired community is read, and not changed any more."""

    message = "This community is retired, so it can't be changed."


class SlugTaken(InvalidInput):
    """Another community has this name in addresses."""

    message = "Another community has this web address. Enter a different one."


class NotAPerson(InvalidInput):
    """No active account has this email address."""

    message = "No active account has this email address. Invite the person first."


class UnlikelyDays(InvalidInput):
    """The days of a grant or of meetings can't be right."""

    message = "Enter a last day on or after the first day."


class AlreadyFacilitates(Refused):
    """The person already facilitates the community in this period."""

    message = "This person already facilitates this community."


class AlreadyJoined(Refused):
    """The person is a member, or has asked to join."""

    message = "You're already a member, or you've already asked to join."


class AlreadyReported(Refused):
    """The person reported the post, and no one has decided."""

    message = "You already reported this post. A facilitator will look at it."


class NoFacilitator(Refused):
    """Without a facilitator, no one could answer a request to join."""

    message = "No one facilitates this community yet, so you can't join it. Ask the program office."


class AlreadyDecided(Refused):
    """A request to join was answered, or a member left, in another window."""

    message = "This was already decided. Open the page again to see the latest."


class OwnRequest(NotAllowed):
    """Nobody admits themselves."""

    message = "You can't decide your own request to join. Ask another facilitator."


class OwnMembership(NotAllowed):
    """Nobody removes themselves."""

    message = (
        "You can't remove yourself. To end your own membership, leave the community on its page."
    )


class NoMeetings(InvalidInput):
    """The rule gives no day in the period."""

    message = "No meeting falls between these days. Enter a later last day."


class TooManyMeetings(InvalidInput):
    """A series is limited, so that a mistyped year makes no thousands of rows."""

    message = "That's more than 120 meetings. Enter an earlier last day."


class AlreadyScheduled(InvalidInput):
    """The community already has meetings at times the rule gives."""

    message = "Some of these meetings are already scheduled. Enter a different day or time."


class MeetingOver(Refused):
    """A meeting that has begun is not moved or canceled any more."""

    message = "This meeting has already started, so it can't be moved or canceled."


class MeetingCanceled(Refused):
    """A canceled meeting isn't canceled once more, nor from it on those that follow."""

    message = "This meeting is canceled already. Open the next one that takes place."


class PastTime(InvalidInput):
    """A meeting is moved to a time to come."""

    message = "Enter a date and time in the future."


class SeriesReplaced(Refused):
    """Another series has replaced this one."""

    message = "These meetings were already replaced. Open the page again to see the latest."


class NotHeld(Refused):
    """Attendance is recorded once a meeting has begun."""

    message = "Record attendance after the meeting starts. Canceled meetings have none."


class NotAhead(Refused):
    """People say that they come to a meeting that is ahead and takes place."""

    message = (
        "You can answer until the meeting starts, unless it's canceled or the community is paused."
    )


class MeetingMoved(Refused):
    """An answer is for the time that was shown."""

    message = "This meeting was just moved. Check its new time, and answer again."


class MembersMeet(NotAllowed):
    """Only members say that they come to a meeting."""

    message = "Join the community to say that you'll be there."


class NotToPropose(NotAllowed):
    """Only its author and facilitators take a post out of the community."""

    message = "Only the post's author or a facilitator can propose it for the library."


class OwnPost(NotAllowed):
    """Nobody marks their own post as useful."""

    message = "You can't mark your own post as useful."


class NotAMember(InvalidInput):
    """Only people who joined the community are recorded."""

    message = "Choose members of this community only. Open the page again to see who can be chosen."
