"""The API: JSON only, closed by default, the same for a token and a session."""

from typing import Any

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "foundation.api.authentication.Bearer",
        "foundation.api.authentication.PortalSession",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["foundation.api.permissions.MayEnter"],
    "DEFAULT_THROTTLE_CLASSES": ["foundation.api.throttles.PerMinute"],
    "DEFAULT_PARSER_CLASSES": ["foundation.api.parsers.PlainJSON"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "foundation.api.schema.Schema",
    "EXCEPTION_HANDLER": "foundation.api.problems.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
}
API_CALLS_A_MINUTE = 600

KNOX_TOKEN_MODEL = "api.AccessToken"  # noqa: S105 -- the name of a model
# knox's own table is not used: its model is swapped for ours, and its migrations do not know that.
MIGRATION_MODULES = {"knox": None}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "PSP Portal API",
    "VERSION": "1",
    "DESCRIPTION": (
        "The portal's pages for programs: the same data, the same permissions, the same "
        "rules. Send an API token as `Authorization: Bearer psp_…`. Create one under My account. "
        "Every error is a problem document (RFC 9457)."
    ),
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "PATH_CONVERTER_OVERRIDES": {
        "request_number": {"type": "string", "pattern": r"^PSP-\d{4}-\d{1,9}$"}
    },
    "POSTPROCESSING_HOOKS": [],
}
