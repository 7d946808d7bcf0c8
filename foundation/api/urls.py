"""URLs of a person's tokens, of the schema and of the page about the API."""

from django.urls import include, path

from foundation.api import views

token_patterns = [
    path("", views.tokens, name="list"),
    path("<uuid:token_id>/revoke/", views.revoke, name="revoke"),
]
urlpatterns = [
    path("account/tokens/", include((token_patterns, "tokens"))),
    path("api/v1/schema/", views.schema, name="api-schema"),
    path("api/docs/", views.docs, name="api-docs"),
]
