"""A summit's report and roster as exports, with the pages' own access."""

from collections.abc import Iterable, Sequence

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.narrowing import chosen_in
from foundation.exports.registry import Cell, Exportable
from foundation.workflow.cursors import Cursors
from summits import policies
from summits.forms.rosters import RosterForm
from summits.models import Summit
from summits.models.registrations import RegistrationQuerySet
from summits.presenters import reports, rosters
from summits.querysets.reports import report_of
from summits.querysets.rosters import after_person, position_on_roster, roster_of, sites_on

# The site's and the person's names; ``tuple`` reads them back from JSON.
PEOPLE = Cursors("summit-roster", place=position_on_roster, read_at=tuple)


def _figures(actor: Actor, query: QueryDict) -> list[Sequence[Cell]]:
    """Return every figure of the summit the query names; 404 for what its page doesn't show the actor."""
    summit = _asked(actor, query)
    if not policies.is_reported(summit) or not policies.can_read_report(actor, summit):
        raise Http404
    return reports.cells_of(report_of(summit, actor, policies.reported_sites(actor, summit)))


def _report(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    """Return the next figures; the position is the number of rows so far."""
    given = int(after or 0)
    rows = _figures(actor, query)[given : given + most]
    return rows, str(given + len(rows))


def _count_report(actor: Actor, query: QueryDict, most: int) -> int:
    return min(len(_figures(actor, query)), most)


def _people(actor: Actor, query: QueryDict) -> tuple[Summit, RegistrationQuerySet]:
    """Return the summit the query names, and its roster for the actor, without federal law enforcement."""
    summit = _asked(actor, query)
    sites = policies.rostered_sites(actor, summit)
    form = RosterForm(query, sites=sites_on(summit, actor, sites))
    if not policies.can_read_roster(actor, summit) or not form.is_valid():
        raise Http404
    return summit, roster_of(summit, actor, sites, form.cleaned_data["site"]).without_federal()


def _roster(
    actor: Actor, query: QueryDict, after: str, most: int
) -> tuple[list[Sequence[Cell]], str]:
    """Return the people after the one whose position it is: others may come or leave between two steps."""
    summit, found = _people(actor, query)
    may = policies.can_read_addresses(actor, summit)
    people = list(after_person(found, PEOPLE.resume(after))[:most])
    rows = [rosters.cells_of(each, summit, with_addresses=may) for each in people]
    return rows, PEOPLE.write(people[-1]) if people else after


def _count_roster(actor: Actor, query: QueryDict, most: int) -> int:
    return _people(actor, query)[1][:most].count()


def _narrowed(actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    """Return the summit, and of a roster the site that was chosen."""
    summit = _asked(actor, query)
    yield "Summit", summit.name
    sites = sites_on(summit, actor, policies.rostered_sites(actor, summit))
    yield from chosen_in(RosterForm(query, sites=sites))


def _asked(actor: Actor, query: QueryDict) -> Summit:
    seen = Summit.objects.visible_to(actor).named(query.get("summit", ""))
    found: Summit = get_object_or_404(seen)
    if found.is_imported:
        raise Http404
    return found


REPORT = Exportable(
    slug="summit-report",
    title="Summit report",
    permission=P.SITE_VIEW,
    columns=("Summit", "Sites", "Table", "Row", "Figure", "Value"),
    rows=_report,
    narrowed=lambda actor, query: [("Summit", _asked(actor, query).name)],
    count=_count_report,
)
ROSTER = Exportable(
    slug="summit-roster",
    title="Summit roster",
    permission=P.SITE_VIEW,
    columns=rosters.COLUMNS,
    rows=_roster,
    count=_count_roster,
    narrowed=_narrowed,
)
