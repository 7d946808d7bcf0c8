"""What people answered about a summit together, and where someone can answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from summits.enums.feedback import MIN_ANSWERS
from summits.models import Session, Summit
from summits.presenters.session_lines import line_of
from summits.querysets.feedback import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """The results of one session, or of the whole summit; a note instead where too few people answered."""

    title: str
    href: str
    about: str
    note: str
    answers: str
    overall: str
    useful: str
    at_home: Sequence[str]
    comments: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackLinks:
    """Where the reader of a page gives feedback, and reads its results; empty where they can't."""

    give: str = ""
    results: str = ""


def lines_of(
    summit: Summit,
    sessions: Iterable[Session],
    results: Mapping[UUID | None, Result],
    *,
    has_whole: bool,
) -> list[ResultLine]:
    """Show results: of the whole summit first, for its organizers, then of its sessions in order of time."""
    found = []
    if has_whole:
        href = reverse("summits:detail", args=[summit.slug])
        found.append(_line("The whole summit", href, "", results.get(None)))
    for each in sessions:
        line = line_of(each, summit)
        when = f"{line.day} {line.times}" if each.starts_at else "No longer on the agenda"
        about = " · ".join(filter(None, (when, line.room, line.speakers)))
        found.append(_line(each.title, line.href, about, results.get(each.pk)))
    return found


def links_of(
    summit: Summit, session: Session | None, *, is_asked: bool, may_read: bool
) -> FeedbackLinks:
    """Show where to answer about a session, or the whole summit, and where the results are."""
    give = ""
    if is_asked and session is not None:
        give = reverse("summits:session-feedback", args=[session.pk])
    elif is_asked:
        give = reverse("summits:feedback", args=[summit.slug])
    results = reverse("summits:feedback-results", args=[summit.slug]) if may_read else ""
    return FeedbackLinks(give=give, results=results)


def _line(title: str, href: str, about: str, result: Result | None) -> ResultLine:
    if result is None:
        note = f"Fewer than {MIN_ANSWERS} people have answered. Results appear once {MIN_ANSWERS} people have answered."
        return ResultLine(
            title=title,
            href=href,
            about=about,
            note=note,
            answers="",
            overall="",
            useful="",
            at_home=(),
            comments=(),
        )
    return ResultLine(
        title=title,
        href=href,
        about=about,
        note="",
        answers=str(result.answers),
        overall=f"{result.overall:.1f} of 5",
        useful=f"{result.useful:.1f} of 5",
        at_home=result.at_home,
        comments=result.comments,
    )
