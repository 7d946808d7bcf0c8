"""System checks: the web must not hold the keys to the house."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

REFUSAL = "The role in DATABASE_URL could bypass row-level security."
REMEDY = "Use psp_app: not a superuser, without BYPASSRLS, owner of no table."


@register(Tags.database)
def the_portal_cannot_bypass_policies(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """In production the web's role is no superuser, owns nothing and cannot bypass row security."""
    if getattr(settings, "PSP_ENV", "") != "production" or "default" not in (databases or []):
        return []
    if not may_bypass_policies():
        return []
    return [Error(REFUSAL, hint=REMEDY, id="psp.E002")]


def refuse_to_serve() -> None:
    """Stop a web or worker process of production that could read every site.

    Raises:
        ImproperlyConfigured: when the role could bypass row security, or the owner's key is at hand.
    """
    if settings.PSP_ENV != "production":
        return
    if "owner" in settings.DATABASES:
        raise ImproperlyConfigured(
            "DATABASE_OWNER_URL is for migrations; unset it where the portal serves."
        )
    if may_bypass_policies():
        raise ImproperlyConfigured(f"{REFUSAL} {REMEDY}")


def may_bypass_policies() -> bool:
    """Whether the role of this process is a superuser, owns tables or has BYPASSRLS."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS ("
            " SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid AND relkind = 'r')"
            " FROM pg_roles WHERE rolname = current_user"
        )
        row = cursor.fetchone()
    return bool(row and row[0])
