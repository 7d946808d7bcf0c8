"""Addresses of the engagements room: of the API only."""

from django.urls import path

from engagements import api

api_patterns = [
    path("engagements/", api.Engagements.as_view(), name="engagements"),
    path("engagements/<uuid:pk>/", api.OneEngagement.as_view(), name="engagement"),
]
