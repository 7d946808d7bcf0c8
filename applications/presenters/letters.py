"""Letters of support as a list of files."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from applications.models import SupportLetter
from foundation.files.enums import ScanState
from foundation.files.intake import size_in_words
from foundation.ui import dates


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter; it has no address while it can't be downloaded."""

    name: str
    href: str
    about: str
    remove_href: str


def for_staff(found: Iterable[SupportLetter]) -> list[LetterLine]:
    """Return the letters as managers and reviewers read them."""
    return [_line(each, reverse("applications:letter", args=[each.pk])) for each in found]


def for_applicant(
    found: Iterable[SupportLetter], token: str, *, may_remove: bool
) -> list[LetterLine]:
    """Return the letters as the person with the link reads them."""
    return [
        _line(
            each,
            reverse("applications:own-letter", args=[token, each.pk]),
            reverse("applications:remove-letter", args=[token, each.pk]) if may_remove else "",
        )
        for each in found
    ]


def _line(letter: SupportLetter, href: str, remove_href: str = "") -> LetterLine:
    scan = ScanState(letter.scan)
    facts = [size_in_words(letter.size), dates.when(letter.uploaded_at)]
    return LetterLine(
        name=letter.name,
        href=href if letter.is_readable else "",
        about=" · ".join([*facts, *([] if scan == ScanState.CLEAN else [str(scan.label)])]),
        remove_href=remove_href,
    )
