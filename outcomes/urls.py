"""URLs of the outcomes app."""

from django.urls import path

from outcomes.views import sites

app_name = "outcomes"
urlpatterns = [
    path("sites/<slug:slug>/outcomes/", sites.of_site, name="of-site"),
]
