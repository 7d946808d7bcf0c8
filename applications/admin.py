"""Settings of the applications app in Django admin."""

from django.contrib import admin

from applications.models import Requirement


@admin.register(Requirement)
class RequirementAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """What an agency confirms before it applies."""

    list_display = ("question", "order", "source")
