"""People, organizations and settings in Django admin. Passwords are never shown or typed here."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from foundation.accounts import actions, links
from foundation.accounts.holdings import Loss, held_by
from foundation.accounts.models import Organization, Setting, StaffApproval, User
from foundation.accounts.takers import PREFIX, TakersForm, by_site, settled
from foundation.outbox.admin import ReadOnlyAdmin
from foundation.tenancy.context import atomic_savepoint
from foundation.workflow.nonces import single_submit


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

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show what somebody holds before a change takes it from them; the next post says who takes it."""
        before = self.get_object(request, unquote(object_id))
        if request.method == "POST" and before is not None:
            asked = self._ask_who_takes(request, before)
            if asked is not None:
                return asked
        change = single_submit(super().change_view)
        return change(request, object_id, form_url, extra_context)

    def _ask_who_takes(self, request: HttpRequest, before: User) -> HttpResponse | None:
        """Return the page that asks, or None where nothing is lost or the answer is here."""
        after = User.objects.get(pk=before.pk)  # the form writes on its instance
        form = self.get_form(request, after, change=True)(request.POST, instance=after)
        if not self.has_change_permission(request, before) or not form.is_valid():
            return None
        # Another role waits for its approval; only one that is taken away is lost now.
        loss = Loss.between(before, after, role=after.staff_role and before.staff_role)
        held = held_by(loss, reader=None) if loss else []
        confirmed = "_confirmed" in request.POST
        takers = TakersForm(request.POST if confirmed else None, parcels=by_site(held))
        if not held or (confirmed and takers.is_valid()):
            request.takes = takers.takes if held else {}  # type: ignore[attr-defined]  # -- for save_model, as Django hands on nothing else
            return None
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Before you change {before.name}",
            "person": before,
            "closes": loss is not None and loss.closes,
            "takers": takers,
            "settled": settled(held, with_sites=True),
            "typed": _typed(request),
        }
        return TemplateResponse(request, "admin/accounts/user/leaving.html", context)

    def save_model(
        self,
        request: HttpRequest,
        obj: User,
        form: "ModelForm[User]",
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Save through the action, which mails and records."""
        asked = obj.staff_role
        actions.keep(
            obj,
            changed=form.changed_data,
            here=_if_own(request, obj),
            takes=getattr(request, "takes", None),
            by=_by(request),
        )
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


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed into the form of the account, for the page that asks to send it again."""
    kept = [
        name
        for name in request.POST
        if not name.startswith((PREFIX, "csrf", "nonce", "_confirmed"))
    ]
    return [(name, value) for name in kept for value in request.POST.getlist(name)]


def _if_own(request: HttpRequest, user: User) -> HttpRequest | None:
    return request if user.pk == request.user.pk else None


def _by(request: HttpRequest) -> int:
    assert isinstance(request.user, User)  # noqa: S101 -- the view admits only administrators
    return request.user.pk
