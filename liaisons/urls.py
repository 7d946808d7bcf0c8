"""URLs of the liaisons' log and the caseload."""

from django.urls import path

from liaisons import api
from liaisons.views import caseload, log, updates

app_name = "liaisons"
urlpatterns = [
    path("caseload/", caseload.caseload, name="caseload"),
    path("updates/", updates.updates, name="list"),
    path("updates/new/", log.new, name="new"),
    path("updates/<uuid:pk>/", updates.update, name="detail"),
    path("updates/<uuid:pk>/draft/", log.draft, name="draft"),
    path("updates/<uuid:pk>/autosave/", log.autosave, name="autosave"),
    path("updates/<uuid:pk>/correct/", log.correct, name="correct"),
    path("updates/<uuid:pk>/discard/", log.discard, name="discard"),
]

api_patterns = [
    path("updates/", api.Updates.as_view(), name="updates"),
    path("updates/<uuid:pk>/", api.OneUpdate.as_view(), name="update"),
]
