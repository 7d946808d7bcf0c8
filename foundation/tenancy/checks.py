"""System checks: the web must not hold the keys to the house."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection


@register(Tags.database)
def the_portal_cannot_bypass_policies(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """In production the web's role is no superuser, owns nothing and cannot bypass row security."""
    if getattr(settings, "PSP_ENV", "") != "production" or "default" not in (databases or []):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS ("
            " SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid AND relkind = 'r')"
            " FROM pg_roles WHERE rolname = current_user"
        )
        (may_bypass,) = cursor.fetchone()
    if not may_bypass:
        return []
    return [
        Error(
            "The role in DATABASE_URL could bypass row-level security.",
            hint="Use psp_app: not a superuser, without BYPASSRLS, owner of no table.",
            id="psp.E002",
        )
    ]
