"""A team roster as an import's kind: everybody in it is invited to their seat."""

from collections.abc import Mapping
from typing import Any

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.imports.registry import Column, Importable
from sites.actions import invite
from sites.forms import roster_of


def _identity(values: Mapping[str, Any]) -> str:
    """The person, the site and the seat."""
    role = values["role"].slug
    return f"{values['site'].slug}|{values['email']}|{role}|{values['seat']}".casefold()


def _bring(values: Mapping[str, Any], by: Actor) -> str:
    """Invite the person; what came of it."""
    invite.to_seat(
        values["site"],
        email=values["email"],
        name=values["name"],
        role=values["role"].slug,
        seat=values["seat"],
        by=by,
    )
    return f"Invited as {values['role'].title} of {values['site']}"


ROSTER = Importable(
    slug="rosters",
    title="Team rosters and contacts",
    permission=P.DATA_IMPORT,
    columns=(
        Column("site", "Site", "Example City, EX", required=True),
        Column("name", "Name", "Dana Example", required=True),
        Column("email", "E-mail", "dana@example.gov", required=True),
        Column("role", "Role", "Point of Contact", required=True),
        Column("seat", "Seat", "Law enforcement"),
    ),
    form=roster_of,
    identity=_identity,
    bring=_bring,
)
