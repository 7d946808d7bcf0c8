"""The import of requests: its columns, its form, and what a row creates."""

from collections.abc import Mapping
from typing import Any

from foundation.accounts.permissions import Permission as P
from foundation.imports.registry import Column, Importable
from tta_requests.actions.imports import create_request
from tta_requests.forms.imports import brought_by, names_for


def _identity(values: Mapping[str, Any]) -> str:
    """Return a row's identity: the site and the old number, or else the day and the title."""
    known_as = values["reference"] or f"{values['asked_on']}|{values['title']}"
    return f"{values['site'].slug}|{known_as}".casefold()


REQUESTS = Importable(
    slug="requests",
    title="Requests",
    permission=P.DATA_IMPORT,
    columns=(
        Column("site", "Site", "Example City, EX", required=True),
        Column("title", "Title", "Start a weekly review of shootings", required=True),
        Column("problem", "Problem", "Three units keep separate lists.", required=True),
        Column("desired_change", "Desired change", "One list.", required=True),
        Column("core_area", "Core area", "Gun Violence", required=True),
        Column("kind", "Kind", "Technical assistance"),
        Column("urgency", "Urgency", "Expedited"),
        Column("urgency_reason", "Why critical", ""),
        Column(
            "asked_on",
            "Asked on",
            "2026-03-31",
            required=True,
            aliases=("Submitted (site time)", "Submitted", "Date", "Request date"),
            is_day=True,
        ),
        Column("state", "Status", "open"),
        Column("reference", "Old number", "17-B", aliases=("Number",)),
    ),
    form=brought_by,
    identity=_identity,
    bring=create_request,
    names=names_for,
)
