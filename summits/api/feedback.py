"""The API of feedback: give and change your own on a session or a summit, and read results."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.api.etags import etag, require, tagged
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import unpaged
from foundation.api.resources import Resource
from summits import policies
from summits.actions import feedback
from summits.api.summits import SUMMIT
from summits.forms.feedback import FeedbackForm
from summits.models import Feedback, Session, Summit
from summits.querysets.feedback import answer_of, results_of
from summits.serializers.feedback import FeedbackBody, FeedbackOut, FeedbackResultOut


class SummitFeedback(Resource):
    """Your feedback on a whole summit."""

    access = SIGNED_IN
    changes = SIGNED_IN  # whoever was there; the action says who
    inputs = {"POST": FeedbackBody, "PATCH": FeedbackBody}
    outputs = {"GET": (200, FeedbackOut), "POST": (201, FeedbackOut), "PATCH": (200, FeedbackOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, slug: str) -> Response:
        """Get your feedback on a summit."""
        return _shown(call, _own(call, _summit(call, slug)))

    @idempotent
    def post(self, call: Call, slug: str) -> Response:
        """Give feedback on a summit, in its wrap-up, once."""
        return _give(call, _summit(call, slug))

    def patch(self, call: Call, slug: str) -> Response:
        """Change your feedback on a summit."""
        return _change(call, _summit(call, slug))


class SessionFeedback(Resource):
    """Your feedback on a session."""

    access = SIGNED_IN
    changes = SIGNED_IN  # whoever was there; the action says who
    inputs = {"POST": FeedbackBody, "PATCH": FeedbackBody}
    outputs = {"GET": (200, FeedbackOut), "POST": (201, FeedbackOut), "PATCH": (200, FeedbackOut)}
    versioned = {"GET", "PATCH"}

    def get(self, call: Call, pk: UUID) -> Response:
        """Get your feedback on a session."""
        session = _session(call, pk)
        return _shown(call, _own(call, session.summit, session))

    @idempotent
    def post(self, call: Call, pk: UUID) -> Response:
        """Give feedback on a session that has ended, once."""
        session = _session(call, pk)
        return _give(call, session.summit, session)

    def patch(self, call: Call, pk: UUID) -> Response:
        """Change your feedback on a session."""
        session = _session(call, pk)
        return _change(call, session.summit, session)


class SummitFeedbackResults(Resource):
    """What everyone answered about a summit and its sessions."""

    access = SIGNED_IN
    outputs = {"GET": (200, page_of(FeedbackResultOut))}

    def get(self, call: Call, slug: str) -> Response:
        """List results of at least five answers: all for organizers, and for speakers those of their own sessions."""
        summit = _summit(call, slug)
        if not policies.can_read_results(call.actor, summit):
            raise PermissionDenied
        found = list(results_of(summit).values())
        return unpaged(found, FeedbackResultOut)


def _summit(call: Call, slug: str) -> Summit:
    found = SUMMIT.fetch(call, slug)
    if found.is_imported:
        raise Http404
    return found


def _session(call: Call, pk: UUID) -> Session:
    seen = Session.objects.visible_to(call.actor).placed().with_summit()
    found: Session = get_object_or_404(seen, pk=pk)
    return found


def _own(call: Call, summit: Summit, session: Session | None = None) -> Feedback:
    found = answer_of(call.actor, summit, session)
    if found is None:
        raise Http404
    return found


def _give(call: Call, summit: Summit, session: Session | None = None) -> Response:
    values = clean(FeedbackForm(as_typed(read(call, FeedbackBody))))
    made = feedback.give(summit, session=session, **values, by=call.actor)
    return _shown(call, made, status=201)


def _change(call: Call, summit: Summit, session: Session | None = None) -> Response:
    mine = _own(call, summit, session)
    version = require(call, mine, etag(mine.version))
    known = {name: getattr(mine, name) for name in FeedbackForm.base_fields}
    values = clean(FeedbackForm(as_typed(known | read(call, FeedbackBody))))
    changed = feedback.give(summit, session=session, **values, version=version, by=call.actor)
    return _shown(call, changed)


def _shown(call: Call, row: Feedback, *, status: int = 200) -> Response:
    location = call.path if status == 201 else ""
    return tagged(call, FeedbackOut(row).data, etag(row.version), status=status, location=location)
