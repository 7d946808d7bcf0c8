"""The load of each liaison, and the sites that a manager has to look at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from django.urls import reverse

from foundation.accounts.actors import Actor
from foundation.exports.forms import ExportOffer, export_of
from foundation.ui import dates, wording
from liaisons import policies
from liaisons.policies.caseload import Case, Level, Show, is_chosen
from liaisons.presenters.addresses import home_of
from liaisons.presenters.cases import ends_on, late_count, leave_words, request_count, seated
from liaisons.presenters.updates import hours_text
from liaisons.querysets.caseload import CaseFacts
from liaisons.querysets.hours import SiteHours, by_liaison, total_of

# PRODUCT section 5: an engagement closes in its last 180 days.
ENDING = timedelta(days=180)


LABELS = {
    Show.ALL: "Liaisons",
    Show.QUIET: "Sites without contact",
    Show.ENDING: "Ending within 180 days",
    Show.NO_LIAISON: "Sites without a liaison",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one liaison has; a stand-in's sites count for both while the leave lasts.

    Attributes:
        quiet: sites where contact is overdue.
        longest: days since contact at the site that waits longest; None without a site.
        on_leave: who stands in until when; empty while the liaison is on duty.
        hours: the hours of this month, against the monthly hours where these are set; empty for none.
    """

    user_id: int
    name: str
    sites: int
    needy: int
    requests: int
    late: int
    quiet: int
    ending: int
    longest: int | None
    on_leave: str
    hours: str
    board: str
    month: str
    leave: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """A site that a manager has to look at."""

    name: str
    href: str
    liaison: str
    days: str
    reason: str
    ends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkloadPage:
    """Everything the page shows.

    Attributes:
        filters: the lists, each with its number of rows.
        show: which of them is shown.
        loads: the liaisons, the most sites first.
        lines: the sites of another list.
        export: the export form; None if there is nothing to export.
    """

    filters: Sequence[tuple[str, str, bool]]
    show: Show
    loads: Sequence[Load]
    lines: Sequence[SiteLine]
    export: ExportOffer | None


def page_of(
    cases: Sequence[Case], actor: Actor, *, show: Show, hours: Sequence[SiteHours]
) -> WorkloadPage:
    """Show the load of liaisons, or one of the lists of sites; ``hours`` are this month's."""
    loads = loads_of(cases, actor, hours)
    lists: dict[Show, list[Case]] = {each: those(cases, each) for each in Show if each != Show.ALL}
    counts = {each: len(lists.get(each, loads)) for each in Show}
    return WorkloadPage(
        filters=[(f"{LABELS[each]} {counts[each]}", _address(each), each == show) for each in Show],
        show=show,
        loads=loads if show == Show.ALL else [],
        lines=[_line(case) for case in lists.get(show, [])],
        export=export_of("workload", urlencode({"show": show} if show else {}), actor),
    )


def those(cases: Iterable[Case], show: Show) -> list[Case]:
    """Return the sites of a list, in its order."""
    if show == Show.QUIET:
        return [case for case in cases if is_quiet(case)]
    if show == Show.ENDING:
        found = [case for case in cases if is_ending(case.facts)]
        return sorted(found, key=lambda case: str(ends_on(case.facts)))
    return [case for case in cases if not case.facts.liaisons]


def loads_of(cases: Sequence[Case], actor: Actor, hours: Sequence[SiteHours]) -> list[Load]:
    """Return the load of each liaison, the most sites first."""
    spent = {rows[0].liaison_id: _spent(rows) for rows in by_liaison(hours)}
    people = {each.user_id: each.name for case in cases for each in case.facts.liaisons}
    found = [
        _load(pk, name, _of(cases, pk), actor, spent.get(pk, "")) for pk, name in people.items()
    ]
    return sorted(found, key=lambda load: (-load.sites, load.name, load.user_id))


def is_quiet(case: Case) -> bool:
    """Return whether contact with the site is overdue."""
    return case.level == Level.LATE


def is_ending(facts: CaseFacts) -> bool:
    """Return whether the site's engagement ends within 180 days."""
    last = ends_on(facts)
    return last is not None and last <= facts.day + ENDING


def _of(cases: Iterable[Case], user_id: int) -> list[Case]:
    return [case for case in cases if is_chosen(case.facts, user_id)]


def _spent(rows: Sequence[SiteHours]) -> str:
    total, monthly = hours_text(total_of(rows)), rows[0].monthly
    return f"{total} of {hours_text(monthly)}" if monthly else total


def _load(user_id: int, name: str, own: Sequence[Case], actor: Actor, hours: str) -> Load:
    waits = [case.facts.waited for case in own if case.facts.waited is not None]
    query: Mapping[str, str] = {"liaison": str(user_id)}
    away = [case.facts for case in own if _is_away(case.facts, user_id)]
    return Load(
        user_id=user_id,
        name=name,
        sites=len(own),
        needy=sum(case.needs_contact for case in own),
        requests=sum(request_count(case.facts) for case in own),
        late=sum(late_count(case.facts) for case in own),
        quiet=sum(is_quiet(case) for case in own),
        ending=sum(is_ending(case.facts) for case in own),
        longest=max(waits, default=None),
        on_leave=leave_words(away[0]) if away else "",
        hours=hours,
        board=reverse("liaisons:caseload", query=query),
        month=reverse("liaisons:month", query=query),
        leave=reverse("liaisons:record-leave", query=query)
        if policies.can_manage_leave(actor)
        else "",
    )


def _is_away(facts: CaseFacts, user_id: int) -> bool:
    """Return whether somebody stands in for the liaison at the site now."""
    return facts.stand_in is not None and facts.stand_in.covered_user_id == user_id


def _line(case: Case) -> SiteLine:
    facts, last = case.facts, ends_on(case.facts)
    left = f", {wording.counted((last - facts.day).days, 'day')} left" if last else ""
    return SiteLine(
        name=facts.site.name,
        href=home_of(facts.site),
        liaison=seated(facts),
        days="never" if facts.days is None else str(facts.days),
        reason=case.reason,
        ends=f"{dates.full_day(last)}{left}" if last else "",
    )


def _address(show: Show) -> str:
    return reverse("liaisons:workload", query={"show": show} if show else None)
