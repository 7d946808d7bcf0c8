"""Places, core areas and the public facts of sites in Django admin.

Data of a site's work is read-only, and row-level security hides all of it without an open
break-glass record.
"""

from django.apps import apps
from django.contrib import admin
from django.http import HttpRequest

from foundation.accounts.admin import HistoryAdmin
from foundation.outbox.admin import ReadOnlyAdmin
from sites.admin.reference import CoreAreaForm, FieldOfficeForm, SiteForm
from sites.models import (
    BreakGlass,
    CoreArea,
    District,
    FieldOffice,
    Invitation,
    Membership,
    Principle,
    PublicForm,
    Site,
    SiteAgency,
    State,
)


@admin.register(PublicForm)
class PublicFormAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """OMB control numbers and Privacy Act statements; a form without a valid number is not sent."""

    list_display = ("title", "omb_number", "expires_on", "burden_minutes")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse adding: each form of the portal has its row."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse deletion: each form of the portal has its row."""
        return False


@admin.register(State)
class StateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """States and territories."""

    list_display = ("name", "usps", "fips")
    search_fields = ("name",)


@admin.register(District)
class DistrictAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Federal judicial districts."""

    list_display = ("name", "code", "state")
    list_select_related = ("state",)
    search_fields = ("name",)


@admin.register(FieldOffice)
class FieldOfficeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Field offices of the federal partners."""

    form = FieldOfficeForm
    list_display = ("name", "agency", "city", "state", "valid_from", "valid_to")
    list_filter = ("agency",)
    list_select_related = ("state",)
    search_fields = ("name", "city")


@admin.register(CoreArea)
class CoreAreaAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The areas of assistance, with the dates they are in effect."""

    form = CoreAreaForm
    list_display = ("name", "slug", "effective_from", "effective_to")


@admin.register(Principle)
class PrincipleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """DOJ's principles."""

    list_display = ("name", "order")


@admin.register(Site)
class SiteAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """A site's public facts; every change is saved with its author."""

    form = SiteForm
    list_display = ("name", "state", "kind", "time_zone", "lead_agency", "is_demo")
    list_filter = ("kind", "is_demo")
    list_select_related = ("state",)
    search_fields = ("name", "slug")
    readonly_fields = ("is_demo",)
    show_full_result_count = False

    def get_readonly_fields(self, request: HttpRequest, obj: Site | None = None) -> tuple[str, ...]:
        """Fix the slug of an existing site, as it is part of bookmarked URLs."""
        return ("is_demo", "slug") if obj else ("is_demo",)

    def has_delete_permission(self, request: HttpRequest, obj: Site | None = None) -> bool:
        """Refuse deletion: a site keeps its history."""
        return False


@admin.register(BreakGlass)
class BreakGlassAdmin(ReadOnlyAdmin):
    """The administrator's own records."""

    list_display = ("site", "user", "opened_at", "closes_at", "reason")
    list_select_related = ("site", "user")
    ordering = ("-opened_at",)


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """People in seats, at sites with an open break-glass record."""

    list_display = ("user", "site", "role", "seat", "starts_at", "ends_at")
    list_select_related = ("site", "user")


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Invitations, at sites with an open break-glass record."""

    list_display = ("email", "site", "role", "seat", "expires_at", "accepted_at", "withdrawn_at")
    list_select_related = ("site",)


@admin.register(SiteAgency)
class SiteAgencyAdmin(ReadOnlyAdmin):
    """Agencies of coalitions, at sites with an open break-glass record."""

    list_display = ("name", "site", "kind", "is_lead", "joined_on", "left_on")
    list_select_related = ("site",)


admin.site.register(apps.get_model("sites", "SiteAgencyEvent"), HistoryAdmin)
admin.site.register(apps.get_model("sites", "HandoverNoteEvent"), HistoryAdmin)
admin.site.register(apps.get_model("sites", "SiteEvent"), HistoryAdmin)
admin.site.register(apps.get_model("sites", "MembershipEvent"), HistoryAdmin)
