"""Every URL of the portal."""

from django.contrib import admin
from django.urls import include, path

from applications.urls import api_patterns as applications_api
from communities.urls import api_patterns as communities_api
from dashboards.urls import api_patterns as dashboards_api
from dashboards.urls import site_patterns
from engagements.urls import api_patterns as engagements_api
from exchanges.urls import api_patterns as exchanges_api
from foundation.notifications.urls import api_patterns as inbox_api
from grants.urls import api_patterns as grants_api
from liaisons.urls import api_patterns as updates_api
from library.urls import api_patterns as library_api
from outcomes.urls import api_patterns as outcomes_api
from psp_portal.rooms import room
from sites.urls import api_patterns as sites_api
from sites.urls import urlpatterns as site_room
from summits.urls import api_patterns as summits_api
from tta_requests.api.urls import api_patterns as requests_api

API = [
    *sites_api,
    *engagements_api,
    *library_api,
    *requests_api,
    *updates_api,
    *summits_api,
    *outcomes_api,
    *applications_api,
    *communities_api,
    *exchanges_api,
    *grants_api,
    *dashboards_api,
    *inbox_api,
]
urlpatterns = [
    path("api/v1/", include((API, "api"))),
    path("accounts/", include("foundation.accounts.urls")),
    path("admin/", admin.site.urls),
    room("foundation.api.urls"),
    path("imports/", include("foundation.imports.urls")),
    path("views/", include("foundation.saved_views.urls")),
    path("exports/", include("foundation.exports.urls")),
    path("calendar/", include("foundation.agenda.urls")),
    path("inbox/", include("foundation.notifications.urls")),
    room("dashboards.urls"),
    # A site's pages that read across apps are among the sites app's own URLs.
    room(([*site_room, *site_patterns], "sites")),
    room("engagements.urls"),
    room("library.urls"),
    room("liaisons.urls"),
    room("outcomes.urls"),
    room("summits.urls"),
    room("applications.urls"),
    room("communities.urls"),
    room("exchanges.urls"),
    room("grants.urls"),
    room("tta_requests.urls"),
]

handler400 = "foundation.ui.views.handler400"
handler403 = "foundation.ui.views.handler403"
handler404 = "foundation.ui.views.handler404"
handler429 = "foundation.ui.views.handler429"
handler500 = "psp_portal.outages.handler500"
