"""Django admin: catalogs and settings can be edited; requests and their rows can only be viewed.

Rows of sites show only while the administrator's break-glass record is open: row security decides.
"""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from foundation.accounts.http import PortalRequest
from tta_requests.admin.providers import ProviderAdmin
from tta_requests.admin.weights import WeightsAdmin
from tta_requests.models import (
    ClockStandard,
    EscalationRung,
    Offer,
    Offering,
    ReasonCode,
    RoutingException,
    TimeLimit,
    TTARequest,
)
from tta_requests.querysets import requests

__all__ = ["ProviderAdmin", "WeightsAdmin"]


class LookOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """A table that the portal writes and that can't be edited here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Forbid adding rows."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Forbid changing rows."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Forbid deleting rows."""
        return False


@admin.register(ClockStandard)
class ClockStandardAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The time each step may take."""

    list_display = ("kind", "urgency", "amount", "unit")
    list_filter = ("urgency",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Forbid deletion, because no request could be submitted without its standard."""
        return False


@admin.register(EscalationRung)
class EscalationRungAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The people each escalation step notifies."""

    list_display = ("rung", "tells")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Forbid adding rows, because every step already has one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Forbid deletion: a step that notifies no one has an empty list instead."""
        return False


@admin.register(TimeLimit)
class TimeLimitAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The times the portal waits before it acts by itself."""

    list_display = ("kind", "amount", "unit")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Forbid adding rows, because every kind already has one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Forbid deletion, because a step that waits needs its limit."""
        return False


@admin.register(Offering)
class OfferingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The catalog of help."""

    list_display = ("name", "core_area", "kind", "urgency", "hours", "is_active")
    list_filter = ("core_area", "is_active")
    list_select_related = ("core_area",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(ReasonCode)
class ReasonCodeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Reasons of letters to sites, and the paragraphs such letters start from."""

    list_display = ("label", "step", "order", "is_active")
    list_filter = ("step", "is_active")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Forbid deletion, because letters refer to it; take it out of use instead."""
        return False


@admin.register(TTARequest)
class TTARequestAdmin(LookOnly):
    """Requests of the sites for which the administrator broke glass."""

    list_display = ("number", "title", "status", "site", "urgency", "created_at")
    list_filter = ("status", "urgency")
    list_select_related = ("site",)

    def get_queryset(self, request: PortalRequest) -> QuerySet[TTARequest]:  # type: ignore[override]  # -- the middleware adds the actor
        """Return the requests the pages would show: drafts only to their own site."""
        return requests.shown_to(request.actor)


@admin.register(Offer)
class OfferAdmin(LookOnly):
    """Offers of the sites for which the administrator broke glass."""

    list_display = ("request", "provider", "state", "offered_at", "due_at")
    list_filter = ("state",)
    list_select_related = ("request", "provider__organization")


@admin.register(RoutingException)
class RoutingExceptionAdmin(LookOnly):
    """Routing exceptions of the sites for which the administrator broke glass."""

    list_display = ("request", "reason", "opened_at", "closed_at")
    list_select_related = ("request",)
