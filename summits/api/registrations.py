"""The API of registrations: list them, nominate for a site, register, take part another way, decline, and cancel."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.records import Record
from foundation.api.resources import Resource
from sites.models import Site
from summits import policies
from summits.actions import invitations, registrations
from summits.api.summits import SUMMIT
from summits.forms.registrations import AcceptForm, AttendanceForm, LeaveForm, NominateForm
from summits.models import DelegationSeat, Registration
from summits.serializers.registrations import (
    NominationBody,
    RegistrationAnswerBody,
    RegistrationOut,
)

REGISTRATION = Record(
    seen=lambda actor: Registration.objects.visible_to(actor).for_list(),
    output=RegistrationOut,
    address="api:registration",
)
Form = Callable[[Any, bool], forms.Form]
ANSWERS: dict[str, tuple[Any, Form]] = {
    "register": (registrations.accept, lambda sent, virtual: AcceptForm(sent, is_virtual=virtual)),
    "change-attendance": (registrations.change_attendance, lambda sent, _: AttendanceForm(sent)),
    "decline": (registrations.decline, lambda sent, _: LeaveForm(sent)),
    "cancel": (registrations.cancel, lambda sent, _: LeaveForm(sent)),
}


class SummitRegistrations(Resource):
    """The registrations of a summit that one may read."""

    access = SIGNED_IN
    outputs = {"GET": (200, page_of(RegistrationOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List the registrations of your sites; organizers get all."""
        found = Registration.objects.visible_to(call.actor).of_summit(SUMMIT.fetch(call, slug).pk)
        return unpaged(found.for_list(), RegistrationOut)


class Nominations(Resource):
    """The delegation of a site."""

    access = SIGNED_IN
    changes = P.DELEGATION_NOMINATE
    inputs = {"POST": NominationBody}
    outputs = {"POST": (201, RegistrationOut)}

    @idempotent
    def post(self, call: Call, slug: str, site: str) -> Response:
        """Nominate a person for a seat; the portal sends the invitation."""
        summit, of = SUMMIT.fetch(call, slug), get_object_or_404(Site.objects.named(site))
        if not call.actor.may(P.SITE_VIEW, at=of.pk):
            raise Http404
        if not policies.can_choose_delegates(call.actor, of.pk):
            raise PermissionDenied
        seats = DelegationSeat.objects.visible_to(call.actor).of_summit(summit.pk)
        sent = read(call, NominationBody)
        seat = seats.named(sent["seat"]).first()
        typed = as_typed(sent | {"seat": seat.pk if seat else ""})
        values = clean(NominateForm(typed, seats=seats))
        made = invitations.nominate(summit, site=of, **values, by=call.actor)
        return REGISTRATION.response(call, made, status=201)


class OneRegistration(Resource):
    """One registration."""

    access = SIGNED_IN
    outputs = {"GET": (200, RegistrationOut)}
    versioned = {"GET"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a registration."""
        return REGISTRATION.shown(call, pk)


class RegistrationAnswer(Resource):
    """An answer to an invitation, or the end of a registration."""

    access = SIGNED_IN
    changes = SIGNED_IN  # the person's, or who chooses the site's delegates; the policy of the row says which
    query = (OpenApiParameter("name", str, OpenApiParameter.PATH, enum=tuple(ANSWERS)),)
    inputs = {"POST": RegistrationAnswerBody}
    outputs = {"POST": (200, RegistrationOut)}
    versioned = {"POST"}

    @idempotent
    def post(self, call: Call, pk: UUID, name: str) -> Response:
        """Register, change how you take part, decline, or cancel; the answer is the registration afterward."""
        if name not in ANSWERS:
            raise Http404
        found, version = REGISTRATION.based(
            call, pk, lambda actor, row: _may_answer(actor, row, name)
        )
        act, form = ANSWERS[name]
        sent = as_typed(read(call, RegistrationAnswerBody))
        act(found, **clean(form(sent, found.summit.is_virtual)), version=version, by=call.actor)
        return REGISTRATION.shown(call, pk)


def _may_answer(actor: Actor, found: Registration, name: str) -> bool:
    is_own = policies.is_own(actor, found)
    return is_own or (name == "cancel" and policies.speaks_for(actor, found))
