"""Stored files in words, for the lists of pages."""

from foundation.files.enums import ScanState
from foundation.files.intake import size_in_words
from foundation.files.models import StoredFile
from foundation.ui.types import FileLine


def line_of(
    file: StoredFile, *facts: str, description: str = "", href: str, remove_href: str = ""
) -> FileLine:
    """Return a stored file as a line of a list.

    Arguments:
        facts: what to say after its size, such as when it was added.
        description: what its people say it is.
        href: where it is downloaded, once its scan allows that.
        remove_href: where the reader can remove it; empty if they can't.
    """
    return FileLine(
        name=file.name,
        about=about(description, size_in_words(file.size), *facts, scan_in_words(file.scan)),
        href=href if file.is_readable else "",
        remove_href=remove_href,
    )


def about(*facts: str) -> str:
    """Return what there is to say about a file, without what is empty."""
    return " · ".join(filter(None, facts))


def scan_in_words(scan: str, finding: str = "") -> str:
    """Return what the virus scan said; empty for a clean file.

    Arguments:
        scan: a value of ``ScanState``.
        finding: what the scanner found, for readers who may know.
    """
    state = ScanState(scan)
    if state == ScanState.INFECTED and finding:
        return f"{state.label}: the virus scanner found {finding}"
    return "" if state == ScanState.CLEAN else str(state.label)
