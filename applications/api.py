"""The API of applications: managers read, decide, and name reviewers; reviewers read and submit scores."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from applications import policies, querysets
from applications.actions import reviewers, reviews, scorecards, selections
from applications.enums import LIFECYCLE, Status
from applications.forms.reviews import FindForm, form_of_step
from applications.forms.scorecards import ReviewerForm, ScorecardForm
from applications.models import Application, Criterion
from applications.models.applications import PLACES
from applications.serializers import (
    ApplicationOut,
    ApplicationStepBody,
    NewReviewer,
    ReviewerOut,
    ScorecardBody,
    ScorecardOut,
    WholeApplicationOut,
)
from foundation.accounts.access import SIGNED_IN
from foundation.accounts.permissions import Permission as P
from foundation.api.etags import etag, require
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, narrow, read
from foundation.api.outputs import created, page_of
from foundation.api.pages import NAMES, listed, unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource

STEPS = tuple(row.name for row in LIFECYCLE.rows if row.permission)
APPLICATION = Record(
    seen=lambda actor: Application.objects.visible_to(actor).for_list().with_parts(),
    output=WholeApplicationOut,
    address="api:application",
)


class Applications(Resource):
    """Applications to join the program."""

    access = P.APPLICATION_MANAGE
    paged = True
    query = (
        OpenApiParameter("q", str, description="Only this ORI, or names with these words."),
        OpenApiParameter("status", str, enum=[each for each in Status if each != Status.DRAFT]),
        OpenApiParameter(
            "junk", bool, description="Only likely junk, which is left out otherwise."
        ),
    )
    outputs = {"GET": (200, page_of(ApplicationOut))}

    def get(self, call: Call) -> Response:
        """List what was submitted, newest first."""
        wanted = narrow(FindForm(call.query_params), call, besides=NAMES)
        found = querysets.review_list(
            call.actor,
            words=wanted.get("q", ""),
            status=wanted.get("status", ""),
            junk=bool(wanted.get("junk")),
        )
        return listed(call, found.by_submission(), PLACES, ApplicationOut)


class OneApplication(Resource):
    """One application."""

    access = SIGNED_IN  # managers, and its reviewers
    outputs = {"GET": (200, WholeApplicationOut)}
    versioned = {"GET"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get an application with all that its agency sent."""
        return APPLICATION.shown(call, pk)


class OneApplicationStep(Resource):
    """A step of an application's review."""

    access = P.APPLICATION_MANAGE
    changes = P.APPLICATION_MANAGE
    query = (OpenApiParameter("name", str, OpenApiParameter.PATH, enum=STEPS),)
    inputs = {"POST": ApplicationStepBody}
    outputs = {"POST": (200, WholeApplicationOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID, name: str) -> Response:
        """Take a step by its name; the answer is the application afterward. A decision is mailed to the agency."""
        if name not in STEPS:
            raise Http404
        found, by = APPLICATION.fetch(call, pk), call.actor
        version = require(call, found, etag(found.version))
        has_site = querysets.site_of(found) is not None
        values = clean(
            form_of_step(name, as_typed(read(call, ApplicationStepBody)), has_site=has_site)
        )
        if name == "select":
            selections.select(found, **values, version=version, by=by)
        else:
            reviews.take(found, name, reason=values.get("reason", ""), version=version, by=by)
        return APPLICATION.shown(call, pk)


class ApplicationReviewers(Resource):
    """The reviewers of an application."""

    access = SIGNED_IN  # managers, and those who have submitted scores
    changes = P.APPLICATION_MANAGE
    inputs = {"POST": NewReviewer}
    outputs = {"GET": (200, page_of(ReviewerOut)), "POST": (201, ReviewerOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """List the reviewers in the application's present round."""
        found = querysets.reviewers(call.actor, APPLICATION.fetch(call, pk))
        return unpaged(found, ReviewerOut)

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Name a person with an account a reviewer."""
        values = clean(ReviewerForm(as_typed(read(call, NewReviewer))))
        made = reviewers.name(APPLICATION.fetch(call, pk), **values, by=call.actor)
        return created(ReviewerOut(made), "api:application-reviewers", pk)


class ApplicationScorecards(Resource):
    """The scores of an application's reviewers."""

    access = SIGNED_IN  # managers, and its reviewers
    changes = SIGNED_IN  # a reviewer's own, as the policy of the row says
    inputs = {"POST": ScorecardBody}
    outputs = {"GET": (200, page_of(ScorecardOut)), "POST": (201, ScorecardOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """List the scores that you may read: your own, and the others' once you have submitted yours."""
        found = querysets.scorecards(call.actor, APPLICATION.fetch(call, pk))
        return unpaged(found, ScorecardOut)

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Submit your scores, one for each criterion in use; they can't be changed afterward."""
        found, body = APPLICATION.fetch(call, pk), read(call, ScorecardBody)
        if not policies.can_score(call.actor, found):
            raise PermissionDenied
        sent = as_typed(body["points"] | {"note": body.get("note", "")})
        form = ScorecardForm(sent, criteria=Criterion.objects.in_use())
        if strange := body["points"].keys() - set(form.slugs):
            raise ValidationError({"points": [f"No criterion has this name: {min(strange)}."]})
        note = clean(form)["note"]
        made = scorecards.submit(found, points=form.points(), note=note, by=call.actor)
        return created(ScorecardOut(made), "api:application-scorecards", pk)
