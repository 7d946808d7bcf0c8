"""Text as it is compared, however it was typed: ``app_plain``, ``app_fold`` and ``app_found_by`` in Python.

The functions of the database fold what is stored there; these fold what is held in memory, such as the names
of sites, and clean what people paste. ``tests/workflow/test_folds.py`` holds the two to one answer.
"""

import re
import unicodedata
from functools import lru_cache

MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
INVISIBLE = (
    "\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff"
)
APOSTROPHES = "\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201a\u201b\u2032\u2035\uff07"
QUOTES = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\u2036\u301d\u301e\u301f\uff02"
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
# Signs and punctuation that are no letters of any script.
SIGNS = (
    "\u0080-\u00bf\u00d7\u00f7\u02c2-\u02df\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030"
    "\u303d-\u303f\ue000-\uf8ff\uff00-\uff0f\ufffc-\uffff\U0001f000-\U0001faff"
)
BEFORE = str.maketrans(
    dict.fromkeys("\u2122\u2120\u00ae\u00a9", " ")  # they would melt into the word before them
    | dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(QUOTES, '"')
)
AFTER = str.maketrans(
    dict(zip("øłđħ\u0131ð\u03c2", "oldhid\u03c3", strict=True))
    | dict.fromkeys(DASHES, "-")
    | {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
CONTROLS = str.maketrans(dict.fromkeys([*map(chr, range(1, 32)), "\x7f"], " ") | {"`": "'"})
KEYS = str.maketrans(
    DASHES + APOSTROPHES + QUOTES,
    "-" * len(DASHES) + "'" * len(APOSTROPHES) + '"' * len(QUOTES),
)
UNSEEN = re.compile(f"[{INVISIBLE}]+")
UNSEEN_OR_MARK = re.compile(f"[{MARKS}{INVISIBLE}]+")
SIGN = re.compile(f"[{SIGNS}]")
INITIAL = re.compile(r"(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9]))")
NO_WORD = re.compile("[^a-z0-9\u0080-\U0010ffff]+")
# Abbreviated now and then: either is found by the other.
ABBREVIATED = (("st", "saint"), ("ste", "sainte"), ("ft", "fort"), ("mt", "mount"))


def seen(text: str) -> str:
    """Remove what nobody sees from a line of text, and make each of its spaces a plain, single one."""
    return " ".join(UNSEEN.sub("", text).split())


def typed(text: str) -> str:
    """Write what was pasted from a word processor as a keyboard types it: spaces, quotation marks, hyphens."""
    return seen(text).translate(KEYS)


def address(email: str) -> str:
    """Return an email address as it is stored: in lower case, without what nobody sees."""
    return seen(email).lower()


def plain(text: str) -> str:
    """Fold case, accents, quotation marks, hyphens and spaces: ``app_plain``."""
    if not text.isascii():
        text = UNSEEN_OR_MARK.sub("", unicodedata.normalize("NFKD", text.translate(BEFORE)))
        # One letter at a time, as PostgreSQL does it: a sigma is not told by where it stands.
        text = SIGN.sub(" ", "".join(map(str.lower, text)).translate(AFTER))
    return text.lower().translate(CONTROLS)


def fold(text: str) -> str:
    """Return the words of a name, parted by single spaces: ``app_fold``."""
    words = INITIAL.sub(r"\1", plain(text).replace("'", ""))
    return NO_WORD.sub(" ", words).strip(" ")


@lru_cache(maxsize=4096)
def found_by(text: str) -> str:
    """Return what a name is found by, abbreviations both ways: ``app_found_by``; made once for lists that repeat it."""
    folded = fold(text)
    words = set(folded.split(" "))
    ways = [way for pair in ABBREVIATED for way in (pair, pair[::-1])]
    return " ".join([folded, *(other for one, other in ways if one in words)])


def has_words(kept: str, asked: str) -> bool:
    """Tell whether each word that was typed is part of ``found_by`` of a name; never where no word was typed."""
    words = _words(asked)
    return bool(words) and all(word in kept for word in words)


@lru_cache(maxsize=8)
def _words(asked: str) -> tuple[str, ...]:
    """Return the words that were typed; made once for a list, which asks for each row."""
    return tuple(fold(asked).split())
