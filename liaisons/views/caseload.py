"""The caseload board: which site needs a contact first, as cards or as a table."""

from datetime import date
from typing import Literal
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.urls import reverse

from engagements.enums import State
from engagements.presenters.journey import journey_of
from foundation.accounts.access import access
from foundation.accounts.actors import Actor
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.exports.forms import ExportForm
from foundation.ui.dates import day as day_words
from foundation.ui.navigation import named
from foundation.ui.pages import page
from foundation.ui.types import CaseCard, ClockState, Fact, Link
from liaisons import policies
from liaisons.models import ContactStandard
from liaisons.policies.caseload import Case, Group, Level, assess, in_order, is_on_board, state_of
from liaisons.querysets.caseload import CaseFacts, facts_of
from liaisons.querysets.places import sites_where
from liaisons.views.parts import home_of, requests_of
from tta_requests.enums import Status

GROUPS = {
    Group.ALL: "All",
    Group.NEEDY: "Need me",
    Group.CLOSING: "Closing",
    Group.ALUMNI: "Alumni",
}
Tone = Literal["breach", "risk", "quiet"]
LOOKS: dict[Level, tuple[Tone, ClockState]] = {
    Level.LATE: ("breach", ClockState.PAST_DUE),
    Level.AT_RISK: ("risk", ClockState.AT_RISK),
    Level.PLANNED: ("quiet", ClockState.ON_TIME),
    Level.PAUSED: ("quiet", ClockState.PAUSED),
    Level.FINE: ("quiet", ClockState.MET),
}


@access(P.CASELOAD_VIEW)
def caseload(request: PortalRequest) -> HttpResponse:
    """The reader's sites, worst first."""
    standard = ContactStandard.objects.current()
    everywhere = request.actor.sites_for(P.CASELOAD_VIEW) is None
    facts = board(request.actor)
    cases = of_liaison(facts, request.GET, standard)
    group = _group(request.GET)
    cards = [
        _card(request, case, standard, everywhere=everywhere)
        for case in in_group(cases, request.GET)
    ]
    query = urlencode(_kept(request))
    context = {
        "everywhere": everywhere,
        "total": len(cases),
        "needy": sum(case.needs_contact for case in cases),
        "filters": _filters(request, cases, group),
        "liaisons": _liaisons(request, facts) if everywhere else [],
        "cards": cards,
        "standard": standard,
        "as_table": request.GET.get("as") == "table",
        "other_look": _address(
            request, **{"as": "" if request.GET.get("as") == "table" else "table"}
        ),
        "can_log": request.actor.may_anywhere(P.UPDATE_LOG),
        "query": query,
        "may_export": bool(cards) and request.actor.may_anywhere(P.LIST_EXPORT),
        "export": ExportForm(),
    }
    return page(request, "liaisons/caseload.html", context)


def board(actor: Actor) -> list[CaseFacts]:
    """The facts of every site on the actor's board."""
    sites = sites_where(actor, P.CASELOAD_VIEW).select_related("state")
    everywhere = actor.sites_for(P.CASELOAD_VIEW) is None
    return [each for each in facts_of(sites, actor) if not everywhere or is_on_board(each)]


def of_liaison(facts: list[CaseFacts], query: QueryDict, standard: ContactStandard) -> list[Case]:
    """The cases of the liaison that is asked for, worst first; everybody's for none."""
    liaison = _liaison(query)
    return in_order([assess(each, standard) for each in facts if _is_chosen(each, liaison)])


def in_group(cases: list[Case], query: QueryDict) -> list[Case]:
    """Those of the group that is asked for."""
    group = _group(query)
    return [case for case in cases if case.belongs_to(group)]


def _group(query: QueryDict) -> Group:
    try:
        return Group(query.get("show") or Group.ALL)
    except ValueError:
        raise Http404 from None


def _liaison(query: QueryDict) -> int | None:
    asked = query.get("liaison", "")
    if asked and not (asked.isascii() and asked.isdigit()):
        raise Http404
    return int(asked) if asked else None


def _is_chosen(facts: CaseFacts, liaison: int | None) -> bool:
    return liaison is None or any(user.pk == liaison for user in facts.liaisons)


def _kept(request: PortalRequest, **changes: str) -> dict[str, str]:
    kept = {name: request.GET.get(name, "") for name in ("show", "liaison", "as")}
    return {name: value for name, value in (kept | changes).items() if value}


def _address(request: PortalRequest, **changes: str) -> str:
    asked = _kept(request, **changes)
    return f"{reverse('liaisons:caseload')}{'?' if asked else ''}{urlencode(asked)}"


def _filters(
    request: PortalRequest, cases: list[Case], chosen: Group
) -> list[tuple[str, str, bool]]:
    counts = {group: sum(case.belongs_to(group) for case in cases) for group in GROUPS}
    return [
        (f"{words} {counts[group]}", _address(request, show=group.value), group == chosen)
        for group, words in GROUPS.items()
        if counts[group] or group in {Group.ALL, chosen}
    ]


def _liaisons(request: PortalRequest, facts: list[CaseFacts]) -> list[tuple[str, str, bool]]:
    """Each liaison with the number of their sites: the load, and a filter."""
    chosen = _liaison(request.GET)
    people = {user.pk: user for each in facts for user in each.liaisons}
    loads = {pk: sum(_is_chosen(each, pk) for each in facts) for pk in people}
    found = [
        (f"{user.name} {loads[pk]}", _address(request, liaison=str(pk)), pk == chosen)
        for pk, user in sorted(people.items(), key=lambda item: (item[1].name, item[0]))
    ]
    return [(f"Every liaison {len(facts)}", _address(request, liaison=""), chosen is None), *found]


def _card(
    request: PortalRequest, case: Case, standard: ContactStandard, *, everywhere: bool
) -> CaseCard:
    facts = case.facts
    tone, state = LOOKS[case.level]
    home = home_of(facts.site)
    log = f"{reverse('liaisons:new')}?{urlencode({'site': facts.site.slug})}"
    may_log = policies.can_log(request.actor, facts.site.pk)
    return CaseCard(
        name=facts.site.name,
        href=home or f"{reverse('liaisons:list')}?{urlencode({'site': facts.site.slug})}",
        phase=phase(facts),
        tone=tone,
        reason=case.reason,
        state=state,
        days=facts.days,
        warn_at=standard.due_days,
        late_at=standard.overdue_days,
        facts=_facts(facts, everywhere=everywhere),
        action=Link("Log an update", log) if may_log else None,
        links=(Link("View site", home),) if home else (),
    )


def _facts(facts: CaseFacts, *, everywhere: bool) -> tuple[Fact, ...]:
    last = facts.last
    team = named("sites:team", facts.site.slug)
    contact = (
        f"{last.get_kind_display()} {_day(facts, last.occurred_on)}" if last else "None logged"
    )
    planned = last.next_contact_on if last else None
    return (
        *((Fact("Liaison", seated(facts)),) if everywhere else ()),
        Fact("Last contact", contact, last.get_absolute_url() if last else ""),
        Fact("Vacant seats", str(len(facts.vacancies)), team if facts.vacancies else ""),
        Fact(
            "Open requests", open_requests(facts), requests_of(facts.site) if facts.requests else ""
        ),
        Fact("Next contact", _day(facts, planned) if planned else "Not planned"),
    )


def seated(facts: CaseFacts) -> str:
    """Name the person in the liaison's seat."""
    return ", ".join(user.name for user in facts.liaisons) or "No liaison"


def open_requests(facts: CaseFacts) -> str:
    """ "3 · 1 Offered, 2 Scoping", or "2 · Scoping" where all stand alike."""
    order = [status for status in Status if status in facts.requests]
    if not order:
        return "0"
    parts = [f"{facts.requests[status]} {status.label}" for status in order]
    words = ", ".join(parts) if len(parts) > 1 else order[0].label
    return f"{sum(facts.requests.values())} · {words}"


def _day(facts: CaseFacts, day: date | None) -> str:
    return day_words(day, today=facts.day) if day else ""


def phase(facts: CaseFacts) -> str:
    """ "Year 3, closing · 67 days left" """
    if facts.engagement is None:
        return "No engagement on record"
    journey = journey_of(facts.engagement, facts.day)
    state = state_of(facts)
    if journey.is_over or state in {State.PROPOSED, None}:
        return journey.state.label
    year = f"Year {(journey.month - 1) // 12 + 1}"
    if state == State.CLOSING:
        left = max((journey.ends_on - facts.day).days, 0)
        return f"{year}, closing · {left} day{'' if left == 1 else 's'} left"
    months = f"{journey.months_left} month{'' if journey.months_left == 1 else 's'} left"
    return (
        f"{year} · {months}"
        if state == State.ACTIVE
        else f"{year}, {journey.state.label.lower()} · {months}"
    )
