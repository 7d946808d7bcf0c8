"""Providers in Django admin: their facts, skills, places, and absences; what routing counts is only shown."""

from typing import Any

from django.contrib import admin
from django.forms import ValidationError
from django.http import HttpRequest

from foundation.ui.edits import EditForm, RowsInline
from sites.admin.reference import StatesField
from tta_requests.models import Absence, Capability, Provider


class CapabilityInline(RowsInline):
    """The provider's skills."""

    model = Capability


class AbsenceInline(RowsInline):
    """The provider's time away."""

    model = Absence


class ProviderForm(EditForm):
    """A provider's facts; Django checks no rule over a column that a form only shows."""

    states_served = StatesField(
        required=False,
        help_text="Postal abbreviations, such as AL, MS. Leave it blank for every state.",
    )

    def clean_places(self) -> int:
        """Refuse fewer places than are held now."""
        places: int = self.cleaned_data["places"]
        if places < self.instance.places_held:
            raise ValidationError(
                f"This provider has {self.instance.places_held} requests now. Enter at least that many."
            )
        return places


@admin.register(Provider)
class ProviderAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Providers, with their capabilities, places, and absences."""

    form = ProviderForm
    list_display = ("organization", "is_active", "places", "places_held", "home_state")
    list_filter = ("is_active", "organization__is_demo")
    list_select_related = ("organization", "home_state")
    search_fields = ("organization__name",)
    inlines = (CapabilityInline, AbsenceInline)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Provider | None = None
    ) -> tuple[str, ...]:
        """Show what routing counts, and fix the organization of a provider: it is its key."""
        shown = ("places_held", "last_assigned_at")
        return ("organization", *shown) if obj else shown

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Forbid deletion, because offers refer to it, visible here or not; make it inactive instead."""
        return False
