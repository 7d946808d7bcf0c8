"""Pages that help people: accessibility, privacy, contact, and how a request moves."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse

from foundation.accounts.access import public
from foundation.accounts.http import PortalRequest
from foundation.accounts.roles import ROLES
from foundation.ui.pages import page
from foundation.workflow.lifecycle import Lifecycle
from foundation.workflow.transition import Transition
from tta_requests.enums import LIFECYCLE
from tta_requests.models import ClockStandard


@public
def accessibility(http: PortalRequest) -> HttpResponse:
    """What we aim at and what we know to be missing."""
    return page(http, "dashboards/accessibility.html")


@public
def privacy(http: PortalRequest) -> HttpResponse:
    """What the portal keeps about people."""
    return page(http, "dashboards/privacy.html")


@public
def contact(http: PortalRequest) -> HttpResponse:
    """Whom to ask."""
    return page(http, "dashboards/contact.html")


@public
def help_page(http: PortalRequest) -> HttpResponse:
    """How a request moves, from the table that moves it, and the clocks in force."""
    context = {"steps": steps_of(LIFECYCLE), "clocks": _clocks(), "roles": list(ROLES.values())}
    return page(http, "dashboards/help.html", context)


def steps_of(lifecycle: Lifecycle) -> list[dict[str, Any]]:
    """One row a transition: the step, from where, to where, who takes it."""
    return [
        {
            "step": row.words,
            "sources": row.starts_from(),
            "target": row.target,
            "who": _who(row),
            "reason": row.reason_required,
        }
        for row in lifecycle.rows
    ]


def _who(row: Transition) -> str:
    names = [role.title for role in ROLES.values() if row.permission in role.permissions]
    if row.by_system:
        names.append("the portal")
    return ", ".join(names)


def _clocks() -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = defaultdict(list)
    order = {"routine": 0, "expedited": 1, "critical": 2}
    for standard in sorted(ClockStandard.objects.all(), key=lambda s: order.get(s.urgency, 3)):
        unit = standard.unit.removesuffix("s") if standard.amount == 1 else standard.unit
        found[standard.get_kind_display()].append(f"{standard.amount} business {unit}")
    return list(found.items())
