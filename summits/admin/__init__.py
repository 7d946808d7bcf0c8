"""Settings of summits in Django admin, and the parts of an agenda; summits themselves are read-only."""

from django.contrib import admin
from django.http import HttpRequest

from foundation.outbox.admin import ReadOnlyAdmin
from summits.admin.agenda import RoomAdmin, SessionAdmin, SpeakerAdmin
from summits.models import LeadTime, SeatRule, Summit

__all__ = ["RoomAdmin", "SessionAdmin", "SpeakerAdmin"]


@admin.register(LeadTime)
class LeadTimeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """How long before a summit its gates are due; those of planned summits keep their days."""

    list_display = ("kind", "days_before", "source")

    def has_delete_permission(self, request: HttpRequest, obj: LeadTime | None = None) -> bool:
        """Refuse: a summit that is planned without one would lack that gate."""
        return False


@admin.register(SeatRule)
class SeatRuleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The seats of a site's delegation; summits whose places are set keep theirs."""

    list_display = ("title", "order", "source")


@admin.register(Summit)
class SummitAdmin(ReadOnlyAdmin):
    """The summits; changes are made in the portal, with its guards."""

    list_display = ("name", "starts_on", "ends_on", "city", "status", "origin")
    list_filter = ("status", "origin")
    search_fields = ("name", "city")
