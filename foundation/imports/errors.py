"""Why a spreadsheet cannot be read, in words for the person who uploaded it."""

from foundation.workflow.errors import InvalidInput


class Unreadable(InvalidInput):
    """The file as a whole is not what an import needs."""

    message = (
        "We can't read this spreadsheet. "
        "Save it as CSV (UTF-8), .xlsx, or .ods, then upload it again."
    )
