"""URLs of saved views."""

from django.urls import path

from foundation.saved_views import views

app_name = "saved"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<uuid:pk>/edit/", views.change, name="change"),
    path("<uuid:pk>/remove/", views.remove, name="remove"),
]
