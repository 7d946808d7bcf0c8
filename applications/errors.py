"""Refusals of the applications app, each with what to do next."""

from foundation.workflow.errors import InvalidInput, NotAllowed, NotFound, Refused


class FormNotOffered(Refused):
    """The form has no valid OMB control number today (44 U.S.C. 3512)."""

    message = "The application form isn't available right now. Try again later."


class RoundClosed(Refused):
    """No round takes applications now, or the application's round is closed."""

    message = "Applications are closed. What you saved is still here, and you can still read it."


class TooManyLinks(Refused):
    """An address, or a network, asked for many links in a short time."""

    message = "We've sent several links already. Check your inbox, or try again in an hour."
    status = 429


class TooManyUploads(Refused):
    """Many files were sent for an application in a short time."""

    message = "You've added many files already. Try again in an hour."
    status = 429


class TooManyLetters(InvalidInput):
    """A draft has as many letters as it may."""

    message = "This application has as many letters as it can have. Remove a letter first."


class LinkClosed(NotFound):
    """The link was damaged, has expired, or was replaced by a newer one."""

    message = "This link no longer works. Ask for a new one on the Apply page."


class NotADraft(Refused):
    """Only a draft is changed or submitted."""

    message = "This application was submitted or withdrawn, so it can't be changed."


class Incomplete(Refused):
    """Answers are missing; the page lists them."""

    message = "Some answers are missing. Complete the sections listed on this page."


class ManagersOnly(NotAllowed):
    """Only Program Managers may do this."""

    message = "Only a Program Manager who never held a seat at this agency's site can do this."


class UnlikelyTimes(InvalidInput):
    """A round's times can't be right."""

    message = "Enter a closing time after the opening time."


class YearTaken(InvalidInput):
    """Another round is for this cohort."""

    message = "This cohort already has a round. Enter a different year."


class RoundInUse(Refused):
    """Agencies write applications in the round."""

    message = "Agencies have started applications in this round, so you can't change it. You can extend its deadline."


class RoundsOverlap(InvalidInput):
    """Another round takes applications in that time."""

    message = "Another round is open in that period. Enter different times."


class StateUnknown(Refused):
    """The site's state isn't known."""

    message = "This application names no state, so no site can be added for it."


class NotAPerson(InvalidInput):
    """No active account has the address."""

    message = "No account has this address. Enter the email address of a person with an account."


class HeldASeat(InvalidInput):
    """The person holds or held a seat at the agency's site."""

    message = "This person holds or held a seat at this agency's site. Enter a different person."


class NamesThemselves(InvalidInput):
    """A manager named themselves."""

    message = "A colleague must name you a reviewer. Enter a different person."


class AlreadyReviews(InvalidInput):
    """The person reviews the application already."""

    message = "This person already reviews this application."


class DueInThePast(InvalidInput):
    """The scores would be due today or earlier, or too late to help."""

    message = "Enter a day after today, within a year."


class NotUnderReview(Refused):
    """Reviewers are named only while an application is under review."""

    message = "This application isn't under review. Start its review first."


class ReviewersOnly(NotAllowed):
    """Only a reviewer of the application may do this, once."""

    message = "Only a reviewer of this application who hasn't submitted scores can do this."


class AlreadyScored(Refused):
    """The reviewer has submitted scores, which stay."""

    message = "This reviewer has submitted scores, so they can't be removed."


class OffTheScale(InvalidInput):
    """A criterion has no score, or one that its scale doesn't have."""

    message = "Choose a score."
