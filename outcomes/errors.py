"""Refusals of the outcomes app, each with what to do next."""

from foundation.workflow.errors import InvalidInput, NotAllowed, Refused


class StaffOnly(NotAllowed):
    """Only Program Managers and Analysts import figures."""

    message = "Only a Program Manager or an Analyst can import figures."


class NotReady(Refused):
    """The import is in another state than the step is for; ``policies.why_not_ready`` says in which."""


class NotListed(Refused):
    """A line or zeros that the preview of an import doesn't list as a choice."""

    message = (
        "The preview doesn't list that as a choice. Open it again, and choose from what it shows."
    )


class TooLate(Refused):
    """The time to undo an import is over."""

    message = "An import can be undone for 30 days. Import a corrected file instead."


class NothingToImport(Refused):
    """No row of the file can be imported."""

    message = "No row of this file can be imported. Fix the rows listed, then upload it again."


class UnknownMapping(InvalidInput):
    """No source has that name."""

    message = "No source has this name. Leave the name out to recognize the file by its columns."


class UnknownState(InvalidInput):
    """The two letters are no state's."""

    message = "Enter a state's two letters, such as OH."


class NotThatAgency(InvalidInput):
    """The agency can't be what the name means."""

    message = "Choose an agency from the same state."


class NotYourAccomplishment(NotAllowed):
    """Only an accomplishment's author, or someone who writes at its site, does this."""

    message = "Only people who write accomplishments of this site, and for a draft its author, can do this."


class ReportedAccomplishment(Refused):
    """It was imported as the program reported it: nobody attests, corrects, or withdraws it here."""

    message = "The program reported this accomplishment. It can't be changed in the portal."


class NotADraft(Refused):
    """Its words are settled once the site has attested them."""

    message = "Only a draft can be changed. Ask the person who takes the next step to send it back."


class UnlikelyFigure(InvalidInput):
    """A figure lacks what it counts, or its numbers."""

    message = (
        "Enter what the figure counts, its period, and the number after, or leave the figure out."
    )


class ClaimsACause(InvalidInput):
    """Its words say that the program caused something."""

    message = "Say “contributed to”: an accomplishment doesn't claim what caused a change."


class NoReason(InvalidInput):
    """It is sent back without a reason."""

    message = "Enter a reason. It's saved with this step."


class RepeatsWithdrawn(InvalidInput):
    """The public notice of a withdrawal has the headline or a figure that is withdrawn."""

    message = (
        "Don't repeat the headline or a figure: it's what you withdraw. Say what was wrong with it."
    )


class NothingCorrected(InvalidInput):
    """A correction has the words that are published."""

    message = "Change the headline, what happened, or a figure. Nothing in it differs."


class NotYourTurn(NotAllowed):
    """Someone else takes this step; the sentence says who."""


class NotAsked(Refused):
    """No federal partner's agreement is asked for now, or it was given."""

    message = "This isn't waiting for a federal partner. Open it again to see whose turn it is."


class NothingChosen(InvalidInput):
    """No evidence was chosen."""

    message = "Choose at least one thing this accomplishment rests on."


class AlreadyEvidence(InvalidInput):
    """What was chosen is evidence already."""

    message = "This is evidence already. Choose something else."


class NothingReported(InvalidInput):
    """What was chosen says that the site has no number, which shows nothing."""

    message = "The site reported no number for this period. Choose something else."


class OfAnotherSite(InvalidInput):
    """What was chosen belongs to another site."""

    message = "Choose something of the same site."


class NotYourMeasure(NotAllowed):
    """Only people who enter measurements at the site do this."""

    message = "Only the site's points of contact, its advisor, its liaison, and Program Managers can do this."


class ReportedMeasure(Refused):
    """The program reported it: nobody enters, changes, or verifies it here."""

    message = "The program reported this measure. It can't be changed in the portal."


class MeasureEnded(Refused):
    """The site no longer reports the measure."""

    message = "The site no longer reports this measure. Resume it first."


class MeasureRuns(Refused):
    """The measure hasn't ended."""

    message = "The site already reports this measure."


class ChosenBefore(InvalidInput):
    """The site reports the measure for that part already."""

    message = "The site already reports this measure. Name another part of the site, or cancel."


class UnlikelyBaseline(InvalidInput):
    """The day of a baseline is in the future."""

    message = "Enter a day that isn't in the future."


class UnlikelyEnd(InvalidInput):
    """The measure would end before it begins, or before what was entered."""

    message = "Choose the last quarter that has a measurement, or a later one."


class NotMeasuredThen(InvalidInput):
    """The period isn't over, or not one of the measure's."""

    message = "Choose a period that is over and in which the site reports this measure."


class NothingMeasured(InvalidInput):
    """Nothing was entered."""

    message = "Enter at least one measurement, or select “Not reported.”"


class EnteredBefore(InvalidInput):
    """Someone entered a measurement for the period in the meantime."""

    message = "Someone already entered this measurement. Open it to change it."


class UnlikelyMeasurement(InvalidInput):
    """The numbers don't fit the indicator."""

    message = "Enter a number, or both counts, or select “Not reported.”"


class SameMeasurement(InvalidInput):
    """A change says what was there."""

    message = "Change the measurement. Nothing in it differs."


class NotYourMeasurement(NotAllowed):
    """Someone else verifies the measurement."""

    message = "The site's liaison or a Program Manager verifies measurements."


class EnteredByYou(Refused):
    """The person who entered a measurement doesn't verify it."""

    message = "You entered this measurement. Someone else verifies it."


class NothingToVerify(Refused):
    """It is verified, or the site reported nothing."""

    message = "This measurement isn't waiting to be verified. Open it to see what happened."
