"""Exports of the caseload and the log, with the pages' own filters and the reader's access."""

from collections.abc import Iterable, Sequence

from django.http import Http404, QueryDict

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports.narrowing import chosen_in
from foundation.exports.registry import Cell, Exportable
from foundation.saved_views.registry import Listed, without_place
from foundation.ui import dates
from liaisons.enums import UpdateKind
from liaisons.forms import ListForm, MonthForm, asked_group, asked_liaison, asked_list
from liaisons.models import EngagementUpdate, EngagementUpdateQuerySet
from liaisons.policies.caseload import Case, Show, board, in_group, of_liaison, sees_every_liaison
from liaisons.presenters.caseload import GROUPS
from liaisons.presenters.cases import (
    ends_on,
    late_count,
    leave_words,
    liaison_names,
    open_requests,
    phase,
    request_count,
    seated,
)
from liaisons.presenters.workload import LABELS, is_ending, is_quiet, loads_of, those
from liaisons.querysets.caseload import standard_of, with_work
from liaisons.querysets.hours import SiteHours, hours_of, this_month
from liaisons.querysets.places import sites_where
from liaisons.querysets.updates import PLACES
from sites.enums import Handling

Rows = list[Sequence[Cell]]


def _cases(actor: Actor, query: QueryDict) -> list[Case]:
    facts = with_work(board(actor), actor)
    cases = of_liaison(facts, asked_liaison(query), standard_of(facts))
    return in_group(cases, asked_group(query))


def _sites(actor: Actor, query: QueryDict, after: str, most: int) -> tuple[Rows, str]:
    """Return the next rows; as a board has no cursor, its position is the number of rows so far."""
    given = int(after or 0)
    cases = _cases(actor, query)[given : given + most]
    return [_site(case) for case in cases], str(given + len(cases))


def _site(case: Case) -> Sequence[Cell]:
    facts = case.facts
    last = facts.last
    return (
        facts.site.name,
        case.reason,
        phase(facts),
        facts.days,
        seated(facts),
        last.occurred_on if last else None,
        UpdateKind(last.kind).label if last else "",
        facts.vacant,
        open_requests(facts),
        facts.next_on,
    )


def _count_sites(actor: Actor, query: QueryDict, most: int) -> int:
    return len(_cases(actor, query)[:most])


def _loads(actor: Actor, query: QueryDict, after: str, most: int) -> tuple[Rows, str]:
    """Return the next liaisons, or the next sites of the list that is asked for; the position counts rows."""
    given = int(after or 0)
    rows = _all_loads(actor, query)[given : given + most]
    return rows, str(given + len(rows))


def _all_loads(actor: Actor, query: QueryDict) -> Rows:
    if not sees_every_liaison(actor):
        raise Http404
    show = asked_list(query)
    facts = with_work(board(actor), actor)
    cases = of_liaison(facts, None, standard_of(facts))
    if show != Show.ALL:
        return [_quiet(case) for case in those(cases, show)]
    return [
        (
            each.name,
            "",
            each.sites,
            each.needy,
            each.requests,
            each.late,
            each.quiet,
            each.ending,
            each.longest,
            None,
            each.on_leave,
            each.hours,
        )
        for each in loads_of(cases, actor, hours_of(this_month(actor), actor))
    ]


def _quiet(case: Case) -> Sequence[Cell]:
    facts = case.facts
    return (
        liaison_names(facts),
        facts.site.name,
        1,
        int(case.needs_contact),
        request_count(facts),
        late_count(facts),
        int(is_quiet(case)),
        int(is_ending(facts)),
        facts.days,
        ends_on(facts),
        leave_words(facts),
        "",
    )


def _count_loads(actor: Actor, query: QueryDict, most: int) -> int:
    return len(_all_loads(actor, query)[:most])


def _form(actor: Actor, query: QueryDict) -> ListForm:
    return ListForm(
        QueryDict(without_place(query.urlencode())), sites=sites_where(actor, P.UPDATE_VIEW)
    )


def _of_updates(actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    return chosen_in(_form(actor, query))


def _log(actor: Actor, query: QueryDict) -> EngagementUpdateQuerySet:
    form = _form(actor, query)
    if not form.is_valid():
        raise Http404
    site = form.cleaned_data["site"]
    log = EngagementUpdate.objects.visible_to(actor).submitted().for_list()
    return log.at(site.pk) if site else log


def _updates(actor: Actor, query: QueryDict, after: str, most: int) -> tuple[Rows, str]:
    log, place = _log(actor, query), PLACES.resume(after)
    found = list((log.after(*place) if place else log)[:most])
    return [_update(each) for each in found], PLACES.write(found[-1]) if found else after


def _update(update: EngagementUpdate) -> Sequence[Cell]:
    return (
        update.occurred_on,
        update.get_kind_display(),
        update.site.name,
        update.author.name,
        update.participants,
        update.summary,
        update.outcome,
        update.get_risk_display(),
        update.next_contact_on,
        None if update.hours is None else float(update.hours),
        Handling(update.handling).label,
    )


def _hours(actor: Actor, query: QueryDict, after: str, most: int) -> tuple[Rows, str]:
    """Return the next rows; the position is the number of rows so far, as a sum has no cursor."""
    given = int(after or 0)
    rows = _month_of(actor, query)[given : given + most]
    return [_site_hours(row) for row in rows], str(given + len(rows))


def _month_of(actor: Actor, query: QueryDict) -> list[SiteHours]:
    form = MonthForm(query)
    if not form.is_valid():
        raise Http404
    return hours_of(form.cleaned_data["month"] or this_month(actor), actor)


def _site_hours(row: SiteHours) -> Sequence[Cell]:
    monthly = None if row.monthly is None else float(row.monthly)
    return (row.liaison, row.site, float(row.hours), row.updates, monthly)


def _count_hours(actor: Actor, query: QueryDict, most: int) -> int:
    return len(_month_of(actor, query)[:most])


def _count_updates(actor: Actor, query: QueryDict, most: int) -> int:
    return _log(actor, query).counted(most)


def _of_caseload(actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    yield "Show", GROUPS[asked_group(query)]
    liaison = asked_liaison(query)
    if liaison is not None:
        named = {each.user_id: each.name for row in board(actor) for each in row.liaisons}
        yield "Liaison", named.get(liaison, "")


def _of_workload(_actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    yield "Show", LABELS[asked_list(query)]


def _of_hours(actor: Actor, query: QueryDict) -> Iterable[tuple[str, str]]:
    form = MonthForm(query)
    form.is_valid()
    yield "Month", dates.month(form.cleaned_data.get("month") or this_month(actor))


CASELOAD_VIEWS = Listed(path="/caseload/", title="Caseload")
UPDATE_VIEWS = Listed(path="/updates/", title="Updates")
CASELOAD = Exportable(
    slug="caseload",
    title="Caseload",
    permission=P.CASELOAD_VIEW,
    columns=(
        "Site",
        "Needs",
        "Engagement",
        "Days since contact",
        "Liaison",
        "Last contact",
        "Type of contact",
        "Vacant seats",
        "Open requests",
        "Next contact",
    ),
    rows=_sites,
    count=_count_sites,
    narrowed=_of_caseload,
)
WORKLOAD = Exportable(
    slug="workload",
    title="Workload of liaisons",
    permission=P.CASELOAD_VIEW,
    columns=(
        "Liaison",
        "Site",
        "Sites",
        "Need attention",
        "Open requests",
        "Commitments past due",
        "Without contact",
        "Ending within 180 days",
        "Days since contact",
        "Engagement ends",
        "Leave",
        "Hours this month",
    ),
    rows=_loads,
    count=_count_loads,
    narrowed=_of_workload,
)
UPDATES = Exportable(
    slug="updates",
    title="Updates",
    permission=P.UPDATE_VIEW,
    columns=(
        "When",
        "Type of contact",
        "Site",
        "Logged by",
        "Participants",
        "What happened",
        "Outcome",
        "Risk",
        "Next contact",
        "Hours",
        "Handling",
    ),
    rows=_updates,
    count=_count_updates,
    narrowed=_of_updates,
)
HOURS = Exportable(
    slug="liaison-hours",
    title="Liaison hours",
    permission=P.CASELOAD_VIEW,
    columns=("Liaison", "Site", "Hours", "Updates", "Monthly hours"),
    rows=_hours,
    count=_count_hours,
    narrowed=_of_hours,
)
