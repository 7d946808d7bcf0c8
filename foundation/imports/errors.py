"""Why a spreadsheet cannot be read, in words for the person who uploaded it."""

from collections.abc import Sequence
from typing import Any

from foundation.workflow.errors import InvalidInput


class Unreadable(InvalidInput):
    """The file as a whole is not what an import needs."""

    message = (
        "We can't read this spreadsheet. "
        "Save it as CSV (UTF-8), .xlsx, or .ods, then upload it again."
    )


class NotAHeader(Unreadable):
    """The row taken for the header can't be it, and another row can.

    Attributes:
        line: where that row stands.
        top: the first rows of the file, among which a person can choose.
    """

    def __init__(self, sentence: str, *, line: int, top: Sequence[Any]) -> None:
        super().__init__(sentence)
        self.line, self.top = line, tuple(top)
