"""A site's board of recommendations: by assessment and finding, with what was made from each finding."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from engagements import policies
from engagements.forms.recommendations import CheckForm
from engagements.models import Assessment, EngagementFile, Finding, Recommendation
from engagements.presenters.changes import corrections_of
from engagements.presenters.files import Files, files_of
from engagements.presenters.recommendations import GLYPHS, REPORTED, day_of, next_day, owner_of
from engagements.querysets import made_from
from engagements.querysets.made_from import Made
from engagements.querysets.owners import Duty
from engagements.querysets.recommendations import SOON
from foundation.accounts.actors import Actor
from foundation.ui import dates, wording
from foundation.ui.types import TimelineEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One recommendation of a site's board.

    Attributes:
        reference: its short name at the site.
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
        check: the form that records its repeating check; None for readers who don't, and while none is due.
        check_href: where that form is sent.
    """

    reference: str
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
    check: CheckForm | None
    check_href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A finding with its recommendations, or those that follow from none.

    Attributes:
        heading: the finding; empty for those that follow from none.
        lines: its recommendations.
        anchor: the fragment of an address that leads to it.
        made: the requests and commitments made from it.
        ask: the words of the link that asks for help with it; empty for readers who can't.
        ask_href: where that link leads.
    """

    heading: str = ""
    lines: Sequence[Line]
    anchor: str = ""
    made: Sequence[Made] = ()
    ask: str = ""
    ask_href: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """An assessment with its findings, or what follows from no assessment.

    Attributes:
        corrections: what was corrected in it, newest first.
        correct_href: where the reader corrects it; empty if they can't.
    """

    title: str
    facts: str
    groups: Sequence[Group]
    anchor: str = ""
    files: Files | None = None
    corrections: Sequence[TimelineEntry] = ()
    correct_href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who reads a site's board, and what else of the site it shows.

    Attributes:
        actor: the reader.
        duty: whose work the reader does now.
        assessments: the site's, with their findings, newest first.
        files: the standing files of the assessments, newest first.
        today: the day at the site.
        is_narrowed: whether a filter is set, so that findings without a row are left out.
        made: what was made from the findings, as far as the reader may read it.
        may_ask: whether the reader may ask for help for the site.
    """

    actor: Actor
    duty: Duty
    assessments: Iterable[Assessment]
    files: Sequence[EngagementFile]
    today: date
    is_narrowed: bool
    made: Sequence[Made]
    may_ask: bool


def parts_of(rows: Iterable[Recommendation], reading: Reading) -> list[Part]:
    """Arrange a site's recommendations by assessment and finding, then those that follow from none.

    Arguments:
        rows: loaded with ``for_board`` and ``with_checks``.
        reading: the reader, and what else of the site the board shows.
    """
    lines: dict[tuple[UUID | None, UUID | None], list[Line]] = defaultdict(list)
    for row in rows:
        lines[row.assessment_id, row.finding_id].append(_line(row, reading))
    parts = []
    for each in reading.assessments:
        findings = [
            _finding(found, lines[each.pk, found.pk], reading) for found in each.findings.all()
        ]
        groups = [Group(lines=lines[each.pk, None]), *findings]
        shown = [
            group for group in groups if group.lines or (group.heading and not reading.is_narrowed)
        ]
        if shown or not reading.is_narrowed:
            files = [file for file in reading.files if file.assessment_id == each.pk]
            parts.append(
                Part(
                    each.title,
                    _facts(each),
                    shown,
                    anchor=f"assessment-{each.pk}",
                    files=files_of(each, files, reading.actor, tz=each.site.time_zone),
                    corrections=corrections_of(each),
                    correct_href=_correct_href(each, reading.actor),
                )
            )
    if lines[None, None]:
        parts.append(Part("Other recommendations", "", [Group(lines=lines[None, None])]))
    return parts


def _finding(found: Finding, lines: Sequence[Line], reading: Reading) -> Group:
    return Group(
        heading=f"Finding {found.place}: {found.text}",
        lines=lines,
        anchor=f"finding-{found.pk}",
        made=[each for each in reading.made if each.part == found.pk],
        ask=f"Turn finding {found.place} into a request" if reading.may_ask else "",
        ask_href=reverse("tta_requests:new", query={"origin": f"{made_from.FINDING}:{found.pk}"}),
    )


def _check(row: Recommendation, reading: Reading) -> CheckForm | None:
    if not policies.can_record_check(reading.actor, row, reading.duty):
        return None
    return CheckForm(initial={"on": reading.today}, auto_id=f"{row.pk}-%s")


def _correct_href(assessment: Assessment, actor: Actor) -> str:
    if not policies.can_correct_assessment(actor, assessment):
        return ""
    return reverse("engagements:correct-assessment", args=[assessment.pk])


def _facts(assessment: Assessment) -> str:
    reported = REPORTED if assessment.is_imported else ""
    return " · ".join(filter(None, (assessment.done_by, day_of(assessment), reported)))


def _line(row: Recommendation, reading: Reading) -> Line:
    repeats = f"Repeats every {row.repeats_every_days} days" if row.repeats_every_days else ""
    reported = REPORTED if row.is_imported else ""
    due, day, glyph = _due(row, reading.today)
    return Line(
        reference=row.reference,
        href=reverse("engagements:recommendation", args=[row.pk]),
        headline=row.headline,
        about=" · ".join(filter(None, (row.core_area.name, repeats, reported))),
        checks=list(_checks(row, reading.today)),
        state=str(row.get_status_display()),
        glyph=GLYPHS[row.status],
        owner=owner_of(row),
        due=due,
        day=day,
        due_glyph=glyph,
        evidence=wording.counted(row.proofs, "line") if row.proofs else "",
        check=_check(row, reading),
        check_href=reverse("engagements:record-check", args=[row.pk]),
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
