"""Errors of the engagements app, in the reader's words."""

from foundation.workflow.errors import DomainError, InvalidInput, Refused


class AlreadyEngaged(DomainError):
    """A second engagement of a site in the same period."""

    message = (
        "This site already has an engagement during those dates. "
        "Graduate or withdraw it before you open another."
    )


class SeatsEmpty(DomainError):
    """Onboarding or activation with required seats still vacant."""

    message = "Required seats on this site's team are vacant. Fill them, or accept the gap and give a reason."


class SessionMissing(DomainError):
    """Activation without a recorded listening session."""

    message = "The listening session isn't recorded yet. Record it, then activate the engagement."


class PlanMissing(DomainError):
    """Graduation without an approved sustainability plan."""

    message = "The sustainability plan isn't approved yet. Executive leadership approves it; then graduate the site."


class WrongMoment(DomainError):
    """A step that the engagement's present state does not allow."""

    message = "This step isn't available with the engagement's current status. Open the engagement to see the latest."


class Succeeded(DomainError):
    """The end of an engagement is undone only while the site has no other one since."""

    message = "This can't be undone because the site has another engagement since."


class AnnouncedBefore(DomainError):
    """A second announcement of an engagement that is public."""

    message = "This engagement was already announced, and public pages show it."


class NotYours(DomainError):
    """An action on something the actor may see but not change."""

    status = 403
    message = "Your role can't manage engagements."


class RemindedToday(Refused):
    """The owner of a commitment is sent a reminder once a day at most."""

    message = "A reminder was already sent today. You can send another one tomorrow."


class ReasonMissing(InvalidInput):
    """A step without the required reason."""

    message = "Enter a reason. It's saved with the engagement."


class UnlikelyDate(InvalidInput):
    """A date that must be a mistake."""

    message = "Enter a date between the engagement's first and last day."


class PlanExists(DomainError):
    """A second plan of a kind in one engagement."""

    message = "This engagement already has that plan. Open it to change it."


class PlanClosed(DomainError):
    """A change of a plan that is submitted or approved."""

    message = (
        "This plan can't be changed now. A submitted plan can be changed once it's returned, "
        "and an approved one once you start a new version."
    )


class PlanOver(PlanClosed):
    """A change of a plan of an engagement that is over."""

    message = "This plan can't be changed because the site's engagement is over."


class NotYourPlan(DomainError):
    """A change of a plan by a person who may only read it."""

    status = 403
    message = (
        "Your role can't change plans. The site's points of contact, liaison, and advisor can."
    )


class UnlikelyFigure(InvalidInput):
    """A target that lies on the wrong side of the baseline."""

    message = "Enter a target that is better than the baseline, or change which way is better."


class CorrectedBefore(DomainError):
    """A second correction of the same figure."""

    message = "This figure was already corrected. Open the plan to see the figure that took its place, and correct that one."


class UnitInUse(InvalidInput):
    """Another unit for a goal that has figures, which would then say something else."""

    message = (
        "This goal has figures in its present unit, so the unit can't be changed. "
        "To use another one, add a goal."
    )


class NotYourRecommendation(DomainError):
    """A change of a recommendation or an assessment by a person who may only read it."""

    status = 403
    message = "Your role can't change this. The site's points of contact and liaison can."


class ReportedOnly(DomainError):
    """A step with a recommendation that was imported as the program reported it."""

    message = "This was reported by the program, so it can't be changed here."


class AlreadyShared(DomainError):
    """One headline and result of a recommendation is shared at a time."""

    message = "This recommendation is already shared. Stop sharing it, then share it with new text."
