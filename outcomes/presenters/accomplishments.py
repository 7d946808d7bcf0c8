"""Accomplishments as lists, and the figures and evidence of one."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.urls import reverse

from engagements.models import Commitment, Recommendation
from foundation.calendars.days import first_day
from foundation.ui import dates, wording
from outcomes import policies
from outcomes.models import Accomplishment, AccomplishmentEvidence
from outcomes.presenters.measurements import period_of, said_of
from sites.models import Site

GLYPHS: Mapping[str, str] = {
    "draft": "submitted",
    "attested": "accepted",
    "verified": "in-delivery",
    "cleared": "delivered",
    "published": "confirmed",
    "corrected": "confirmed",
    "withdrawn": "withdrawn",
    "discarded": "withdrawn",
}
KINDS: Mapping[str, str] = {
    "recommendation": "Recommendation",
    "tta_request": "Request",
    "commitment": "Order or commitment",
    "measurement": "Measurement toward a goal",
    "site_measurement": "Measurement",
}
# A number as people write it; anything else is shown and not computed with.
PLAIN = re.compile(r"[0-9][0-9,]*(\.[0-9]+)?")
PARTS = ("label", "before", "after", "unit", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An accomplishment in a list; ``turn`` says who takes the next step."""

    href: str
    headline: str
    site: str
    state: str
    glyph: str
    turn: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """A figure: the numbers as reported, and the change computed from them where both are numbers."""

    label: str
    before: str
    after: str
    unit: str
    period: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """A thing that an accomplishment rests on; without a title where the reader may not open it.

    ``is_printed`` is whether it's on paper: nothing federal is, and nothing that may be.
    """

    kind: str
    title: str
    href: str
    day: str
    remove_href: str = ""
    is_printed: bool = True


def lines_of(
    found: Iterable[Accomplishment], *, bare: Collection[UUID], with_site: bool
) -> list[Line]:
    """Return the lines of a list; ``bare`` holds the keys of drafts that rest on nothing yet."""
    return [
        Line(
            href=each.get_absolute_url(),
            headline=each.headline,
            site=each.site.name if with_site else "",
            state=str(each.get_status_display()),
            glyph=GLYPHS[each.status],
            turn=policies.turn_of(each, is_bare=each.pk in bare),
            day=_day(each),
        )
        for each in found
    ]


def summary_of(counts: Mapping[str, int], *, is_filtered: bool = False) -> str:
    """Say how many accomplishments there are, or how many match the filters."""
    total = sum(counts.values())
    if not total and is_filtered:
        return "None match the filters"
    if not total:
        return "No accomplishments yet"
    public = sum(counts.get(state, 0) for state in ("published", "corrected"))
    return f"{wording.counted(total, 'accomplishment')}, {public} published"


def figures_of(found: Accomplishment) -> list[FigureView]:
    """Return its figures with what changed."""
    return [
        FigureView(
            **{name: figure.get(name, "") for name in PARTS},
            change=_change(figure.get("before", ""), figure.get("after", "")),
        )
        for figure in found.figures
    ]


def chain_of(
    evidence: Iterable[AccomplishmentEvidence], site: Site, *, may_remove: bool
) -> list[ChainLink]:
    """Return what an accomplishment rests on in the order it happened, an assessment before its advice."""
    links: list[ChainLink] = []
    for line in evidence:
        thing = getattr(line, line.kind)
        if isinstance(thing, Recommendation) and thing.assessment:
            board = reverse("engagements:recommendations", args=[site.slug])
            links.append(
                ChainLink(
                    kind="Assessment",
                    title=thing.assessment.title,
                    href=f"{board}#assessments",
                    day=dates.full_day(thing.assessment.done_on),
                )
            )
        title, href = opened(line, site) if thing else ("", "")
        remove = reverse("outcomes:remove-evidence", args=[line.pk]) if may_remove else ""
        links.append(
            ChainLink(
                kind=KINDS[line.kind],
                title=title,
                href=href,
                day=dates.full_day(line.happened_on),
                remove_href=remove,
                is_printed=bool(title) and not is_federal(line),
            )
        )
    return links


def opened(line: AccomplishmentEvidence, site: Site) -> tuple[str, str]:
    """Return the title and the page of a thing that the reader may open."""
    if line.recommendation:
        pk = line.recommendation.pk
        return line.recommendation.headline, reverse("engagements:recommendation", args=[pk])
    if line.tta_request:
        return str(line.tta_request), line.tta_request.get_absolute_url()
    if line.commitment:
        return line.commitment.text, _page_of(line.commitment)
    if line.site_measurement:
        reported = line.site_measurement
        said = f"{reported.measure}: {said_of(reported)}, {period_of(reported)}"
        return said, reported.measure.get_absolute_url()
    measured = line.measurement
    if measured is None:
        return "", ""
    query = {"kind": measured.plan.kind, "engagement": str(measured.plan.engagement_id)}
    page = reverse("engagements:plan", args=[site.slug], query=query)
    corrected = "corrected since" if hasattr(measured, "correction") else ""
    return ", ".join(filter(None, (measured.in_words, measured.note, corrected))), page


def is_federal(line: AccomplishmentEvidence) -> bool:
    """Return whether a thing is, or belongs to, a request about federal law enforcement."""
    behind = line.tta_request or (line.commitment and line.commitment.request)
    return bool(behind and behind.is_federal)


def _page_of(commitment: Commitment) -> str:
    if commitment.request:
        return f"{commitment.request.get_absolute_url()}#work"
    return reverse("engagements:commitment", args=[commitment.pk])


def counts_in(before: str, after: str) -> tuple[Decimal, Decimal] | None:
    """Return the two numbers of a figure; None unless both are plain numbers."""
    if not PLAIN.fullmatch(before) or not PLAIN.fullmatch(after):
        return None
    return Decimal(before.replace(",", "")), Decimal(after.replace(",", ""))


def _change(before: str, after: str) -> str:
    """Say by how much a count changed, computed from its two numbers; empty where one isn't a plain number."""
    counts = counts_in(before, after)
    if counts is None or counts[0] in {0, counts[1]}:
        return ""
    was, now = counts
    share = abs(now - was) / was * 100
    return f"{'Up' if now > was else 'Down'} {share:.0f}%, computed from the two numbers."


def _day(found: Accomplishment) -> str:
    if found.is_imported:
        return ""
    return f"Since {dates.full_day(first_day(found.moved_at, found.site.time_zone))}"
