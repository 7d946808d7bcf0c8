"""API resources that belong to a request: conversation, timeline, clocks, ranking."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.response import Response

from foundation.accounts.permissions import Permission as P
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.inputs import as_typed, clean, read
from foundation.api.outputs import page_of
from foundation.api.pages import listed, unpaged
from foundation.api.resources import Resource
from tta_requests import policies
from tta_requests.actions import followers, messages
from tta_requests.api.fetching import fetch_whole
from tta_requests.forms import MessageForm
from tta_requests.models import Clock, Entry, Follower
from tta_requests.models.entries import PLACES
from tta_requests.querysets.routing import latest_run_of
from tta_requests.serializers.input import Following, NewMessage
from tta_requests.serializers.output import ClockOut, EntryOut, FollowerOut, MessageOut, RankingOut


class Messages(Resource):
    """The conversation."""

    access = P.REQUEST_VIEW
    changes = P.REQUEST_WRITE_MESSAGE
    paged = True
    inputs = {"POST": NewMessage}
    outputs = {"GET": (200, page_of(MessageOut)), "POST": (201, MessageOut)}

    def get(self, call: Call, number: str) -> Response:
        """List the messages about a request, newest first."""
        tta_request = fetch_whole(call.actor, number)
        found = Entry.objects.of_request(tta_request.pk).readable_by(call.actor).messages()
        return listed(call, found, PLACES, MessageOut)

    @idempotent
    def post(self, call: Call, number: str) -> Response:
        """Write a message; the people involved are notified."""
        tta_request = fetch_whole(call.actor, number)
        works_on_it = policies.works_on(call.actor, tta_request)
        if not policies.can_write_message(call.actor, tta_request, works_on_it=works_on_it):
            raise PermissionDenied
        sent = read(call, NewMessage)
        if sent["internal"] and not policies.can_write_internal(call.actor):
            raise PermissionDenied
        form = MessageForm(as_typed(sent), may_be_internal=policies.can_write_internal(call.actor))
        said = messages.post(tta_request, **clean(form), works_on_it=works_on_it, by=call.actor)
        return Response(MessageOut(said).data, status=201)


class Followers(Resource):
    """Whether you follow a request; who else does is theirs to know."""

    access = P.REQUEST_VIEW
    changes = P.REQUEST_VIEW
    inputs = {"POST": Following}
    outputs = {"GET": (200, page_of(FollowerOut)), "POST": (200, page_of(FollowerOut))}

    def get(self, call: Call, number: str) -> Response:
        """List your following of a request: one result, or none."""
        tta_request = fetch_whole(call.actor, number)
        found = Follower.objects.of_request(tta_request.pk).of_person(call.actor)
        return unpaged(found, FollowerOut)

    @idempotent
    def post(self, call: Call, number: str) -> Response:
        """Follow a request, or stop."""
        tta_request = fetch_whole(call.actor, number)
        if not policies.can_follow(call.actor, tta_request):
            raise PermissionDenied
        change = followers.follow if read(call, Following)["follow"] else followers.unfollow
        change(tta_request, by=call.actor)
        return self.get(call, number)


class Timeline(Resource):
    """The timeline."""

    access = P.REQUEST_VIEW
    paged = True
    outputs = {"GET": (200, page_of(EntryOut))}

    def get(self, call: Call, number: str) -> Response:
        """List what happened to a request, newest first."""
        tta_request = fetch_whole(call.actor, number)
        found = Entry.objects.of_request(tta_request.pk).readable_by(call.actor).events()
        return listed(call, found, PLACES, EntryOut)


class Clocks(Resource):
    """The clocks."""

    access = P.REQUEST_VIEW
    outputs = {"GET": (200, page_of(ClockOut))}

    def get(self, call: Call, number: str) -> Response:
        """List every clock of a request, in the order they started."""
        tta_request = fetch_whole(call.actor, number)
        found = Clock.objects.of_request(tta_request.pk)
        return unpaged(found, ClockOut)


class Ranking(Resource):
    """The ranking."""

    access = P.REQUEST_VIEW
    outputs = {"GET": (200, RankingOut)}

    def get(self, call: Call, number: str) -> Response:
        """Get the ranking: for people who decide and the site that asked, never for the candidates."""
        tta_request = fetch_whole(call.actor, number)
        works_on_it = policies.works_on(call.actor, tta_request)
        if works_on_it or not policies.can_see_explanation(call.actor, tta_request):
            raise PermissionDenied
        run = next(iter(latest_run_of(tta_request.pk)), None)
        if run is None:
            raise Http404
        return Response(RankingOut(run).data)
