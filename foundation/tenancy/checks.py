"""Conditions under which production refuses to serve: excess privileges, missing protection."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.utils.module_loading import import_string

from foundation.tenancy import walls

REFUSAL = "The role in DATABASE_URL could bypass row-level security."
REPAIR = "`manage.py migrate --database=owner` restores permissions and triggers; `manage.py walls` lists every problem."
REMEDY = "Use psp_app: not a superuser, without BYPASSRLS, owner of no table."


@register(Tags.database)
def the_portal_cannot_bypass_policies(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that production's web role is no superuser, owns no table and has no BYPASSRLS."""
    if getattr(settings, "PSP_ENV", "") != "production" or "default" not in (databases or []):
        return []
    if not may_bypass_policies():
        return []
    return [Error(REFUSAL, hint=REMEDY, id="psp.E002")]


def refuse_to_serve() -> None:
    """Stop a production process before it serves if it could read every site or lacks protection.

    After this the database limits each transaction to one actor and to the server's time.

    Raises:
        ImproperlyConfigured: with the list of what is wrong.
    """
    if settings.PSP_ENV != "production":
        return
    if "owner" in settings.DATABASES:
        raise ImproperlyConfigured(
            "DATABASE_OWNER_URL is for migrations; unset it where the portal serves."
        )
    if may_bypass_policies():
        raise ImproperlyConfigured(f"{REFUSAL} {REMEDY} " + _told(walls.found()))
    if holes := walls.found():
        raise ImproperlyConfigured(f"The portal refuses to serve. {_told(holes)} {REPAIR}")
    walls.enforce()


def weaknesses() -> list[str]:
    """Return what is unsafe in production's settings and database; empty outside production."""
    if settings.PSP_ENV != "production":
        return []
    weak_settings = import_string(settings.TENANCY_WEAK_SETTINGS)
    weak: list[str] = weak_settings(
        secret_key=settings.SECRET_KEY,
        public_base_url=settings.PUBLIC_BASE_URL,
        require_mfa=settings.PSP_REQUIRE_MFA,
    )
    return weak + walls.weaknesses()


def _told(holes: list[str]) -> str:
    more = len(holes) - walls.MAX_TOLD
    return " ".join(holes[: walls.MAX_TOLD]) + (f" And {more} more." if more > 0 else "")


def may_bypass_policies() -> bool:
    """Return whether the role of this process is a superuser, owns tables or has BYPASSRLS."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolbypassrls OR EXISTS ("
            " SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid AND relkind = 'r')"
            " FROM pg_roles WHERE rolname = current_user"
        )
        row = cursor.fetchone()
    return bool(row and row[0])
