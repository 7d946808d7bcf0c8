"""A summit's follow-up: the reviews after 30 and 90 days, numbers by site, and notes with what they led to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from foundation.calendars import clock
from foundation.ui import dates
from summits.enums.followups import REVIEWS
from summits.models import Summit, SummitStep
from summits.policies import review_day
from summits.presenters.notes import NoteLine
from summits.querysets.followups import Counts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One of the two reviews; the address is empty where the reader can't record it now."""

    label: str
    said: str
    glyph: str
    note: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """The numbers of one site."""

    name: str
    href: str
    notes: int
    open_notes: int
    commitments: str
    requests: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpPage:
    """Everything the board shows."""

    reviews: Sequence[ReviewLine]
    sites: Sequence[SiteLine]
    compares: bool
    notes: Sequence[NoteLine]


def page_of(
    summit: Summit,
    *,
    steps: Iterable[SummitStep],
    counts: Sequence[Counts] | None,
    notes: Sequence[NoteLine],
    may_record: bool,
) -> FollowUpPage:
    """Show the board; without counts for readers who see their own sites alone."""
    done = {step.step: step for step in steps}
    return FollowUpPage(
        reviews=[
            _review(summit, after, done.get(kind), may_record=may_record)
            for after, kind in REVIEWS.items()
        ],
        sites=[_site(each) for each in counts or ()],
        compares=counts is not None,
        notes=notes,
    )


def _review(summit: Summit, after: int, done: SummitStep | None, *, may_record: bool) -> ReviewLine:
    day, label = review_day(summit, after), f"{after}-day review"
    if done:
        who = done.made_by.name if done.made_by else "The portal"
        said = f"Recorded on {dates.full_day(done.on)} by {who}"
        return ReviewLine(label=label, said=said, glyph="met", note=done.reason, href="")
    is_due = clock.today(summit.time_zone) >= day
    return ReviewLine(
        label=label,
        said=f"Due since {dates.full_day(day)}" if is_due else f"From {dates.full_day(day)}",
        glyph="at-risk" if is_due else "on-time",
        note="",
        href=reverse("summits:review", args=[summit.slug, after]) if is_due and may_record else "",
    )


def _site(each: Counts) -> SiteLine:
    return SiteLine(
        name=each.site.name,
        href=reverse("sites:workspace", args=[each.site.slug]),
        notes=each.notes,
        open_notes=each.open_notes,
        commitments=f"{each.commitments_open} open, {each.commitments_done} done",
        requests=f"{each.requests_open} open, {each.requests_ended} ended",
    )
