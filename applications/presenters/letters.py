"""Letters of support as a list of files."""

from collections.abc import Iterable

from django.urls import reverse

from applications.models import SupportLetter
from foundation.files.lines import line_of
from foundation.ui import dates
from foundation.ui.types import FileLine


def for_staff(found: Iterable[SupportLetter]) -> list[FileLine]:
    """Return the letters as managers and reviewers read them."""
    return [_line(each, reverse("applications:letter", args=[each.pk])) for each in found]


def for_applicant(
    found: Iterable[SupportLetter], token: str, *, may_remove: bool
) -> list[FileLine]:
    """Return the letters as the person with the link reads them."""
    return [
        _line(
            each,
            reverse("applications:own-letter", args=[token, each.pk]),
            reverse("applications:remove-letter", args=[token, each.pk]) if may_remove else "",
        )
        for each in found
    ]


def _line(letter: SupportLetter, href: str, remove_href: str = "") -> FileLine:
    when = dates.when(letter.uploaded_at)
    return line_of(letter, when, href=href, remove_href=remove_href)
