"""The API of the liaisons' log."""

import uuid
from base64 import b64decode
from io import BytesIO
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, read, sentences, slug_asked
from foundation.api.outputs import page_of
from foundation.api.pages import listed
from foundation.api.problems import BadParameters
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.files.errors import FileRefused
from foundation.files.intake import check
from liaisons import policies
from liaisons.actions import files, log, reviews
from liaisons.enums import Stage
from liaisons.errors import NotYours
from liaisons.forms import CorrectionForm, MonthForm, UpdateForm, initial_of
from liaisons.forms.commitments import PARTS
from liaisons.models import EngagementUpdate
from liaisons.querysets.hours import by_liaison, hours_of, this_month, total_of
from liaisons.querysets.places import (
    finishable_commitments,
    linkable_requests,
    members_of,
    sites_where,
)
from liaisons.querysets.updates import PLACES, for_page
from liaisons.serializers.updates import (
    Correction,
    HoursOut,
    NewFile,
    NewReview,
    NewUpdate,
    UpdateOut,
    UpdateRowOut,
)
from sites.models import CoreArea

# The form's tiles also accept a date; errors of a tile belong to the value that was sent.
TILES = {"when": "occurred_on", "next": "next_contact_on"}
NOBODY = "0"


class UpdateRecord(Record[EngagementUpdate]):
    """An update, with its review."""

    def tag(self, actor: Actor, found: EngagementUpdate) -> str:
        """Return the tag of the version and review: a review changes what is shown, but not the version of the text."""
        asked = found.review_asked_at.timestamp() if found.review_asked_at else 0
        return etag(found.version, f"{found.status}{asked:.0f}" if found.review else "")


UPDATE = UpdateRecord(
    seen=lambda actor: for_page(EngagementUpdate.objects.visible_to(actor), actor),
    output=UpdateOut,
    address="api:update",
)


class Updates(Resource):
    """Engagement updates."""

    access = P.UPDATE_VIEW
    changes = P.UPDATE_LOG
    paged = True
    query = (OpenApiParameter("site", str, description="Only this site, by its slug."),)
    inputs = {"POST": NewUpdate}
    outputs = {"GET": (200, page_of(UpdateRowOut)), "POST": (201, UpdateOut)}

    def get(self, call: Call) -> Response:
        """List the updates of your sites, newest first."""
        found = EngagementUpdate.objects.visible_to(call.actor).submitted().for_list()
        if slug := slug_asked(call, "site"):
            found = found.of_site_named(slug)
        return listed(call, found, PLACES, UpdateRowOut)

    @idempotent
    def post(self, call: Call) -> Response:
        """Log an update for a site where you are the liaison."""
        form = _cleaned(_form(call, read(call, NewUpdate)))
        kept = log.submit(
            pk=uuid.uuid4(),
            site=form.cleaned_data["site"],
            values=form.values(),
            edit=log.Edit(version=log.NEW),
            by=call.actor,
        )
        return UPDATE.shown(call, kept.pk, status=201)


class OneUpdate(Resource):
    """One update."""

    access = P.UPDATE_VIEW
    outputs = {"GET": (200, UpdateOut)}
    versioned = {"GET"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an update, or your own draft."""
        return UPDATE.shown(call, pk)


class Hours(Resource):
    """Liaisons' hours."""

    access = P.CASELOAD_VIEW
    query = (OpenApiParameter("month", str, description="Such as 2026-11; this month by default."),)
    outputs = {"GET": (200, HoursOut)}

    def get(self, call: Call) -> Response:
        """Get the hours of a month by liaison and site."""
        form = MonthForm(call.query_params)
        if not form.is_valid():
            raise BadParameters({name: " ".join(said) for name, said in sentences(form).items()})
        month = form.cleaned_data["month"] or this_month(call.actor)
        found = hours_of(month, call.actor)
        liaisons = [
            {
                "liaison": rows[0].liaison,
                "hours": total_of(rows),
                "monthly_hours": rows[0].monthly,
                "sites": rows,
            }
            for rows in by_liaison(found)
        ]
        return Response(HoursOut({"month": f"{month:%Y-%m}", "liaisons": liaisons}).data)


class Corrections(Resource):
    """Corrections of one update."""

    access = P.UPDATE_VIEW
    changes = P.UPDATE_LOG
    inputs = {"POST": Correction}
    outputs = {"POST": (200, UpdateOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Correct an update you submitted; a returned one is submitted again."""
        update = _own(call, pk)
        sent = read(call, Correction)
        version = UPDATE.require(call, update)
        form = _cleaned(_form(call, {**sent, "site": update.site.slug}, corrects=update))
        log.correct(
            update,
            values=form.values(),
            edit=log.Edit(version=version),
            reason=form.cleaned_data["reason"],
            by=call.actor,
        )
        return UPDATE.shown(call, pk)


class Files(Resource):
    """The files of one update."""

    access = P.UPDATE_VIEW
    changes = P.UPDATE_LOG
    inputs = {"POST": NewFile}
    outputs = {"POST": (200, UpdateOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Attach a file to an update you submitted; larger files are attached on its page."""
        update = _own(call, pk)
        sent = read(call, NewFile)
        try:
            content = b64decode(sent["content"], validate=True)
        except ValueError:
            raise ValidationError({"content": ["Send the file in Base64."]}) from None
        try:
            file = check(BytesIO(content), sent["name"])
        except FileRefused as refused:
            raise ValidationError({"content": [refused.message]}) from refused
        files.attach(update, file=file, description=sent.get("description", ""), by=call.actor)
        return UPDATE.shown(call, pk)


class Reviews(Resource):
    """The review of one update."""

    access = P.UPDATE_VIEW
    changes = P.UPDATE_REVIEW
    inputs = {"POST": NewReview}
    outputs = {"POST": (200, UpdateOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Mark an update as reviewed, or return it to its author with a reason."""
        update = get_object_or_404(EngagementUpdate.objects.visible_to(call.actor), pk=pk)
        sent = read(call, NewReview)
        version = UPDATE.require(call, update)
        if sent["decision"] == Stage.RETURNED:
            reason = sent.get("reason", "")
            reviews.send_back(update, version=version, reason=reason, by=call.actor)
        else:
            reviews.accept(update, version=version, by=call.actor)
        return UPDATE.shown(call, pk)


def _own(call: Call, pk: UUID) -> EngagementUpdate:
    """Return a submitted update that the caller wrote; 403 for a colleague's."""
    found = for_page(EngagementUpdate.objects.visible_to(call.actor).submitted(), call.actor)
    update = get_object_or_404(found, pk=pk)
    if not policies.can_correct(call.actor, update):
        raise NotYours
    return update


def _form(
    call: Call, sent: dict[str, Any], *, corrects: EngagementUpdate | None = None
) -> UpdateForm:
    """Return the page's form with the call's values, with slugs and numbers replaced by keys."""
    today = clock.today(call.actor.time_zone)
    sites = sites_where(call.actor, P.UPDATE_LOG, only=corrects.site_id if corrects else None)
    areas = CoreArea.objects.in_force_on(today)
    initial = initial_of(corrects, today=today) if corrects else {}
    requests = linkable_requests(call.actor, sites, also=initial.get("requests", ()))
    members = members_of(call.actor, sites, also=initial.get("members", ()))
    people = {each.user.email: str(each.pk) for each in members} if _names_people(sent) else {}
    keys: dict[str, dict[str, object]] = {
        "site": {site.slug: site.pk for site in sites},
        "areas": {area.slug: area.pk for area in areas},
        "requests": {each.number: each.pk for each in requests} if "requests" in sent else {},
        "members": dict(people),
    }
    rows = sent.pop("commitments", [])
    typed = as_typed({name: _texts(value) for name, value in sent.items()})
    for name, known in keys.items():
        if isinstance(given := typed.get(name, []), list):
            typed[name] = [str(known.get(each, NOBODY)) for each in given]
        else:
            typed[name] = str(known.get(given, NOBODY))
    for tile, name in TILES.items():
        typed[tile] = typed.get(name, "")
    for number, row in enumerate(rows, 1):
        typed |= _row(number, row, people)
    offered: dict[str, Any] = {
        "sites": sites,
        "areas": areas,
        "requests": requests,
        "members": members,
        "today": today,
    }
    if corrects:
        is_returned = corrects.review == Stage.RETURNED
        return CorrectionForm(typed, initial=initial, is_returned=is_returned, **offered)
    commitments = finishable_commitments(call.actor, sites, also=typed.get("done", ()))
    return UpdateForm(typed, open_commitments=commitments, **offered)


def _names_people(sent: dict[str, Any]) -> bool:
    return "members" in sent or any("owner" in row for row in sent.get("commitments", ()))


def _texts(value: Any) -> Any:
    return [str(each) for each in value] if isinstance(value, list) else value


def _row(number: int, row: dict[str, Any], people: dict[str, str]) -> dict[str, str]:
    """Return a commitment as it would have been typed into a row of the form."""
    owner = row.get("owner", "")
    typed = {
        "commitment": row["text"],
        "owner": people.get(owner, NOBODY) if owner else "",
        "days": row.get("days", ""),
        "due": row.get("due_on", ""),
    }
    return {f"{part}_{number}": str(value) for part, value in typed.items()}


def _cleaned(form: UpdateForm) -> UpdateForm:
    """Return the form if it is valid; errors have the names of the values that were sent."""
    if form.is_valid():
        return form
    said: dict[str, Any] = {}
    for name, errors in sentences(form).items():
        part, _, number = name.rpartition("_")
        if number.isdigit() and part in PARTS:
            said.setdefault("commitments", {}).setdefault(str(int(number) - 1), []).extend(errors)
        else:
            said[TILES.get(name, name)] = errors
    raise ValidationError(said)
