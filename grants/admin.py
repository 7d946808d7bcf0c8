"""Grants in Django admin, read-only: they are kept in the portal, where each step is recorded."""

from django.contrib import admin

from foundation.outbox.admin import ReadOnlyAdmin
from grants.models import Committee, GrantApplication, LandscapeReview, Opportunity


@admin.register(Opportunity)
class OpportunityAdmin(ReadOnlyAdmin):
    """The grants that sites can apply for, with their source."""

    list_display = ("name", "funder", "opens_at", "closes_at", "source", "source_as_of")
    search_fields = ("name", "funder")


@admin.register(GrantApplication)
class GrantApplicationAdmin(ReadOnlyAdmin):
    """The applications and awards of sites whose content the administrator may read."""

    list_display = ("name", "site", "funder", "status", "amount_awarded", "origin")
    list_filter = ("status", "origin")
    search_fields = ("name", "funder")


@admin.register(Committee)
class CommitteeAdmin(ReadOnlyAdmin):
    """The grant committees of such sites."""

    list_display = ("site", "origin", "made_at", "ended_at")
    list_filter = ("origin",)


@admin.register(LandscapeReview)
class LandscapeReviewAdmin(ReadOnlyAdmin):
    """The landscape reviews of such sites."""

    list_display = ("site", "done_on", "done_by", "origin")
    list_filter = ("origin",)
