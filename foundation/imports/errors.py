"""Why a spreadsheet cannot be read, in the words of whoever brought it."""

from foundation.workflow.errors import InvalidInput


class Unreadable(InvalidInput):
    """The file as a whole is not what an import needs."""

    message = (
        "This spreadsheet cannot be read. Save it as CSV (UTF-8) or .xlsx, then send it again."
    )
