"""The people who work at the desk."""

from django.db.models import QuerySet

from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import STAFF_ROLES


def at_the_desk() -> "QuerySet[User]":
    """Everybody whose role gives requests away, by name."""
    roles = [role.slug for role in STAFF_ROLES if P.REQUEST_ASSIGN in role.permissions]
    return User.objects.filter(staff_role__in=roles, is_active=True).order_by("name", "pk")
