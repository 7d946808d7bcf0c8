"""URLs of calendar feeds."""

from django.urls import path

from foundation.agenda import views

app_name = "agenda"
urlpatterns = [
    path("feed/", views.address, name="address"),
    path("feed/revoke/", views.revoke, name="revoke"),
    path("<str:token>.ics", views.feed, name="feed"),
]
