"""Durable work in Django admin: what waits, what gave up and why, and a button to try again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from foundation.outbox import actions
from foundation.outbox.models import Job, Message


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Shows rows; nobody adds, edits or deletes them by hand."""

    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Rows are written by the portal only."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """What is written stays as it is."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Old rows are purged by age."""
        return False


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """The outbox; messages that gave up can be tried again."""

    list_display = (
        "id",
        "kind",
        "key",
        "lane",
        "state",
        "attempts",
        "maybe_sent",
        "due_at",
        "done_at",
    )
    list_filter = ("state", "lane")
    search_fields = ("kind__startswith", "key__startswith")
    ordering = ("-id",)
    actions = ("replay",)

    @admin.action(description="Replay failed messages", permissions=["view"])
    def replay(self, request: HttpRequest, queryset: QuerySet[Message]) -> None:
        """Queue them as if new."""
        count = actions.replay(list(queryset.values_list("pk", flat=True)))
        self.message_user(request, f"{count} queued again.", messages.SUCCESS)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Long jobs and how far they are."""

    list_display = ("id", "kind", "by_user", "done", "total", "phase", "state", "created_at")
    list_filter = ("state",)
    ordering = ("-id",)
