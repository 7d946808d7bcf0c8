"""Refusals of the exchanges app, each with what to do next."""

from foundation.workflow.errors import InvalidInput, NotAllowed, Refused


class NotYourExchange(NotAllowed):
    """Only people who work on it for one of the two sites may change it, and DOJ staff."""

    message = "Only a point of contact, executive leadership, or liaison of the two sites, or DOJ staff, can do this."


class NotYourSite(NotAllowed):
    """A visit is asked for by the visiting site."""

    message = "Only a point of contact or the liaison of the visiting site can ask for a visit."


class StaffOnly(NotAllowed):
    """Only DOJ staff let a host take more visits than the limit."""

    message = "Only a Program Manager or a TTA Coordinator can allow a visit over the limit."


class NotYourNote(NotAllowed):
    """A note is written by people of its site, and removed by its author."""

    message = "Only the person who wrote a note can remove it."


class SameSites(InvalidInput):
    """A site can't visit itself."""

    message = "Choose a host other than the visiting site."


class NotInTheProgram(InvalidInput):
    """A site whose engagement is over hosts visits and asks for none."""

    message = (
        "This site's engagement is over. It can host visits, but not ask for one. Choose another."
    )


class NoOneAnswers(InvalidInput):
    """Nobody at the host could answer."""

    message = "No one at this site can answer yet. Choose another host, or ask the program office."


class UnlikelyDays(InvalidInput):
    """The days of a visit can't be right."""

    message = "Enter a last day on or after the first day."


class UnlikelyTimes(InvalidInput):
    """An agenda item's times can't be right."""

    message = "Enter an end that is later than the start."


class HostIsFull(Refused):
    """The host has as many visits in 12 months as the program allows."""

    message = (
        "With these days, the host would have more visits in 12 months than the program allows. "
        "Enter other days, or ask DOJ staff to allow it."
    )


class AgendaOutside(Refused):
    """The agenda has items outside the new days."""

    message = "The agenda has items on other days. Move or remove them first."


class NotNow(Refused):
    """What is changed belongs to another state."""

    message = "This can't be changed with the exchange's current status. Open the exchange to see the latest."


class NotOverTheLimit(Refused):
    """Within the limit, the host just answers."""

    message = "The host can take this visit within the limit. It only needs to answer."


class AlreadyTakesPart(InvalidInput):
    """The person is on the list."""

    message = "This person already takes part for this site."


class ReportNotYours(NotAllowed):
    """The side that wrote the report changes it."""

    message = "The other site wrote this report. Agree to it, or ask them to change it."


class NotYourGoals(NotAllowed):
    """Only the visiting site says what it wants of a visit."""

    message = "Only people who work on the exchange for the visiting site, or DOJ staff, can change its goals."


class ResultsMissing(InvalidInput):
    """A report says what came of every goal."""

    message = "Choose a result for each goal."


class NotYourFile(NotAllowed):
    """A file is added and removed by people who work on the exchange."""

    message = "Only people who work on the exchange for the site that added a file can remove it."
