"""Outbox messages in Django admin: what waits, what failed and why, and a button to try again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from foundation.outbox import actions
from foundation.outbox.models import Job, Message


class ReadOnlyAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Shows rows that no one adds, edits or deletes by hand."""

    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: object = None) -> list[str]:
        """Show each field as text, so that no form field is made of it, which would ask for a URL's default scheme."""
        own = [*self.readonly_fields]
        fields = (*self.opts.fields, *self.opts.many_to_many)
        shown = [each.name for each in fields if each.editable and not each.primary_key]
        return [*own, *(name for name in shown if name not in {*own, *(self.exclude or ())})]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: only the portal writes rows."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: written rows do not change."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: old rows are purged by age."""
        return False


@admin.register(Message)
class MessageAdmin(ReadOnlyAdmin):
    """The outbox; failed messages can be tried again."""

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
        """Queue the selected failed messages again."""
        count = actions.replay(list(queryset.values_list("pk", flat=True)))
        self.message_user(request, f"{count} queued again.", messages.SUCCESS)


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Long jobs and their progress."""

    list_display = ("id", "kind", "by_user", "done", "total", "phase", "state", "created_at")
    list_filter = ("state",)
    ordering = ("-id",)
