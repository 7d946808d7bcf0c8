"""Every address of the portal."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("foundation.accounts.urls")),
    path("admin/", admin.site.urls),
    path("inbox/", include("foundation.notifications.urls")),
]
