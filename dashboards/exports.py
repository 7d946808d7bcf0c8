"""Lists of sites, timelines, and reports as exports and saved views, with the page's own filters and the reader's access."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from dashboards.enums import Period
from dashboards.policies.reports import is_reported
from dashboards.presenters import commitments, national, reports, timeline
from dashboards.presenters.site_list import CURRENT, GROUP_WORDS, asked_of, shown_of
from dashboards.querysets.commitments import continued, found_by
from dashboards.querysets.national import picture_of
from dashboards.querysets.reports import report_of
from dashboards.querysets.site_list import WorkedSite, worked_sites
from engagements.presenters.journey import progress_of
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE
from foundation.exports.narrowing import chosen_in
from foundation.exports.registry import Cell, Exportable, moment_of
from foundation.saved_views.registry import Listed
from foundation.timeline.columns import Asked
from foundation.timeline.reading import PLACES, counted, timeline_of
from liaisons.enums import UpdateKind
from liaisons.presenters.cases import phase, seated
from sites.models import Site
from tta_requests.enums import ClockKind


def _shown(actor: Actor, query: QueryDict) -> list[WorkedSite]:
    found = worked_sites(actor)
    return shown_of(found, asked_of(query, found)[1], now=clock.now())


def _rows(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    """Return the next rows; as the list has no cursor, its position is the number of rows so far."""
    given = int(after or 0)
    rows = _shown(actor, query)[given : given + most]
    return [_row(each) for each in rows], str(given + len(rows))


def _row(row: WorkedSite) -> Sequence[Cell]:
    facts, due, last = row.facts, row.clock, row.facts.last
    return (
        row.site.name,
        row.site.state.name,
        ClockKind(due.kind).label if due else "",
        moment_of(due.due_at, row.site.time_zone) if due else None,
        due.request.number if due else "",
        row.open_requests,
        progress_of(facts.term, facts.day).month if facts.term and facts.is_engaged else None,
        phase(facts),
        seated(facts),
        last.occurred_on if last else None,
        UpdateKind(last.kind).label if last else "",
    )


def _count(actor: Actor, query: QueryDict, most: int) -> int:
    return len(_shown(actor, query)[:most])


def _site(actor: Actor, query: QueryDict) -> Site:
    return get_object_or_404(
        Site.objects.with_work_visible_to(actor), slug=query.get(timeline.SITE, "")
    )


def _asked_timeline(actor: Actor, query: QueryDict, most: int) -> Asked:
    """Return the part of a site's timeline that the page's query asks for; 404 for a site the actor can't enter."""
    site = _site(actor, query)
    form = timeline.form_of(query)
    return timeline.asked_of(form, site, now=clock.now(), most=most)


def _happenings(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    asked = _asked_timeline(actor, query, most)
    found = timeline_of(actor, replace(asked, after=PLACES.resume(after)))
    rows = [timeline.cells_of(each, asked.zone) for each in found]
    return rows, PLACES.write(found[-1].row) if found else after


def _count_happenings(actor: Actor, query: QueryDict, most: int) -> int:
    return counted(actor, _asked_timeline(actor, query, most))


def _commitments(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    asked = commitments.asked_of(query, actor)[1]
    found = found_by(actor, asked, now=clock.now())
    rows, place = continued(found, after, most, latest=asked.is_latest_first)
    return [commitments.cells_of(each, actor) for each in rows], place


def _count_commitments(actor: Actor, query: QueryDict, most: int) -> int:
    asked = commitments.asked_of(query, actor)[1]
    return found_by(actor, asked, now=clock.now()).counted(most)


def _of_commitments(actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    return chosen_in(commitments.asked_of(query, actor)[0], always={"whose", "state"})


def _of_timeline(actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    yield "Site", _site(actor, query).name
    yield from chosen_in(timeline.form_of(query))


def _of_report(_actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    yield "Period", reports.title_of(_asked_report(query))


def _of_sites(actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    form, asked = asked_of(query, worked_sites(actor))
    yield "Show", GROUP_WORDS.get(asked.value("show"), GROUP_WORDS[CURRENT])
    yield from chosen_in(form)


COMMITMENT_VIEWS = Listed(path="/commitments/", title="Commitments")
COMMITMENTS = Exportable(
    slug="commitments",
    title="Commitments",
    permission=P.SITE_VIEW,
    columns=(
        "Commitment",
        "Type",
        "Due",
        "Status",
        "Owner",
        "Responsible",
        "Site",
        "Comes from",
        "Evidence",
        "Done on",
    ),
    rows=_commitments,
    count=_count_commitments,
    narrowed=_of_commitments,
)
TIMELINE = Exportable(
    slug="timeline",
    title="Site timeline",
    permission=P.SITE_VIEW,
    columns=("When (site time)", "What happened", "Request", "About", "By", "More", "Handling"),
    rows=_happenings,
    count=_count_happenings,
    narrowed=_of_timeline,
)


def _asked_report(query: QueryDict) -> Period:
    found = Period.named(query.get("period", ""))
    if found is None or not is_reported(found, clock.today(OFFICIAL_ZONE)):
        raise Http404
    return found


def _figures(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    """Return the next figures of a report; its position is the number of rows so far."""
    given = int(after or 0)
    found = report_of(_asked_report(query), actor)
    cells = reports.cells_of(found, today=clock.today(OFFICIAL_ZONE))[given : given + most]
    return cells, str(given + len(cells))


def _count_figures(actor: Actor, query: QueryDict, most: int) -> int:
    return min(len(report_of(_asked_report(query), actor).values), most)


REPORT = Exportable(
    slug="report",
    title="Report figures",
    permission=P.REPORT_VIEW,
    columns=(
        "Report",
        "Status",
        "Sites",
        "Table",
        "Row",
        "Figure",
        "Value",
        "Value when frozen",
        "Reason for the change",
    ),
    rows=_figures,
    count=_count_figures,
    narrowed=_of_report,
)


def _national(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    """Return the next cells of the national picture; its position is the number of rows so far."""
    given = int(after or 0)
    cells = national.cells_of(picture_of(actor, clock.now()))[given : given + most]
    return cells, str(given + len(cells))


def _count_national(actor: Actor, query: QueryDict, most: int) -> int:
    found = picture_of(actor, clock.now())
    return min(len(found.places) * len(found.areas), most)


NATIONAL = Exportable(
    slug="national-picture",
    title="National picture",
    permission=P.REPORT_VIEW,
    columns=(
        "Site",
        "Sites",
        "Core area",
        "Open",
        "Past due",
        "At risk",
        "Paused",
        "Ever asked for help",
    ),
    rows=_national,
    count=_count_national,
)
SITE_VIEWS = Listed(path="/sites/", title="Sites")
SITES = Exportable(
    slug="sites",
    title="Sites",
    permission=P.CASELOAD_VIEW,
    columns=(
        "Site",
        "State",
        "Clock due first",
        "Due (site time)",
        "Request",
        "Open requests",
        "Month",
        "Engagement",
        "Liaison",
        "Last update",
        "Type of contact",
    ),
    rows=_rows,
    count=_count,
    narrowed=_of_sites,
)
