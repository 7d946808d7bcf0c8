"""Settings of the engagements app in Django admin; engagements are read-only."""

from django.contrib import admin
from django.http import HttpRequest

from engagements.models import (
    Cohort,
    CommitmentTemplate,
    CommitmentTemplateStep,
    Engagement,
    MilestoneRule,
    PopulationBand,
    TrackLength,
)
from foundation.ui.edits import RowsInline


@admin.register(Cohort)
class CohortAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The years in which sites joined."""

    list_display = ("year", "name")


@admin.register(TrackLength)
class TrackLengthAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """How long engagements last; running ones keep their dates."""

    list_display = ("track", "months", "onboarding_days", "closing_days", "alumni_after_days")


@admin.register(MilestoneRule)
class MilestoneRuleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The days on which the first milestones are due."""

    list_display = ("kind", "days_after_start")


@admin.register(PopulationBand)
class PopulationBandAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The bands of population within which sites are compared; a change counts from the next night on."""

    list_display = ("at_least", "source")


class CommitmentTemplateStepInline(RowsInline):
    """The steps of a template, by place."""

    model = CommitmentTemplateStep


@admin.register(CommitmentTemplate)
class CommitmentTemplateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Templates of commitments; a change counts for commitments added afterward."""

    list_display = ("title", "is_active")
    inlines = (CommitmentTemplateStepInline,)

    def has_delete_permission(
        self, request: HttpRequest, obj: CommitmentTemplate | None = None
    ) -> bool:
        """Refuse: commitments name the template they came from; it can be made inactive."""
        return False


@admin.register(Engagement)
class EngagementAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """The published engagements; changes are made in the portal, with its guards."""

    list_display = ("site", "cohort", "track", "starts_on", "start_is_assumed", "ends_on")
    list_filter = ("track", "cohort", "origin")
    list_select_related = ("site", "cohort")
    search_fields = ("site__name",)
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: engagements are opened in the portal."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Engagement | None = None) -> bool:
        """Refuse: every change has a guard and a reason."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Engagement | None = None) -> bool:
        """Refuse: engagements are withdrawn, not deleted."""
        return False
