"""What can go wrong in the engagements room, in the reader's words."""

from foundation.workflow.errors import DomainError, InvalidInput


class AlreadyEngaged(DomainError):
    """A site runs one engagement at a time."""

    message = (
        "This site already has an engagement during those dates. "
        "Graduate, withdraw, or shorten it before you open another."
    )


class SeatsEmpty(DomainError):
    """Onboarding waits for the team."""

    message = "Required seats on this site's team are vacant. Fill them, or accept the gap and give a reason."


class PlanMissing(DomainError):
    """Graduation waits for the sustainability plan."""

    message = "The sustainability plan isn't approved yet. Approve it, then graduate the site."


class WrongMoment(DomainError):
    """The engagement's present state does not allow the step."""

    message = "This step isn't available in the engagement's current state."


class NotYours(DomainError):
    """The actor may see it but not do this."""

    status = 403
    message = "Your role can't manage engagements."


class ReasonMissing(InvalidInput):
    """Somebody will ask why."""

    message = "Enter a reason. It's saved with the engagement."


class UnlikelyDate(InvalidInput):
    """A date that cannot be meant."""

    message = "Enter a date between the engagement's first and last day."
