"""What needs a liaison: contact that is due, drafts of the log. One statement."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode

from dashboards.presenters.day import Need
from dashboards.querysets import day
from dashboards.views.day.parts import Part, Reader, at, still
from foundation.ui import dates
from foundation.ui.types import ClockState

if TYPE_CHECKING:
    from dashboards.querysets.day import ContactedSite


def contacts(reader: Reader) -> Part:
    """Sites whose contact is due, and updates begun but not submitted."""
    part = Part()
    for site in day.contacts_of(reader.actor):
        part.needs.extend(filter(None, (_draft(site, reader), _due(site, reader))))
        planned = site.next_on
        if planned and planned >= reader.today:
            part.coming.append((planned, f"Contact with {site.name}"))
    return part


def _draft(site: "ContactedSite", reader: Reader) -> Need | None:
    if not site.draft_id:
        return None
    href = reverse("liaisons:draft", args=[site.draft_id])
    return Need(
        title="Finish your update",
        href=href,
        where=site.name,
        why=f"Saved {at(site.draft_at, reader)}; only you can see it.",
        verb="Continue",
        clock=still("Draft"),
    )


def _due(site: "ContactedSite", reader: Reader) -> Need | None:
    last = site.last_on
    days = (reader.today - last).days if last else None
    due_after, overdue_after = site.due_days or 30, site.overdue_days or 45
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
