"""Addresses of imports."""

from django.urls import path

from foundation.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/<slug:what>/", views.new, name="new"),
    path("template/<slug:what>/", views.template, name="template"),
    path("<uuid:pk>/", views.show, name="show"),
    path("<uuid:pk>/begin/", views.begin, name="begin"),
    path("<uuid:pk>/remove/", views.remove, name="remove"),
]
