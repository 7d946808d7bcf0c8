"""The inbox in the API."""

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.response import Response

from foundation.accounts.access import SIGNED_IN
from foundation.api.http import Call
from foundation.api.idempotency import idempotent
from foundation.api.outputs import Output, page_of
from foundation.api.pages import listed
from foundation.api.resources import Resource
from foundation.calendars import clock
from foundation.notifications import actions
from foundation.notifications.models import Notification
from foundation.workflow.cursors import Cursors

PLACES = Cursors("notifications.inbox")


class NoticeOut(Output):
    """A notice of your inbox."""

    id = serializers.UUIDField(source="pk")
    title = serializers.CharField(source="headline")
    body = serializers.CharField()
    due_line = serializers.CharField(
        source="deadline", help_text="The deadline, and any days skipped."
    )
    url = serializers.CharField(help_text="The page where you take the action.")
    action = serializers.CharField(help_text="The action it asks for.")
    why = serializers.CharField(help_text="Why you got it.")
    weight = serializers.CharField()
    created_at = serializers.DateTimeField()
    read_at = serializers.DateTimeField(allow_null=True)
    archived_at = serializers.DateTimeField(
        allow_null=True, help_text="When what it asks for was done or undone, or you archived it."
    )


class Inbox(Resource):
    """The inbox."""

    paged = True
    outputs = {"GET": (200, page_of(NoticeOut))}

    def get(self, call: Call) -> Response:
        """List your notices, newest first."""
        found = Notification.objects.of(call.user.pk).for_inbox()
        return listed(call, found, PLACES, NoticeOut)


class ReadNotice(Resource):
    """A notice that was read."""

    changes = SIGNED_IN
    outputs = {"POST": (200, NoticeOut)}

    @idempotent
    def post(self, call: Call, notice_id: UUID) -> Response:
        """Mark a notice as read."""
        notice = get_object_or_404(Notification.objects.of(call.user.pk), pk=notice_id)
        actions.mark_read(notice, at=clock.now())
        return Response(NoticeOut(notice).data)


class ArchiveNotice(Resource):
    """A notice that was archived."""

    changes = SIGNED_IN
    outputs = {"POST": (200, NoticeOut)}

    @idempotent
    def post(self, call: Call, notice_id: UUID) -> Response:
        """Archive a notice, with the earlier ones about the same thing."""
        mine = Notification.objects.of(call.user.pk).for_inbox()
        notice = get_object_or_404(mine, pk=notice_id)
        actions.archive_row(notice, at=clock.now())
        notice.refresh_from_db(fields=["read_at", "archived_at", "archived_as"])
        return Response(NoticeOut(notice).data)


def _told(notice: Notification) -> dict[str, Any]:
    return dict(NoticeOut(notice).data)
