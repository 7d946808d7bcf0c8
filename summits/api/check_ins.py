"""The API of check-ins: read them, check people in, take one back, and admit walk-ins."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from rest_framework.response import Response
from rest_framework.serializers import ValidationError

from foundation.accounts.access import SIGNED_IN
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import created, page_of
from foundation.api.pages import listed
from foundation.api.resources import Resource
from sites.models import Site
from summits import policies
from summits.actions import check_ins
from summits.api.summits import SUMMIT
from summits.errors import FormNotOffered
from summits.forms.check_ins import ArriveForm, WalkInForm
from summits.models import CheckIn, Registration, Session
from summits.models.check_ins import PLACES
from summits.querysets import notices
from summits.serializers.check_ins import ArrivalBody, CheckInOut, WalkInBody


class SummitCheckIns(Resource):
    """The check-ins of a summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    paged = True
    inputs = {"POST": ArrivalBody}
    outputs = {"GET": (200, page_of(CheckInOut)), "POST": (201, CheckInOut)}

    def get(self, call: Call, slug: str) -> Response:
        """List who arrived at the summit and at its sessions, newest first; for organizers."""
        summit = SUMMIT.allowed(call, slug, policies.can_check_in)
        found = CheckIn.objects.visible_to(call.actor).of_summit(summit.pk).for_list()
        return listed(call, found, PLACES, CheckInOut)

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Check a person in; if they are there already, the answer is that check-in."""
        summit = SUMMIT.allowed(call, slug, policies.can_check_in)
        sent = read(call, ArrivalBody)
        people = Registration.objects.visible_to(call.actor).of_summit(summit.pk)
        found = people.select_related("summit").in_bulk([sent["registration"]])
        if not found:
            raise ValidationError({"registration": "Choose a registration for this summit."})
        sessions = Session.objects.visible_to(call.actor).of_summit(summit.pk)
        session = clean(ArriveForm(as_typed({"session": sent["session"]}), sessions=sessions))
        done, is_new = check_ins.check_in(
            found[sent["registration"]],
            session=session["session"],
            at=sent["at"],
            by=call.actor,
        )
        return _shown(call, done.pk, is_new=is_new)


class WalkIns(Resource):
    """People at the door who aren't on the list."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    inputs = {"POST": WalkInBody}
    outputs = {"POST": (201, CheckInOut)}

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Give a walk-in a free place, and check them in."""
        summit = SUMMIT.allowed(call, slug, policies.can_check_in)
        if notices.notice_of(notices.WALK_IN) is None:
            raise FormNotOffered
        sites = Site.objects.with_work_visible_to(call.actor).by_name()
        sent = read(call, WalkInBody)
        of = sites.named(sent.get("site", "")).first()
        if sent.get("site") and of is None:
            raise ValidationError({"site": "We can't find this site."})
        values = clean(WalkInForm(as_typed(sent | {"site": of.pk if of else ""}), sites=sites))
        return _shown(call, check_ins.admit(summit, **values, by=call.actor).pk, is_new=True)


class OneCheckIn(Resource):
    """A check-in. It never changes, so it has no version."""

    access = SIGNED_IN
    changes = SIGNED_IN  # a manager's or an organizer's; the policy of the row says which
    outputs = {"GET": (200, CheckInOut), "DELETE": (204, None)}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get a check-in."""
        return _shown(call, pk)

    def delete(self, call: Call, pk: UUID) -> Response:
        """Take a check-in back that was a mistake; its history stays."""
        check_ins.undo(_fetch(call, pk), by=call.actor)
        return Response(status=204)


def _fetch(call: Call, pk: UUID) -> CheckIn:
    found = get_object_or_404(CheckIn.objects.visible_to(call.actor).for_list(), pk=pk)
    if not policies.can_check_in(call.actor, found.summit):
        raise PermissionDenied
    return found


def _shown(call: Call, pk: UUID, *, is_new: bool = False) -> Response:
    told = CheckInOut(_fetch(call, pk))
    return created(told, "api:check-in", pk) if is_new else Response(told.data)
