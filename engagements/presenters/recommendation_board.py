"""The parts that boards of recommendations share, and a site's board: by assessment and finding."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from engagements.enums import ReportedOrigin
from engagements.models import Assessment, Recommendation
from engagements.presenters.recommendations import (
    FILTERS,
    GLYPHS,
    REPORTED,
    Column,
    day_of,
    next_day,
    owner_of,
)
from engagements.querysets.recommendations import MAX_PRESSING, MAX_SITES, QUICK, SOON, SiteCounts
from foundation.calendars import clock
from foundation.exports.forms import ExportForm
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
class Line:
    """One recommendation of a site's board.

    Attributes:
        href: its page.
        headline: what the site is advised to do.
        about: its core area, and how often a check repeats.
        checks: the checks that were recorded, and the next one.
        state: its state in words.
        glyph: the picture of its state.
        owner: who is responsible; empty before somebody is.
        due: how long it has, or how late it is; empty for what isn't due.
        day: what is due, and its day.
        due_glyph: the picture of that.
        evidence: how many lines of evidence it has.
    """

    href: str
    headline: str
    about: str
    checks: Sequence[tuple[str, str]]
    state: str
    glyph: str
    owner: str
    due: str
    day: str
    due_glyph: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Group:
    """A finding with its recommendations; no heading for those that follow from no finding."""

    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Part:
    """An assessment with its findings, or what follows from no assessment."""

    title: str
    facts: str
    groups: Sequence[Group]


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
    export: ExportForm | None


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


def parts_of(
    rows: Iterable[Recommendation],
    assessments: Iterable[Assessment],
    *,
    today: date,
    is_narrowed: bool,
) -> list[Part]:
    """Arrange a site's recommendations by assessment and finding, then those that follow from none.

    Arguments:
        rows: loaded with ``for_board`` and ``with_checks``.
        assessments: the site's, with their findings, newest first.
        today: the day at the site.
        is_narrowed: whether a filter is set, so that findings without a row are left out.
    """
    lines: dict[tuple[UUID | None, UUID | None], list[Line]] = defaultdict(list)
    for row in rows:
        lines[row.assessment_id, row.finding_id].append(_line(row, today))
    parts = []
    for each in assessments:
        findings = [
            Group(f"Finding {finding.place}: {finding.text}", lines[each.pk, finding.pk])
            for finding in each.findings.all()
        ]
        groups = [Group("", lines[each.pk, None]), *findings]
        shown = [group for group in groups if group.lines or (group.heading and not is_narrowed)]
        if shown or not is_narrowed:
            parts.append(Part(each.title, _facts(each), shown))
    if lines[None, None]:
        parts.append(Part("Other recommendations", "", [Group("", lines[None, None])]))
    return parts


def _facts(assessment: Assessment) -> str:
    reported = REPORTED if assessment.origin == ReportedOrigin.IMPORTED else ""
    return " · ".join(filter(None, (assessment.done_by, day_of(assessment), reported)))


def _pressing(row: Recommendation, *, with_site: bool) -> PressingLine:
    today = clock.today(row.site.time_zone)
    what, day = next_day(row) or ("", today)
    is_late = day < today
    verb = "was due" if is_late else "is due"
    said = f"{f'The {what.lower()}' if what else 'It'} {verb} {dates.day(day, today=today)}."
    owner = owner_of(row)
    parts = (f"{row.site.name}." if with_site else "", said, f"Owner: {owner}." if owner else "")
    href = reverse("engagements:recommendation", args=[row.pk])
    return PressingLine(href, row.headline, " ".join(filter(None, parts)), is_late)


def _line(row: Recommendation, today: date) -> Line:
    repeats = f"Repeats every {row.repeats_every_days} days" if row.repeats_every_days else ""
    reported = REPORTED if row.is_imported else ""
    due, day, glyph = _due(row, today)
    return Line(
        href=reverse("engagements:recommendation", args=[row.pk]),
        headline=row.headline,
        about=" · ".join(filter(None, (row.core_area.name, repeats, reported))),
        checks=list(_checks(row, today)),
        state=str(row.get_status_display()),
        glyph=GLYPHS[row.status],
        owner=owner_of(row),
        due=due,
        day=day,
        due_glyph=glyph,
        evidence=wording.counted(row.proofs, "line") if row.proofs else "",
    )


def _checks(row: Recommendation, today: date) -> Iterable[tuple[str, str]]:
    """Yield the checks that were recorded and the next one: the picture, and the day with the result."""
    recorded = list(row.steps.all())
    for each in recorded:
        result = f": {each.reason}" if each.reason else ""
        yield "met", f"{dates.day(each.on, today=today)}{result}"
    if row.next_check_on and recorded:
        yield "on-time", f"{dates.day(row.next_check_on, today=today)}: next"


def _due(row: Recommendation, today: date) -> tuple[str, str, str]:
    """Return how long it has, what is due when, and the picture of that; empty for what isn't due."""
    coming = next_day(row)
    if coming is None:
        return "", "", ""
    what, day = coming
    left = (day - today).days
    words = f"{what or 'Due'} {dates.day(day, today=today)}"
    if left < 0:
        return f"{wording.counted(-left, 'day')} late", words, "past-due"
    said = f"{wording.counted(left, 'day')} left" if left else "Due today"
    return said, words, "at-risk" if left <= SOON.days else "on-time"
