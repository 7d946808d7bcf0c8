"""Queries of the people who work at the triage desk."""

from django.db.models import QuerySet

from foundation.accounts.models import User
from foundation.accounts.permissions import Permission as P
from foundation.accounts.roles import STAFF_ROLES


def at_the_desk() -> "QuerySet[User]":
    """Find the active staff whose role may assign requests, by name."""
    roles = [role.slug for role in STAFF_ROLES if P.REQUEST_ASSIGN in role.permissions]
    return User.objects.filter(staff_role__in=roles, is_active=True).order_by("name", "pk")
