"""Two versions of an update side by side, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from foundation.ui import dates
from liaisons.models import EngagementUpdate
from liaisons.presenters.updates import REVISED, words_of

WORDS = re.compile(r"\s*\S+|\s+$")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text, and whether the other version has other words there."""

    text: str
    is_changed: bool


@dataclass(frozen=True, slots=True)
class ComparedField:
    """A field that differs, as it is in the older and in the newer version."""

    label: str
    older: Sequence[Part]
    newer: Sequence[Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionsPage:
    """Everything the page shows besides its form.

    Attributes:
        lines: each version: which, when, by whom and why, newest first.
        older: the name of the older version that is compared; empty for an update with one version.
        newer: the name of the newer one.
        fields: the fields that differ.
    """

    lines: Sequence[tuple[str, str]]
    older: str
    newer: str
    fields: Sequence[ComparedField]


def choices_of(versions: Sequence[EngagementUpdate], tz: str) -> list[tuple[int, str]]:
    """Return the versions by their place, as the form's choices."""
    return [
        (number, f"Version {number}, {dates.when(each.saved_at, tz)}")
        for number, each in enumerate(versions, 1)
    ]


def versions_page(
    versions: Sequence[EngagementUpdate], *, older: int, newer: int, author: str, tz: str
) -> VersionsPage:
    """Compare two versions of an update.

    Arguments:
        versions: all of them, oldest first.
        older: the place of one, from 1.
        newer: the place of the other; the same for no comparison.
        author: who wrote them all, as only authors write updates.
        tz: the reader's time zone.
    """
    before, after = versions[older - 1], versions[newer - 1]
    return VersionsPage(
        lines=[
            _line(number, each, author, tz) for number, each in reversed([*enumerate(versions, 1)])
        ],
        older=f"Version {older}" if older != newer else "",
        newer=f"Version {newer}" if older != newer else "",
        fields=list(_fields(before, after)),
    )


def _line(number: int, version: EngagementUpdate, author: str, tz: str) -> tuple[str, str]:
    when = dates.when(version.saved_at, tz)
    if number == 1:
        return f"Version {number}", f"Submitted by {author}, {when}"
    why = f": {version.correction_reason}" if version.correction_reason else ""
    return f"Version {number}", f"Corrected by {author}, {when}{why}"


def _fields(before: EngagementUpdate, after: EngagementUpdate) -> Iterator[ComparedField]:
    for name, label in REVISED.items():
        if getattr(before, name) != getattr(after, name):
            yield ComparedField(label, *compared(words_of(before, name), words_of(after, name)))


def compared(before: str, after: str) -> tuple[list[Part], list[Part]]:
    """Return both texts in parts, with the words that only one of them has marked as changed."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    older, newer = [], []
    for tag, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        is_changed = tag != "equal"
        older += [Part("".join(old[a:b]), is_changed)] if b > a else []
        newer += [Part("".join(new[c:d]), is_changed)] if d > c else []
    return older, newer
