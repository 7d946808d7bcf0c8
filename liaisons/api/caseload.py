"""The API of the caseload: which site needs contact first."""

from typing import Any

from django import forms
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.inputs import narrow
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.resources import Resource
from liaisons.api.months import liaison_named
from liaisons.policies.caseload import Case, board, of_liaison
from liaisons.presenters.cases import ends_on, late_count, request_count
from liaisons.querysets.caseload import standard_of, with_work
from liaisons.serializers.desk import CaseOut


class Caseload(Resource):
    """The sites of a caseload."""

    access = P.CASELOAD_VIEW
    query = (OpenApiParameter("liaison", str, description="Only a liaison's sites, by email."),)
    outputs = {"GET": (200, page_of(CaseOut))}

    def get(self, call: Call) -> Response:
        """List your sites, for DOJ staff every site with a liaison or an open engagement, the most urgent first."""
        narrow(forms.Form(call.query_params), call, besides={"liaison"})
        email = call.query_params.get("liaison", "")
        whose = liaison_named(email).pk if email else None
        facts = with_work(board(call.actor), call.actor)
        cases = of_liaison(facts, whose, standard_of(facts))
        return unpaged([_told(case) for case in cases], CaseOut)


def _told(case: Case) -> dict[str, Any]:
    facts = case.facts
    return {
        "site": facts.site,
        "level": case.level.name.lower().replace("_", "-"),
        "reason": case.reason,
        "needs_contact": case.needs_contact,
        "state": facts.state or "",
        "ends_on": ends_on(facts),
        "liaisons": [each.name for each in facts.liaisons],
        "days_since_contact": facts.days,
        "last_contact_on": facts.last.occurred_on if facts.last else None,
        "next_contact_on": facts.next_on,
        "late_commitments": late_count(facts),
        "open_requests": request_count(facts),
        "vacant_seats": facts.vacant,
    }
