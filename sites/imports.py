"""The app's spreadsheet imports: rosters, whose people are invited to their seats, and contacts."""

from collections.abc import Mapping, Sequence
from typing import Any

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.imports.registry import Column, Importable
from sites.actions import contacts, invitations
from sites.forms import ContactForm, contact_names, contact_of, roster_names, roster_of
from sites.querysets import contact_identity, removed_contacts


def _person(values: Mapping[str, Any]) -> str:
    """Return the key of a roster row: person, site and seat."""
    role = values["role"].slug
    return f"{values['site'].slug}|{values['email']}|{role}|{values['seat']}".casefold()


def _invite(values: Mapping[str, Any], by: Actor) -> str:
    """Invite the person; return the result as text."""
    invitation = invitations.to_seat(
        values["site"],
        email=values["email"],
        name=values["name"],
        role=values["role"].slug,
        seat=values["seat"],
        by=by,
    )
    invited = f"Invited as {values['role'].title} of {values['site']}"
    waits = invitation.approval is not None and invitation.approval.is_waiting
    return f"{invited}, waiting for a second approval" if waits else invited


NAME = Column(
    "name",
    "Name",
    "Dana Example",
    required=True,
    aliases=("Full name",),
    parts=("First name", "Last name"),
)
ROSTER = Importable(
    slug="rosters",
    title="Team rosters",
    permission=P.DATA_IMPORT,
    columns=(
        Column("site", "Site", "Example City, EX", required=True),
        NAME,
        Column("email", "Email", "dana@example.gov", required=True),
        Column("role", "Role", "Point of Contact", required=True),
        Column("seat", "Seat", "Law enforcement"),
    ),
    form=roster_of,
    identity=_person,
    bring=_invite,
    names=roster_names,
)


def _contact(values: Mapping[str, Any]) -> str:
    """Return the key of a contact row: site, name, and email, or organization without one.

    Two people can share a mailbox.
    """
    said = (values[name] for name in ("name", "email", "organization"))
    return contact_identity(values["site"].slug, *said)


def _removed(rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Return the keys of the contacts that were imported and then removed."""
    return removed_contacts({row["site"].pk for row in rows})


def _keep(values: Mapping[str, Any], by: Actor) -> str:
    """Save the contact with the days from the file; return the result as text."""
    contacts.add(
        values["site"],
        values={name: values[name] for name in ContactForm.FIELDS},
        since=values["since"],
        verified_on=values["verified_on"],
        imported=True,
        by=by,
    )
    return f"A contact at {values['site']}"


CONTACTS = Importable(
    slug="contacts",
    title="Site contacts",
    permission=P.DATA_IMPORT,
    columns=(
        Column("site", "Site", "Example City, EX", required=True),
        NAME,
        Column("organization", "Organization", "Example City Schools"),
        Column("title", "Title", "Safety Director"),
        Column("email", "Email", "dana@example.gov"),
        Column("phone", "Phone", "555-0100"),
        Column("notes", "Notes", "Call in the morning."),
        Column("since", "Added on", "2024-03-31", is_day=True),
        Column("verified_on", "Verified on", "2026-03-31", is_day=True),
    ),
    form=contact_of,
    identity=_contact,
    bring=_keep,
    names=contact_names,
    removed=_removed,
)
