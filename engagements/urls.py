"""URLs of the engagements app, which only has an API."""

from django.urls import path

from engagements import api

api_patterns = [
    path("engagements/", api.Engagements.as_view(), name="engagements"),
    path("engagements/<uuid:pk>/", api.OneEngagement.as_view(), name="engagement"),
]
