"""Settings of the applications app in Django admin."""

from django.contrib import admin
from django.http import HttpRequest

from applications.models import Criterion, Requirement


@admin.register(Requirement)
class RequirementAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """What an agency confirms before it applies."""

    list_display = ("question", "order", "source")


@admin.register(Criterion)
class CriterionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """What reviewers score an application by."""

    list_display = ("name", "highest", "is_in_use", "order", "source")

    def get_readonly_fields(
        self, _request: HttpRequest, obj: Criterion | None = None
    ) -> tuple[str, ...]:
        """Leave the scale as it is once scores may have been given on it."""
        return ("highest",) if obj else ()
