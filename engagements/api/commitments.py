"""The API of commitments: listed whatever they come from; added and changed where they come from no request."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from engagements.actions import commitment_templates, commitments
from engagements.forms.commitment_templates import TemplateChoiceForm
from engagements.forms.commitments import FinishForm, NewDateForm, SiteCommitmentForm
from engagements.models import Commitment, CommitmentTemplate, origins
from engagements.querysets.commitment_templates import planned, seated_at
from engagements.querysets.commitments import PLACES
from engagements.querysets.owners import addressed, people_of
from engagements.serializers.commitments import (
    CommitmentOut,
    FinishBody,
    NewCommitment,
    NewDateBody,
    OwnerBody,
    TemplateOut,
    TemplateUse,
    UndoneOut,
)
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import NoBody, as_typed, clean, read, slug_asked
from foundation.api.outputs import page_of
from foundation.api.pages import listed, unpaged
from foundation.api.problems import BadParameters
from foundation.api.records import Record
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.workflow.errors import Refused
from sites.models import Site

STATES = ("open", "done", "canceled", "all")
COMMITMENT = Record(
    seen=lambda actor: Commitment.objects.visible_to(actor).for_notice(),
    output=CommitmentOut,
    address="api:commitment",
)
OF_A_REQUEST = "This commitment belongs to a request. Change it on the request's page."


class Commitments(Resource):
    """Commitments."""

    access = P.SITE_VIEW
    changes = P.COMMITMENT_KEEP
    paged = True
    query = (
        OpenApiParameter("site", str, description="Only this site, by its slug."),
        OpenApiParameter(
            "state", str, enum=STATES, description="Open ones unless asked otherwise."
        ),
        OpenApiParameter("mine", str, enum=("yes",), description="Only those you own."),
    )
    inputs = {"POST": NewCommitment}
    outputs = {"GET": (200, page_of(CommitmentOut)), "POST": (201, CommitmentOut)}

    def get(self, call: Call) -> Response:
        """List the commitments you can read, due first, whatever they come from."""
        state, mine = (call.query_params.get(name, "") for name in ("state", "mine"))
        if state not in {"", *STATES}:
            raise BadParameters({"state": f"Ask for {', '.join(STATES)}."})
        if mine not in {"", "yes"}:
            raise BadParameters({"mine": "Ask for yes, or leave it out."})
        found = Commitment.objects.visible_to(call.actor).for_notice().in_state(state)
        if slug := slug_asked(call, "site"):
            found = found.of_site_named(slug)
        if mine:
            found = found.owned_by(call.actor.user_id)
        return listed(call, found.by_day(), PLACES, CommitmentOut)

    @idempotent
    def post(self, call: Call) -> Response:
        """Add a commitment that comes from no request, to one of your sites."""
        sent = read(call, NewCommitment)
        site, origin = _site(call, sent.pop("site")), _origin(call, sent.pop("origin", ""))
        owner = sent.pop("owner", "")
        form = SiteCommitmentForm(
            {"kind": "commitment", "owed_by": "site", **as_typed(sent), "site": site.slug},
            sites=Site.objects.where_allowed(call.actor, P.COMMITMENT_KEEP),
            people=people_of(site, clock.now(), also=call.actor.user_id),
        )
        values = clean(form)
        del values["site"], values["owner"]
        made = commitments.add(
            site, **values, owner_id=_owner(call, site, owner), origin=origin, by=call.actor
        )
        return COMMITMENT.shown(call, made.pk, status=201)


class OneCommitment(Resource):
    """One commitment."""

    access = P.SITE_VIEW
    versioned = {"GET"}
    outputs = {"GET": (200, CommitmentOut)}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a commitment, of a request or not."""
        return COMMITMENT.shown(call, pk)


class Finishing(Resource):
    """The end of a commitment."""

    access = P.SITE_VIEW
    changes = P.SITE_VIEW  # its owner's, or theirs who keep the site's: the action asks
    inputs = {"POST": FinishBody}
    outputs = {"POST": (200, CommitmentOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Mark a commitment as done, with what shows it."""
        found, version = _based(call, pk)
        values = clean(FinishForm(as_typed(read(call, FinishBody))))
        commitments.complete(found, **values, version=version, by=call.actor)
        return COMMITMENT.shown(call, pk)


class Reopening(Resource):
    """The undoing of "done"."""

    access = P.SITE_VIEW
    changes = P.SITE_VIEW  # its owner's, or theirs who keep the site's: the action asks
    inputs = {"POST": NoBody}
    outputs = {"POST": (200, CommitmentOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Open a commitment again that was marked as done."""
        found, version = _based(call, pk)
        read(call, NoBody)
        commitments.reopen(found, version=version, by=call.actor)
        return COMMITMENT.shown(call, pk)


class Redating(Resource):
    """The due date of a commitment."""

    access = P.SITE_VIEW
    changes = P.SITE_VIEW  # its owner's, or theirs who keep the site's: the action asks
    inputs = {"POST": NewDateBody}
    outputs = {"POST": (200, CommitmentOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Give a commitment a new due date, with a reason."""
        found, version = _based(call, pk)
        values = clean(NewDateForm(as_typed(read(call, NewDateBody)), commitment=found))
        commitments.change_date(found, **values, version=version, by=call.actor)
        return COMMITMENT.shown(call, pk)


class Assigning(Resource):
    """The owner of a commitment."""

    access = P.SITE_VIEW
    changes = P.COMMITMENT_KEEP
    inputs = {"POST": OwnerBody}
    outputs = {"POST": (200, CommitmentOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Make another person responsible for a commitment, or no one person."""
        found, version = _based(call, pk)
        owner_id = _owner(call, found.site, read(call, OwnerBody).get("owner"))
        commitments.assign(found, owner_id=owner_id, version=version, by=call.actor)
        return COMMITMENT.shown(call, pk)


class Reminding(Resource):
    """A reminder to the owner of a commitment."""

    access = P.SITE_VIEW
    changes = P.COMMITMENT_KEEP
    inputs = {"POST": NoBody}
    outputs = {"POST": (200, CommitmentOut)}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Send the owner of an open commitment a reminder, once a day."""
        read(call, NoBody)
        found = COMMITMENT.fetch(call, pk)
        if found.request_id is not None:
            raise Refused(OF_A_REQUEST)
        commitments.remind(found, by=call.actor)
        return COMMITMENT.shown(call, pk)


class Templates(Resource):
    """Templates of commitments."""

    access = P.COMMITMENT_KEEP
    outputs = {"GET": (200, page_of(TemplateOut))}

    def get(self, call: Call) -> Response:
        """List the templates that can be used, by title."""
        found = CommitmentTemplate.objects.offered()
        return unpaged(found, TemplateOut)


class TemplateUses(Resource):
    """The use of a template."""

    access = P.COMMITMENT_KEEP
    changes = P.COMMITMENT_KEEP
    inputs = {"POST": TemplateUse}
    outputs = {"POST": (201, page_of(CommitmentOut))}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Add the commitments of a template to a site, all or none; seats' holders own them."""
        template = get_object_or_404(CommitmentTemplate.objects.offered(), slug=slug)
        sent = read(call, TemplateUse)
        site, origin = _site(call, sent["site"]), _origin(call, sent.get("origin", ""))
        asked = {"template": slug, "start": str(sent["start"])}
        start = clean(TemplateChoiceForm(asked, templates=[template], site=site))["start"]
        if start < clock.today(site.time_zone):
            raise ValidationError({"start": "Enter today or a later day."})
        steps = planned(template, site, start, seated_at(site))
        batch = commitment_templates.use(site, template, steps=steps, origin=origin, by=call.actor)
        made = Commitment.objects.visible_to(call.actor).of_batch(batch).for_notice().by_day()
        return unpaged(made, CommitmentOut, status=201)


class TemplateUndoing(Resource):
    """The undoing of a template's use."""

    access = P.COMMITMENT_KEEP
    changes = P.COMMITMENT_KEEP
    inputs = {"POST": NoBody}
    outputs = {"POST": (200, UndoneOut)}

    @idempotent
    def post(self, call: Call, batch: UUID) -> Response:
        """Cancel what you added from a template, except what was changed since."""
        read(call, NoBody)
        return Response({"canceled": commitment_templates.undo(batch, by=call.actor)})


def _site(call: Call, slug: str) -> Site:
    return get_object_or_404(Site.objects.where_allowed(call.actor, P.SITE_VIEW), slug=slug)


def _origin(call: Call, asked: str) -> origins.Origin | None:
    found = origins.find(call.actor, asked) if asked else None
    if asked and found is None:
        raise ValidationError({"origin": "We can't find this."})
    return found


def _owner(call: Call, site: Site, email: Any) -> int | None:
    """Return the person with an email address; None for none asked."""
    if not email:
        return None
    found = addressed(site, clock.now(), email, also=call.actor.user_id)
    if found is None:
        raise ValidationError({"owner": "Choose someone from the site's team."})
    return found.pk


def _based(call: Call, pk: UUID) -> tuple[Commitment, int]:
    """Return a commitment without a request, and the version the call is based on."""
    found = COMMITMENT.fetch(call, pk)
    if found.request_id is not None:
        raise Refused(OF_A_REQUEST)
    return found, COMMITMENT.require(call, found)
