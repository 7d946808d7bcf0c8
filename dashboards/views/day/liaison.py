"""What needs a liaison: contact that is due, drafts of the log. One statement."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from dashboards.policies.day import Need
from dashboards.querysets import day
from dashboards.views.day.parts import Part, Reader, at, still
from foundation.ui import dates
from foundation.ui.types import ClockState
from sites.models import Site


def contacts(reader: Reader) -> Part:
    """Sites whose contact is due, and updates begun but not submitted."""
    part = Part()
    for site in day.contacts_of(reader.actor):
        part.needs.extend(filter(None, (_draft(site, reader), _due(site, reader))))
        planned = _column(site, "next_on")
        if planned and planned >= reader.today:
            part.coming.append((planned, f"Contact with {site.name}"))
    return part


def _column(site: Site, name: str) -> Any:
    return getattr(site, name)


def _draft(site: Site, reader: Reader) -> Need | None:
    if not _column(site, "draft_id"):
        return None
    href = reverse("liaisons:draft", args=[_column(site, "draft_id")])
    return Need(
        title="Finish your update",
        href=href,
        where=site.name,
        why=f"Saved {at(_column(site, 'draft_at'), reader)}; only you can see it.",
        verb="Continue",
        clock=still("Draft"),
    )


def _due(site: Site, reader: Reader) -> Need | None:
    last: date | None = _column(site, "last_on")
    days = (reader.today - last).days if last else None
    due_after, overdue_after = _column(site, "due_days") or 30, _column(site, "overdue_days") or 45
    if days is not None and days < due_after:
        return None
    late = days is not None and days >= overdue_after
    href = f"{reverse('liaisons:new')}?{urlencode({'site': site.slug})}"
    return Need(
        title="Log an update",
        href=href,
        where=site.name,
        why=_why(last, days),
        verb="Log an update",
        clock=still(
            f"{days} days" if days is not None else "No contact yet",
            f"limit {overdue_after} days",
            ClockState.PAST_DUE if late else ClockState.AT_RISK,
        ),
        due_at=reader.now - timedelta(days=(days or 0) - overdue_after) if late else None,
    )


def _why(last: date | None, days: int | None) -> str:
    if last is None:
        return "No updates yet."
    return f"Last contact {dates.day(last)}, {days} days ago."
