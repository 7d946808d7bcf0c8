"""People, organizations and settings in Django admin. Passwords are never shown or typed here."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest

from foundation.accounts import actions, links
from foundation.accounts.models import Organization, Setting, StaffApproval, User
from foundation.outbox.admin import ReadOnlyAdmin
from foundation.tenancy.context import atomic_savepoint


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Everyone who can sign in. People are deactivated, never deleted, as their work names them."""

    list_display = ("name", "email", "staff_role", "organization", "is_active", "last_login")
    list_filter = ("staff_role", "is_active", "is_demo")
    list_select_related = ("organization",)
    search_fields = ("name", "email")
    fields = (
        "name",
        "email",
        "time_zone",
        "staff_role",
        "waiting_role",
        "organization",
        "is_active",
        "is_demo",
        "last_login",
    )
    actions = ("mail_a_password_link", "take_away_the_second_factor")
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        """Keep people from changing their own role or organization, and from locking themselves out."""
        own = (
            ("staff_role", "organization", "is_active")
            if obj is not None and obj.pk == request.user.pk
            else ()
        )
        return ("waiting_role", "is_demo", "last_login", *own)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Refuse deletion: people are deactivated instead."""
        return False

    @admin.display(description="Waiting for a second approval")
    def waiting_role(self, obj: User) -> str:
        """Return the DOJ role that waits for a Program Manager's decision."""
        waiting = StaffApproval.objects.waiting().of_user(obj.pk).first() if obj.pk else None
        return waiting.get_role_display() if waiting else "None"

    def save_model(
        self,
        request: HttpRequest,
        obj: User,
        form: "ModelForm[User]",
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Save through the action, which mails and records."""
        asked = obj.staff_role
        actions.keep(obj, changed=form.changed_data, here=_if_own(request, obj), by=_by(request))
        if asked != obj.staff_role:
            told = "The DOJ role needs a second approval from a Program Manager."
            self.message_user(request, told, messages.WARNING)

    @admin.action(description="Email a link to set a password")
    def mail_a_password_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Mail each selected person one link."""
        with atomic_savepoint:
            for user in queryset:
                links.send_password_link(user)
        self.message_user(request, "Links sent.", messages.SUCCESS)

    @admin.action(description="Remove the second factor (lost phone)")
    def take_away_the_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Remove the second factors of the selected people, who then set up new ones."""
        for user in queryset:
            actions.reset_second_factor(user, here=_if_own(request, user), by=_by(request))
        self.message_user(request, "Second factors removed.", messages.SUCCESS)


@admin.register(StaffApproval)
class StaffApprovalAdmin(ReadOnlyAdmin):
    """DOJ roles that administrators proposed, and how each was decided."""

    list_display = ("user", "role", "state", "proposed_by", "asked_at", "due_at", "decided_by")
    list_filter = ("state", "role")
    list_select_related = ("user", "proposed_by", "decided_by")
    ordering = ("-asked_at",)
    actions = ("withdraw",)

    @admin.action(description="Withdraw the selected proposals")
    def withdraw(self, request: HttpRequest, queryset: QuerySet[StaffApproval]) -> None:
        """Withdraw the selected proposals that are not decided yet."""
        for approval in queryset:
            actions.withdraw_role(approval, by=_by(request))
        self.message_user(request, "Proposals withdrawn.", messages.SUCCESS)


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Organizations of providers' staff, and offices of federal colleagues."""

    list_display = ("name", "slug", "role", "is_demo")
    list_filter = ("role",)
    search_fields = ("name",)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Organization | None = None
    ) -> tuple[str, ...]:
        """Fix the role of an existing organization: items were shared with it because of it."""
        return ("is_demo",) if obj is None else ("is_demo", "role")


@admin.register(Setting)
class SettingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Numbers administrators may change; each change is recorded."""

    list_display = ("key", "value")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse deletion: administrators set another number instead."""
        return False


class HistoryAdmin(ReadOnlyAdmin):
    """What changed, when, and by whom."""

    ordering = ("-pgh_id",)

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Return when and what changed first, then the row's columns."""
        names = [field.name for field in self.model._meta.concrete_fields]
        own = [name for name in names if not name.startswith("pgh_")]
        return ("pgh_created_at", "pgh_label", *own[:6], "pgh_context")


admin.site.register(apps.get_model("accounts", "UserEvent"), HistoryAdmin)
admin.site.register(apps.get_model("accounts", "SettingEvent"), HistoryAdmin)
admin.site.register(apps.get_model("accounts", "StaffApprovalEvent"), HistoryAdmin)


def _if_own(request: HttpRequest, user: User) -> HttpRequest | None:
    return request if user.pk == request.user.pk else None


def _by(request: HttpRequest) -> int:
    assert isinstance(request.user, User)  # noqa: S101 -- the view admits only administrators
    return request.user.pk
