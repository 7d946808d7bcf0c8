"""Errors of the dashboards, in the reader's words."""

from foundation.workflow.errors import InvalidInput, NotAllowed, Refused


class NotYours(NotAllowed):
    """A report frozen or restated by someone who may only read it."""

    message = "Only a Program Manager can freeze or restate a report."


class TooEarly(Refused):
    """A report frozen before its period is over."""

    message = (
        "This period isn't over yet. You can freeze its report from the day after its last day."
    )


class AlreadyFrozen(Refused):
    """A report frozen twice."""

    message = "This report is already frozen. Restate a figure to correct it."


class NotCounted(InvalidInput):
    """A restatement of a count to a value with a fraction."""

    message = "Enter a whole number. Only hours can have decimals."


class NoSuchFigure(InvalidInput):
    """A restatement of a figure that the report doesn't have, or that leaves it as it is."""

    message = "Enter a value that differs from the figure in the report."


class CannotSend(NotAllowed):
    """A summary sent to leadership by someone who may only read it."""

    message = "The site's liaison, its points of contact, and DOJ staff can send this summary to leadership."


class NoLeadership(Refused):
    """A summary sent at a site where no one has a seat of executive leadership."""

    message = "No one has the Executive Leadership seat at this site. Invite someone on the Team tab, then send it."


class JustSent(Refused):
    """A summary sent twice within a minute."""

    message = "This summary was sent to leadership less than a minute ago. It wasn't sent again."
