"""Providers in Django admin: their facts, skills, places, and absences; what routing counts is only shown."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm, ValidationError
from django.http import HttpRequest

from foundation.ui.forms import LabelledRows
from tta_requests.actions import providers
from tta_requests.models import Absence, Capability, Provider


class CapabilityInline(admin.TabularInline):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The provider's skills."""

    model = Capability
    formset = LabelledRows
    extra = 0


class AbsenceInline(admin.TabularInline):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The provider's time away."""

    model = Absence
    formset = LabelledRows
    extra = 0


class ProviderForm(ModelForm):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """A provider's facts; Django checks no rule over a column that a form only shows."""

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

    def save_model(
        self,
        request: HttpRequest,
        obj: Provider,
        form: ProviderForm,
        change: bool,  # noqa: FBT001 -- Django's signature
    ) -> None:
        """Save a known provider through the action, which leaves alone what routing counts."""
        if change:
            providers.keep_facts(obj, fields=form.changed_data)
        else:
            super().save_model(request, obj, form, change)
