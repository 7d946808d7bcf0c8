"""Django admin for administrators, through the same log-in and second factor as every page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

# Libraries that register themselves: secrets of second factors, unused groups, the context table
# that psp_app must not read. What is needed of them stands on our own pages.
LEFT_OUT = frozenset({"account", "auth", "mfa", "pghistory"})


class PortalAdmin(admin.AdminSite):
    """Reference data, users, rules; rows of sites stay behind row-level security."""

    site_header = "PSP Portal administration"
    site_title = "PSP Portal administration"
    index_title = "Reference data, people and rules"
    site_url = "/my-day/"

    def login(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        """No second door: the portal's log-in, or a refusal for who has no business here."""
        if self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index", current_app=self.name))
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        """The door of every page of the admin."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not self.has_permission(request):
                return self.login(request)
            answer: HttpResponse = inner(request, *args, **kwargs)
            return answer

        return guarded

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register, but for what libraries bring along."""
        single = isinstance(model_or_iterable, ModelBase)
        models: list[type[Model]] = [model_or_iterable] if single else list(model_or_iterable)
        kept = [model for model in models if model._meta.app_label not in LEFT_OUT]
        super().register(kept, admin_class, **options)
