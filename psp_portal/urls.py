"""Every address of the portal."""

from django.contrib import admin
from django.urls import include, path

from dashboards.urls import site_patterns
from sites.urls import urlpatterns as site_room

urlpatterns = [
    path("accounts/", include("foundation.accounts.urls")),
    path("admin/", admin.site.urls),
    path("inbox/", include("foundation.notifications.urls")),
    path("", include("dashboards.urls")),
    # A site's pages that read across rooms stand among the sites room's own addresses.
    path("", include(([*site_room, *site_patterns], "sites"))),
    path("", include("liaisons.urls")),
    path("", include("tta_requests.urls")),
]

handler400 = "foundation.ui.views.handler400"
handler403 = "foundation.ui.views.handler403"
handler404 = "foundation.ui.views.handler404"
handler500 = "foundation.ui.views.handler500"
