"""What boards of recommendations share: what is pressing, quick filters, and the reader's sites."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from engagements.models import Recommendation
from engagements.presenters.recommendation_parts import Part
from engagements.presenters.recommendations import FILTERS, Column, next_day, owner_of
from engagements.querysets.recommendations import MAX_PRESSING, MAX_SITES, QUICK, SiteCounts
from foundation.calendars import clock
from foundation.exports.forms import ExportOffer
from foundation.ui import dates, wording
from sites.models import Site

LABELS: Mapping[str, str] = {
    "open": "Open",
    "late": "Past due",
    "verify": "Mine to verify",
    "repeats": "Repeating checks",
    "all": "All",
}


@dataclass(frozen=True, slots=True)
class PressingLine:
    """A recommendation that is past due, or whose check is due soon."""

    href: str
    headline: str
    why: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Pressing:
    """What is at the top of a board: how many, and which."""

    heading: str
    lines: Sequence[PressingLine]


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A site with its counts; ``is_this`` on its own board."""

    href: str
    counts: SiteCounts
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything a board shows besides its filter form; ``parts`` on a site's own, ``columns`` across sites.

    Attributes:
        meta: how many recommendations there are.
        pressing: what is past due or comes within the week; None for nothing.
        quick: the quick filters with their counts.
        parts: the site's recommendations by assessment and finding.
        columns: those of all sites by state.
        is_cut: whether there are more than are shown.
        sites: the reader's sites with their counts.
        export: the form that exports it; None if there is nothing to export.
    """

    meta: str
    pressing: Pressing | None
    quick: Sequence[tuple[str, str, bool]]
    parts: Sequence[Part] = ()
    columns: Sequence[Column] = ()
    is_cut: bool = False
    sites: Sequence[SiteLine]
    export: ExportOffer | None

    @property
    def may_check(self) -> bool:
        """Whether the reader can log a check of one that is shown."""
        return any(line.check for part in self.parts for each in part.groups for line in each.lines)


def quick_of(counts: Mapping[str, int], query: Mapping[str, str]) -> list[tuple[str, str, bool]]:
    """Return the quick filters with their counts: label, address, and whether it is the one in use."""
    chosen = {name: query[name] for name in FILTERS if query.get(name)}
    return [
        (
            f"{label} {counts[name]}",
            f"?{'&'.join(f'{key}={value}' for key, value in QUICK[name].items())}",
            QUICK[name] == chosen,
        )
        for name, label in LABELS.items()
    ]


def pressing_of(rows: Sequence[Recommendation], *, with_site: bool) -> Pressing | None:
    """Show what is past due and which checks come within the week; None for nothing.

    Arguments:
        rows: found with ``pressing``.
        with_site: whether each line names its site.
    """
    lines = [_pressing(row, with_site=with_site) for row in rows[:MAX_PRESSING]]
    if not lines:
        return None
    late = sum(line.is_late for line in lines)
    if len(rows) > MAX_PRESSING:
        return Pressing(f"More than {MAX_PRESSING} need attention. The first due:", lines)
    coming = wording.counted(len(lines) - late, "check is", "checks are")
    said = [f"{late} past due"] if late else []
    said += [f"{coming} due within a week"] if late < len(lines) else []
    return Pressing(f"{', '.join(said)}.", lines)


def sites_of(found: Sequence[SiteCounts], *, here: Site | None = None) -> list[SiteLine]:
    """Show the reader's sites, those with most past due first; none to a reader of one site."""
    if len(found) < 2:
        return []
    return [
        SiteLine(
            reverse("engagements:recommendations", args=[each.slug]),
            each,
            here is not None and each.slug == here.slug,
        )
        for each in found[:MAX_SITES]
    ]


def _pressing(row: Recommendation, *, with_site: bool) -> PressingLine:
    today = clock.today(row.site.time_zone)
    what, day = next_day(row) or ("", today)
    is_late = day < today
    verb = "was due" if is_late else "is due"
    said = f"{f'The {what.lower()}' if what else 'It'} {verb} {dates.day(day, today=today)}."
    owner = owner_of(row)
    parts = (f"{row.site.name}." if with_site else "", said, f"Owner: {owner}." if owner else "")
    href = reverse("engagements:recommendation", args=[row.pk])
    return PressingLine(
        href, f"{row.reference} {row.headline}", " ".join(filter(None, parts)), is_late
    )
