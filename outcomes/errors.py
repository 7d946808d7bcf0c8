"""Refusals of the outcomes app, each with what to do next."""

from foundation.workflow.errors import InvalidInput, NotAllowed, Refused


class StaffOnly(NotAllowed):
    """Only Program Managers and Analysts import figures."""

    message = "Only a Program Manager or an Analyst can import figures."


class NotReady(Refused):
    """The import is in another state: it is being imported, or was imported, undone, or discarded."""

    message = "This file was already imported, undone, or discarded. Open it to see what happened."


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
