"""The roles page of the documentation, written from the code that enforces the roles."""

from foundation.accounts.permissions import Permission
from foundation.accounts.roles import (
    ORGANIZATION_ROLES,
    SITE_ROLES,
    STAFF_ROLES,
    Role,
    needs_approval,
)

GROUPS = (
    ("Site team", SITE_ROLES),
    ("DOJ staff", STAFF_ROLES),
    ("Organizations", ORGANIZATION_ROLES),
)
HEAD = """# Roles

Written by `python manage.py roles_table > docs/roles.md`; a test compares it with the code. A role at
a site applies at that site only; staff roles apply at every site.

A seat that can read federal items, and every DOJ role, gives no access until a second person approves it.
"""


def book() -> str:
    """Return every role in plain words, then the table of permissions."""
    parts = [HEAD]
    for title, roles in GROUPS:
        parts.append(f"## {title}\n")
        parts += [
            f"**{role.title}.** {role.purpose}{_seats(role)}{_approval(role)}\n" for role in roles
        ]
    return "\n".join([*parts, "## Permissions\n", table()])


def table() -> str:
    """Return a Markdown table: a row for each permission, a column for each role."""
    roles = [role for _, group in GROUPS for role in group]
    lines = [_row(["permission", *(role.slug for role in roles)]), "|---" * (len(roles) + 1) + "|"]
    for permission in Permission:
        held = ["x" if permission in role.permissions else " " for role in roles]
        lines.append(_row([str(permission), *held]))
    return "\n".join(lines) + "\n"


def _approval(role: Role) -> str:
    """Return the sentence on which of the role's seats a second person approves."""
    if role in STAFF_ROLES:
        return " A Program Manager must approve it."
    waiting = [seat.title for seat in role.seats if needs_approval(role.slug, seat.slug)]
    if not waiting:
        return ""
    which = "every seat" if len(waiting) == len(role.seats) else waiting[0]
    return f" Needs a second approval: {which}."


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _seats(role: Role) -> str:
    return f" Seats: {', '.join(seat.title for seat in role.seats)}." if len(role.seats) > 1 else ""
