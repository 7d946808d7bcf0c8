"""Names of files as people gave them, made safe to show, to send and to save."""

import re
import unicodedata

MAX_LENGTH = 120  # characters
MAX_BYTES = 180  # with room for what a download folder adds, below the usual 255
NAMELESS = "file"
# Windows reads these as devices, whatever ending they have.
DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
# What Windows forbids in names, and what ends a quoted header value.
FORBIDDEN = re.compile(r'[<>:"|?*%;\\/]')
# Control characters, invisible ones (which turn the reading direction), surrogates, unassigned ones,
# private ones, line and paragraph separators.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})


def clean(given: str) -> str:
    """Return the last part of a name without anything that deceives the eye, a header or a file system.

    Arguments:
        given: as the browser sent it, folders and all.

    Returns:
        1 to 120 characters, at most 180 bytes as UTF-8, with the ending it had.
    """
    last = re.split(r"[\\/]", given)[-1]
    seen = (" " if c in "\t\n\r" else c for c in unicodedata.normalize("NFC", last))
    kept = "".join(c for c in seen if unicodedata.category(c) not in UNSEEN)
    # A leading point hides a file, a trailing one is dropped by Windows.
    plain = " ".join(FORBIDDEN.sub("-", kept).split()).strip(". ")
    if DEVICES.match(plain):
        plain = f"_{plain}"
    return _fit(plain) or NAMELESS


def ending(name: str) -> str:
    """ ".pdf" of "Plan.PDF"; nothing where there is none."""
    stem, point, last = name.rpartition(".")
    return f".{last.lower()}" if point and stem else ""


def _fit(name: str) -> str:
    """Cut in the middle, never in the ending."""
    end = name[len(name) - len(ending(name)) :]
    if len(end) > 12:  # no ending of a kind that is kept
        end = ""
    stem = name[: len(name) - len(end)][: MAX_LENGTH - len(end)]
    while len((stem + end).encode()) > MAX_BYTES:
        stem = stem[:-1]
    return stem.rstrip(". ") + end
