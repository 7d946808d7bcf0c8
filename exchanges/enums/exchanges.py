"""States of a peer exchange, its two sides, and what is recorded of it."""

from collections.abc import Mapping

from django.db.models import TextChoices


class State(TextChoices):
    """How far a peer exchange is."""

    ASKED = "asked", "Waiting for the host"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    PLANNED = "planned", "Planned"
    HELD = "held", "Report due"
    FOLLOW_UP = "follow-up", "Follow-up"
    CLOSED = "closed", "Closed"
    CANCELED = "canceled", "Canceled"


# The states in which a visit counts toward what its host takes on in 12 months.
HOSTED = (State.ACCEPTED, State.PLANNED, State.HELD, State.FOLLOW_UP, State.CLOSED)


class Side(TextChoices):
    """The part a site has in an exchange."""

    VISITOR = "visitor", "Visiting site"
    HOST = "host", "Host site"

    @property
    def other(self) -> "Side":
        """The side across from this one."""
        return Side.HOST if self is Side.VISITOR else Side.VISITOR


# The kinds under which an exchange is what a site's commitment comes from (ADR 78).
ORIGINS: Mapping[Side, str] = {Side.VISITOR: "exchange-visitor", Side.HOST: "exchange-host"}


class Result(TextChoices):
    """What came of a goal."""

    MET = "met", "Met"
    PARTLY = "partly", "Partly met"
    NOT_MET = "not-met", "Not met"


class StepKind(TextChoices):
    """What was done with an exchange as a whole."""

    ASK = "ask", "Asked for"
    ALLOW = "allow", "Allowed over the host's limit"
    SET_GOALS = "set-goals", "Goals changed"
    SET_DATES = "set-dates", "Dates set"
    REPORT = "report", "Report written"
    ACCEPT = "accept", "Accepted by the host"
    DECLINE = "decline", "Declined by the host"
    PLAN = "plan", "Planned"
    MARK_HELD = "mark-held", "Held"
    AGREE = "agree", "Report agreed by both sites"
    CLOSE = "close", "Closed"
    CANCEL = "cancel", "Canceled"
