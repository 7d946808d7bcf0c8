"""URLs of exports."""

from django.urls import path

from foundation.exports import views

app_name = "exports"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.ask, name="ask"),
    path("<uuid:pk>/", views.progress, name="progress"),
    path("<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("<uuid:pk>/download/", views.download, name="download"),
]
