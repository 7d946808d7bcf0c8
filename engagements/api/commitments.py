"""The API of commitments: listed whatever they come from; added and changed where they come from no request."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from engagements.actions import commitments
from engagements.forms.commitments import (
    CancelCommitmentForm,
    FinishForm,
    NewDateForm,
    SiteCommitmentForm,
)
from engagements.models import Commitment, origins
from engagements.querysets.commitments import PLACES
from engagements.querysets.owners import addressed, people_of
from engagements.serializers.commitments import (
    CancelBody,
    CommitmentOut,
    FinishBody,
    NewCommitment,
    NewDateBody,
    OwnerBody,
)
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import NoBody, as_typed, clean, read, slug_asked
from foundation.api.outputs import page_of
from foundation.api.pages import listed
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
        site, origin = site_of(call, sent.pop("site")), asked_origin(call, sent.pop("origin", ""))
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


class Changing(Resource):
    """A change of a commitment that comes from no request."""

    access = P.SITE_VIEW
    changes = P.COMMITMENT_KEEP
    outputs = {"POST": (200, CommitmentOut)}
    versioned = {"POST"}


class Finishing(Changing):
    """The end of a commitment."""

    changes = P.SITE_VIEW  # its owner's, or theirs who keep the site's: the action asks
    inputs = {"POST": FinishBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Mark a commitment as done, with what shows it."""
        found, version = COMMITMENT.based(call, pk, _of_no_request)
        values = clean(FinishForm(as_typed(read(call, FinishBody))))
        commitments.complete(found, **values, version=version, by=call.actor)
        return COMMITMENT.shown(call, pk)


class Reopening(Changing):
    """The undoing of "done"."""

    changes = P.SITE_VIEW  # its owner's, or theirs who keep the site's: the action asks
    inputs = {"POST": NoBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Open a commitment again that was marked as done."""
        found, version = COMMITMENT.based(call, pk, _of_no_request)
        read(call, NoBody)
        commitments.reopen(found, version=version, by=call.actor)
        return COMMITMENT.shown(call, pk)


class Redating(Changing):
    """The due date of a commitment."""

    changes = P.SITE_VIEW  # its owner's, or theirs who keep the site's: the action asks
    inputs = {"POST": NewDateBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Give a commitment a new due date, with a reason."""
        found, version = COMMITMENT.based(call, pk, _of_no_request)
        values = clean(NewDateForm(as_typed(read(call, NewDateBody)), commitment=found))
        commitments.change_date(found, **values, version=version, by=call.actor)
        return COMMITMENT.shown(call, pk)


class Canceling(Changing):
    """The cancellation of a commitment."""

    inputs = {"POST": CancelBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Cancel an open commitment, such as one added in error, with a reason."""
        found, version = COMMITMENT.based(call, pk, _of_no_request)
        values = clean(CancelCommitmentForm(as_typed(read(call, CancelBody))))
        commitments.cancel(found, **values, version=version, by=call.actor)
        return COMMITMENT.shown(call, pk)


class Assigning(Changing):
    """The owner of a commitment."""

    inputs = {"POST": OwnerBody}

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Make another person responsible for a commitment, or no one person."""
        found, version = COMMITMENT.based(call, pk, _of_no_request)
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
        commitments.remind(COMMITMENT.allowed(call, pk, _of_no_request), by=call.actor)
        return COMMITMENT.shown(call, pk)


def site_of(call: Call, slug: str) -> Site:
    """Return the site with that slug; 404 unless the caller sees it."""
    return get_object_or_404(Site.objects.where_allowed(call.actor, P.SITE_VIEW), slug=slug)


def asked_origin(call: Call, asked: str) -> origins.Origin | None:
    """Return what a call names as origin; refuse what the caller can't read."""
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


def _of_no_request(_actor: Actor, found: Commitment) -> bool:
    """Refuse a commitment of a request, which is changed on its page; the actions say whose the others are."""
    if found.request_id is not None:
        raise Refused(OF_A_REQUEST)
    return True
