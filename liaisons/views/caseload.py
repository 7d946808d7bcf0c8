"""The caseload board: which site needs contact first, as cards or as a table."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from foundation.accounts.access import access
from foundation.accounts.http import PortalRequest
from foundation.accounts.permissions import Permission as P
from foundation.exports.forms import ExportForm
from foundation.ui.pages import page
from liaisons.forms import asked_group, asked_liaison
from liaisons.models import ContactStandard
from liaisons.policies.caseload import Case, Group, board, in_group, is_chosen, of_liaison
from liaisons.presenters.caseload import card_of
from liaisons.querysets.caseload import CaseFacts

GROUPS = {
    Group.ALL: "All",
    Group.NEEDY: "Need me",
    Group.CLOSING: "Closing",
    Group.ALUMNI: "Alumni",
}


@access(P.CASELOAD_VIEW)
def caseload(request: PortalRequest) -> HttpResponse:
    """Show the reader's sites, worst first."""
    standard = ContactStandard.objects.current()
    everywhere = request.actor.sites_for(P.CASELOAD_VIEW) is None
    facts = board(request.actor)
    liaison, group = asked_liaison(request.GET), asked_group(request.GET)
    cases = of_liaison(facts, liaison, standard)
    cards = [
        card_of(case, standard, request.actor, everywhere=everywhere)
        for case in in_group(cases, group)
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
    """Return a filter for each liaison, labeled with the name and number of sites."""
    chosen = asked_liaison(request.GET)
    people = {user.pk: user for each in facts for user in each.liaisons}
    loads = {pk: sum(is_chosen(each, pk) for each in facts) for pk in people}
    found = [
        (f"{user.name} {loads[pk]}", _address(request, liaison=str(pk)), pk == chosen)
        for pk, user in sorted(people.items(), key=lambda item: (item[1].name, item[0]))
    ]
    return [(f"Every liaison {len(facts)}", _address(request, liaison=""), chosen is None), *found]
