"""Refusals of grants, each with the sentence that the reader sees."""

from foundation.workflow.errors import InvalidInput, NotAllowed, Refused


class NotYourGrants(NotAllowed):
    """The actor doesn't keep the grants of this site."""

    message = "You can read this site's grants, but your role here can't change them."


class StaffOnly(NotAllowed):
    """Only DOJ staff keep the list of opportunities."""

    message = "Only DOJ staff can add and change grants."


class ReportedByTheProgram(Refused):
    """An imported row stays as it was published."""

    message = "The program reported this, so it can't be changed."


class UnlikelyWindow(InvalidInput):
    """The window ends before it begins."""

    message = "Enter a closing time after the opening time."


class AnswerTooEarly(InvalidInput):
    """The funder would decide before applications close."""

    message = "Enter a day on or after the day applications close."


class AlreadyConsidered(InvalidInput):
    """The site has this opportunity on its list."""

    message = "This grant is already on your site's list. Open it there."


class NotNow(Refused):
    """What is changed belongs to another state."""

    message = (
        "This can't be changed with its current status. Open the page again to see the latest."
    )


class UnlikelyPeriod(InvalidInput):
    """The award's last day is before its first."""

    message = "Enter a last day on or after the first day."


class NoAmount(InvalidInput):
    """An award has an amount."""

    message = "Enter the amount awarded, in whole dollars."


class CommitteeThere(Refused):
    """A site has one committee."""

    message = "The site already has a grant committee. Open its page."


class AlreadyMember(InvalidInput):
    """The agency is on the list in that role."""

    message = "This agency is already a member with that role."


class MeetingAhead(Refused):
    """One meeting is scheduled at a time."""

    message = "A meeting is already scheduled. Move it, or write its notes first."


class UnlikelyTime(InvalidInput):
    """A scheduled meeting is ahead."""

    message = "Enter a time in the future."


class NotYetHeld(Refused):
    """Notes are written after the meeting began."""

    message = "The meeting hasn't begun yet. Write its notes afterward."


class NotPast(InvalidInput):
    """What was done is not in the future."""

    message = "Enter a day that isn't in the future."
