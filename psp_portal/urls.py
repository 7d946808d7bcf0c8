"""Every address of the portal."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("foundation.accounts.urls")),
    path("admin/", admin.site.urls),
    path("inbox/", include("foundation.notifications.urls")),
    path("", include("sites.urls")),
    path("", include("liaisons.urls")),
    path("", include("tta_requests.urls")),
]

handler400 = "foundation.ui.views.handler400"
handler403 = "foundation.ui.views.handler403"
handler404 = "foundation.ui.views.handler404"
handler500 = "foundation.ui.views.handler500"
