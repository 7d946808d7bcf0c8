"""The PDF of a report as its page shows it: asked for, being drawn, ready, or failed."""

from dataclasses import dataclass
from typing import Literal

from django.urls import reverse

from dashboards.models import ReportPdf
from dashboards.querysets.reports import Found
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.files.intake import size_in_words
from foundation.ui import dates, pdf

WORDS = {
    "none": "No PDF of this version yet.",
    "drawing": "We're making the PDF. It usually takes a few seconds.",
    "slow": (
        "This is taking longer than usual. You don't have to wait: open the report and print it; "
        "your browser can save it as a PDF. When the file is ready, you can download it there."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """The PDF of a report's version.

    Attributes:
        can_make: whether the reader can ask for one; a preview's again, because its figures change.
        state: where it is.
        sentence: the same in words.
        href: where it is downloaded; empty until it is ready.
        name: the name of the file.
    """

    can_make: bool
    state: Literal["none", "drawing", "slow", "failed", "ready"]
    sentence: str
    href: str
    name: str


def file_of(found: Found, kept: ReportPdf | None) -> File:
    """Show the PDF of a report.

    Arguments:
        found: the report, or a preview.
        kept: its PDF; None if nobody asked for it.
    """
    state, sentence = _state(found, kept)
    href = reverse("dashboards:report-pdf-file", args=[found.period.slug])
    return File(
        can_make=pdf.is_available() and (state != "ready" or found.report is None),
        state=state,
        sentence=sentence,
        href=href if state == "ready" else "",
        name=name_of(found),
    )


def name_of(found: Found) -> str:
    """Return the name of the file: "psp-report-2026-q3-version-2.pdf"."""
    version = f"version-{found.version}" if found.report else "preview"
    return f"psp-report-{found.period.slug}-{version}.pdf"


def _state(
    found: Found, kept: ReportPdf | None
) -> tuple[Literal["none", "drawing", "slow", "failed", "ready"], str]:
    if kept is None:
        return "none", WORDS["none"]
    if kept.is_ready:
        made = dates.when(kept.asked_at, dates.zone_of(OFFICIAL_ZONE))
        what = f"Version {kept.version}" if found.report else f"Preview counted {made}"
        return "ready", f"{what}, {size_in_words(kept.size)}."
    if kept.error:
        return "failed", kept.error
    state: Literal["drawing", "slow"] = "slow" if kept.is_slow(clock.now()) else "drawing"
    return state, WORDS[state]
