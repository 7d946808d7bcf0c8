"""Create requests from spreadsheet rows, with their original dates, marked as imported."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import POINT_OF_CONTACT
from foundation.calendars import clock
from foundation.calendars.business_time import opening
from foundation.outbox import emit
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
    """Create a request from a valid spreadsheet row; return its number.

    It keeps its original date, and the site's point of contact is its requester where there is one, so that
    the importer may confirm the provider. An open request goes to triage: someone read it long ago, and its
    decision clock starts now, because no one could still meet a date in the past. Its providers are ranked and
    its agencies asked, and a person offers it. A closed one is history, without clocks.

    Arguments:
        values: of a row's form (``forms.imports``); ``asked_on`` is a day in the site's time zone.
        by: a coordinator or program manager.

    Raises:
        NotYours: when the actor may not import requests for that site.
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
        emit("tta_requests.route", key=f"route:{made.pk}", payload={"request": str(made.pk)})
    old = f"; its old number was {values['reference']}" if values["reference"] else ""
    entry(made, "import", f"Imported from a spreadsheet{old}", by=by)
    return made.number


def _asked_by(site: Site) -> int | None:
    """Return the id of the site's longest-serving current point of contact; None without one."""
    contacts = Membership.objects.at(site).live(clock.now()).with_role(POINT_OF_CONTACT.slug)
    first = contacts.order_by("starts_at", "pk").first()
    return first.user_id if first else None
