"""The API of liaisons' month plans."""

from django.core.exceptions import PermissionDenied
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.inputs import narrow
from foundation.api.problems import BadParameters
from foundation.api.resources import Resource
from liaisons.forms import MonthForm
from liaisons.presenters.months import last_day_of, sites_in
from liaisons.querysets.hours import this_month
from liaisons.querysets.months import dates_in, engagements_of, leave_in, sites_of
from liaisons.querysets.people import addressed_among
from liaisons.serializers.desk import MonthPlanOut
from sites.actions import stand_ins

NAME_ONE = "Name a liaison by the email address they sign in with."


class MonthPlan(Resource):
    """The month plan of a liaison."""

    access = P.CASELOAD_VIEW
    query = (
        OpenApiParameter("month", str, description="Such as 2026-11; this month by default."),
        OpenApiParameter(
            "liaison",
            str,
            description="Whose plan, by email; DOJ staff name one, others have theirs.",
        ),
    )
    outputs = {"GET": (200, MonthPlanOut)}

    def get(self, call: Call) -> Response:
        """Get what is planned and due at each of a liaison's sites in a month, and leave in it."""
        asked = narrow(MonthForm(call.query_params), call, besides={"liaison"})["month"]
        actor, whose = call.actor, _liaison(call)
        first = asked or this_month(actor)
        last = last_day_of(first)
        sites = list(sites_of(actor, whose.pk))
        told = {
            "month": f"{first:%Y-%m}",
            "liaison": whose.name,
            "sites": sites_in(
                first,
                sites,
                actor,
                entries=dates_in(actor, sites, first, last),
                engagements=engagements_of(actor, sites),
            ),
            "leave": leave_in(actor, whose.pk, first, last, actor.time_zone),
        }
        return Response(MonthPlanOut(told).data)


def _liaison(call: Call) -> User:
    """Return the liaison whose plan a call asks for: the caller, or for DOJ staff the one it names."""
    email = call.query_params.get("liaison", "")
    if call.actor.sites_for(P.CASELOAD_VIEW) is None:
        return liaison_named(email)
    if email and addressed_among([call.user.pk], email) is None:
        raise PermissionDenied
    return call.user


def liaison_named(email: str) -> User:
    """Return the liaison who signs in with an email address.

    Raises:
        BadParameters: when no liaison does.
    """
    found = addressed_among(stand_ins.liaisons(), email)
    if found is None:
        raise BadParameters({"liaison": NAME_ONE})
    return found
