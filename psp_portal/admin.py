"""Django admin for administrators, through the same log-in and second factor as every page."""

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden


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
        if request.user.is_authenticated:
            return HttpResponseForbidden("Only administrators use this part of the portal.")
        return redirect_to_login(request.get_full_path())
