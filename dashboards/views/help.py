"""Pages that help people: accessibility, privacy, contact, and the steps of a request."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse

from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.accounts.roles import ROLES
from foundation.ui import wording
from foundation.ui.pages import page
from foundation.ui.types import FlowView, Side, Turn
from foundation.workflow.lifecycle import Lifecycle
from foundation.workflow.transition import BACK, Transition
from tta_requests.enums import LIFECYCLE, ClockKind, Status, Urgency
from tta_requests.models import ClockStandard, TimeLimit


@public
def accessibility(request: PortalRequest) -> HttpResponse:
    """Show what we aim for and the gaps we know of."""
    return page(request, "dashboards/accessibility.html")


@public
def privacy(request: PortalRequest) -> HttpResponse:
    """Show what the portal stores about people."""
    return page(request, "dashboards/privacy.html")


@public
def contact(request: PortalRequest) -> HttpResponse:
    """Show the people to contact."""
    return page(request, "dashboards/contact.html")


@public
def help_page(request: PortalRequest) -> HttpResponse:
    """Show the steps of a request, from its lifecycle, and the current time limits."""
    context = {
        "flow": flow_of(LIFECYCLE),
        "steps": steps_of(LIFECYCLE),
        "clocks": _clocks(),
        "limits": [
            (limit.get_kind_display(), f"{limit.amount} {limit.get_unit_display()}")
            for limit in TimeLimit.objects.all()
        ],
        "roles": list(ROLES.values()),
    }
    return page(request, "dashboards/help.html", context)


def steps_of(lifecycle: Lifecycle) -> list[dict[str, Any]]:
    """Return one row for each transition: step, from, to (empty: back), and who may take it."""
    return [
        {
            "step": row.words,
            "sources": row.starts_from(),
            "target": "" if row.target == BACK else row.target,
            "who": _who(row),
            "reason": row.reason_required,
        }
        for row in lifecycle.rows
    ]


def straight_way(lifecycle: Lifecycle) -> list[str]:
    """Return the states of a request that meets no obstacle, in the lifecycle's order."""
    way = [lifecycle.rows[0].starts_from()[0]]
    for row in lifecycle.rows:
        if way[-1] in row.starts_from() and row.target not in {*way, Status.WITHDRAWN}:
            way.append(str(row.target))
    return way


def flow_of(lifecycle: Lifecycle) -> FlowView:
    """Return the diagram of a lifecycle: main path, transitions along it, side states."""
    way = straight_way(lifecycle)
    label = lifecycle.labels
    steps: dict[int, str] = {}
    turns: dict[tuple[int, int], str] = {}
    sides: dict[str, list[int]] = defaultdict(list)
    for row in lifecycle.rows:
        for place in (way.index(source) for source in row.starts_from() if source in way):
            if row.target not in way:
                sides[row.target].append(place)
            elif way.index(row.target) == place + 1:
                steps.setdefault(place, row.words)
            else:
                turns.setdefault((place, way.index(row.target)), row.words)
    sides.pop(BACK, None)
    others = ", ".join(label[state].lower() for state in sides)
    return FlowView(
        way=tuple(label[state] for state in way),
        steps=tuple(steps[place] for place in range(len(way) - 1)),
        turns=tuple(Turn(words, *places) for places, words in turns.items()),
        sides=tuple(Side(label[state], tuple(sorted(places))) for state, places in sides.items()),
        summary=f"From {label[way[0]].lower()} to {label[way[-1]].lower()} through {len(way)} statuses, "
        f"and some steps back. Other statuses: {others}. The table below lists every step.",
    )


def _who(row: Transition) -> str:
    names = [role.title for role in ROLES.values() if row.permission in role.permissions]
    if row.by_system:
        names.append("the portal")
    return ", ".join(names)


def _clocks() -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = defaultdict(list)
    kinds, urgencies = [*ClockKind.values, "offer-window"], list(Urgency.values)
    for standard in sorted(
        ClockStandard.objects.all(),
        key=lambda s: (kinds.index(s.kind), urgencies.index(s.urgency)),
    ):
        unit = wording.agree(standard.amount, standard.unit.removesuffix("s"), standard.unit)
        found[standard.get_kind_display()].append(f"{standard.amount} business {unit}")
    return list(found.items())
