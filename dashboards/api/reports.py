"""The API of the program's reports: list and read them, freeze one, and restate its figures."""

from datetime import date
from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from dashboards.actions import reports as actions
from dashboards.enums import Period, ReportKind
from dashboards.forms import RestateForm, VersionForm
from dashboards.models import Report
from dashboards.policies import reports as policies
from dashboards.presenters.report_versions import checked
from dashboards.presenters.reports import choices_of, figures_in, title_of
from dashboards.querysets.reports import Found, figures_of, frozen_of, report_of
from dashboards.serializers.reports import (
    NewRestatement,
    ReportCheckOut,
    ReportOut,
    ReportRowOut,
)
from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import NoBody, as_typed, clean, narrow, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.calendars.days import OFFICIAL_ZONE


class Reports(Resource):
    """The program's reports."""

    access = P.REPORT_VIEW
    outputs = {"GET": (200, page_of(ReportRowOut))}

    def get(self, call: Call) -> Response:
        """List the reports of the last periods, frozen and still open, newest first in each kind."""
        today = clock.today(OFFICIAL_ZONE)
        frozen = {each.period: each for each in Report.objects.visible_to(call.actor).for_list()}
        rows = [
            _facts(period, frozen.get(period.slug), today)
            for kind in ReportKind
            for period in policies.listed(kind, today, frozen)
        ]
        return unpaged(rows, ReportRowOut)


class OneReport(Resource):
    """The report of a period."""

    access = P.REPORT_VIEW
    query = (
        OpenApiParameter("version", int, description="An earlier version of a frozen report."),
    )
    outputs = {"GET": (200, ReportOut)}
    versioned = {"GET"}

    def get(self, call: Call, period: str) -> Response:
        """Get the report of a period: as frozen and restated, or a preview counted now, without an ETag."""
        found = report_of(_asked(period), call.actor)
        wanted = narrow(VersionForm(call.query_params), call, besides=())["version"]
        if wanted is not None and wanted > found.version:
            raise Http404
        return _shown(call, found if wanted is None else found.at(wanted))


class ReportCheck(Resource):
    """A frozen report compared with a new count."""

    access = P.REPORT_VIEW
    outputs = {"GET": (200, ReportCheckOut)}

    def get(self, call: Call, period: str) -> Response:
        """Count the period of a frozen report again, and list the figures that differ; nothing is changed."""
        found = _frozen(call, _asked(period))
        counted = figures_of(found.period, call.actor)
        return Response(ReportCheckOut(checked(found, counted, can_restate=False)).data)


class ReportFreeze(Resource):
    """The freezing of a report."""

    access = P.REPORT_VIEW
    changes = P.REPORT_FREEZE
    inputs = {"POST": NoBody}
    outputs = {"POST": (201, ReportOut)}

    @idempotent
    def post(self, call: Call, period: str) -> Response:
        """Freeze the figures of a period that is over, as they are counted now."""
        asked = _asked(period)
        read(call, NoBody)
        actions.freeze(asked, by=call.actor)
        return _shown(call, _frozen(call, asked), status=201)


class ReportRestatements(Resource):
    """The restatements of a frozen report."""

    access = P.REPORT_VIEW
    changes = P.REPORT_FREEZE
    inputs = {"POST": NewRestatement}
    outputs = {"POST": (200, ReportOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, period: str) -> Response:
        """Correct a figure of a frozen report, with the reason; the old value stays with it."""
        found = _frozen(call, _asked(period))
        version = require(call, found, etag(found.version))
        sent = as_typed(read(call, NewRestatement) | {"version": version})
        values = clean(RestateForm(sent, figures=choices_of(found)))
        assert found.report is not None  # noqa: S101 -- a frozen one has it
        actions.restate(found.report, **values, by=call.actor)
        return _shown(call, _frozen(call, found.period))


def _asked(slug: str) -> Period:
    """Return the period of an address; 404 for one without a report."""
    found = policies.reported(slug, clock.today(OFFICIAL_ZONE))
    if found is None:
        raise Http404
    return found


def _frozen(call: Call, period: Period) -> Found:
    """Return the frozen report of a period; 404 before it is frozen."""
    found = frozen_of(period, call.actor)
    if found is None:
        raise Http404
    return found


def _facts(period: Period, report: Report | None, today: date) -> dict[str, Any]:
    return {
        "period": period,
        "title": title_of(period),
        "is_over": policies.is_over(period, today),
        "report": report,
    }


def _shown(call: Call, found: Found, *, status: int = 200) -> Response:
    """Return a report; a frozen one with its version, because a preview is counted each time."""
    told = ReportOut(
        _facts(found.period, found.report, clock.today(OFFICIAL_ZONE))
        | {
            "version": found.version,
            "figures": figures_in(found),
            "changes": found.changes,
            "restatements": found.restated,
        }
    ).data
    if found.report is None:
        return Response(told)
    return tagged(call, told, etag(found.version), status=status)
