"""File names as people gave them, made safe to show, send and save."""

import re
import unicodedata

MAX_LENGTH = 120  # characters
MAX_BYTES = 180  # with room for what a download folder adds, below the usual 255
NAMELESS = "file"
# Windows reads these as devices, whatever their extension.
DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
# Characters that Windows forbids in names, and that end a quoted header value.
FORBIDDEN = re.compile(r'[<>:"|?*%;\\/]')
# Control characters, invisible characters (which can reverse the reading direction), surrogates,
# unassigned and private characters, line and paragraph separators.
UNSEEN = frozenset({"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"})


def clean(given: str) -> str:
    """Return a name's last part without anything that deceives people, headers or file systems.

    Arguments:
        given: the name as the browser sent it, folders and all.

    Returns:
        1 to 120 characters, at most 180 bytes as UTF-8, with its original extension.
    """
    last = re.split(r"[\\/]", given)[-1]
    seen = (" " if c in "\t\n\r" else c for c in unicodedata.normalize("NFC", last))
    kept = "".join(c for c in seen if unicodedata.category(c) not in UNSEEN)
    # A leading period hides a file; Windows drops a trailing one.
    plain = " ".join(FORBIDDEN.sub("-", kept).split()).strip(". ")
    if DEVICES.match(plain):
        plain = f"_{plain}"
    return _fit(plain) or NAMELESS


def ending(name: str) -> str:
    """Return the extension in lower case, such as ".pdf" for "Plan.PDF"; empty if there is none."""
    stem, point, last = name.rpartition(".")
    return f".{last.lower()}" if point and stem else ""


def _fit(name: str) -> str:
    """Shorten a name in the middle, keeping its extension."""
    end = name[len(name) - len(ending(name)) :]
    if len(end) > 12:  # longer than any accepted extension
        end = ""
    stem = name[: len(name) - len(end)][: MAX_LENGTH - len(end)]
    while len((stem + end).encode()) > MAX_BYTES:
        stem = stem[:-1]
    return stem.rstrip(". ") + end
