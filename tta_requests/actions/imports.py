"""Create requests from spreadsheet rows, with their original dates, marked as imported."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.calendars.business_time import opening
from foundation.tenancy.context import atomic
from sites.models import Membership, Site
from tta_requests.actions import clocks
from tta_requests.actions.drafts import next_number
from tta_requests.actions.transitions import entry, person
from tta_requests.enums import Source, Status
from tta_requests.errors import NotYours
from tta_requests.models import TTARequest


@atomic
def create_request(values: Mapping[str, Any], by: Actor) -> str:
    """Make a request of a clean row; returns its number.

    It keeps the day it was asked, and stands as asked by the site's point of contact where there is one: who
    brought it may then confirm who delivers. An open one stands in triage: somebody read it long ago, and the time
    for a decision runs from now, not from a day nobody can mend. A closed one is history, without clocks.

    Arguments:
        values: of a row's form (``forms.imports``); ``asked_on`` is a day at the site.
        by: a coordinator or program manager.

    Raises:
        NotYours: when the actor brings nothing at that site.
    """
    site = values["site"]
    if not by.may(P.DATA_IMPORT, at=site.pk):
        raise NotYours
    now = clock.now()
    asked = opening(values["asked_on"], ZoneInfo(site.time_zone))
    is_open = values["state"] == "open"
    made = TTARequest.objects.create(
        site=site,
        number=next_number(),
        requester_id=_asked_by(site) or person(by),
        source=Source.IMPORTED,
        status=Status.TRIAGE if is_open else Status.CLOSED,
        created_at=asked,
        submitted_at=asked,
        status_since=now if is_open else asked,
        acknowledged_at=now if is_open else asked,
        **{
            name: values[name]
            for name in (
                "title",
                "problem",
                "desired_change",
                "core_area",
                "kind",
                "urgency",
                "urgency_reason",
            )
        },
    )
    if is_open:
        clocks.start_triage(made)
    old = f"; its old number was {values['reference']}" if values["reference"] else ""
    entry(made, "import", f"Imported from a spreadsheet{old}", by=by)
    return made.number


def _asked_by(site: Site) -> int | None:
    """Return the id of the site's longest-serving current point of contact; None without one."""
    contacts = Membership.objects.at(site).live(clock.now()).with_role(POINT_OF_CONTACT.slug)
    first = contacts.order_by("starts_at", "pk").first()
    return first.user_id if first else None
