"""What changed at a site as text: each field with its old and its new value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, DateField, DateTimeField
from django.urls import reverse

from dashboards.querysets.history import FIELDS
from engagements.enums import MilestoneKind
from foundation.accounts.actors import Actor
from foundation.accounts.roles import ROLES
from foundation.timeline.columns import Row
from foundation.timeline.reading import PLACES
from foundation.ui import dates
from foundation.ui.types import PageLinks
from sites import policies
from sites.models import Site
from sites.models.seats import seat_title
from sites.presenters.tabs import tabs_of


@dataclass(frozen=True, slots=True)
class Change:
    """The old and the new value of one field."""

    when: str
    who: str
    item: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """Everything the page shows.

    Attributes:
        tabs: the site's pages: label, URL, whether it is this one.
        changes: the changes, newest first.
        links: where the pager leads.
    """

    tabs: Sequence[tuple[str, str, bool]]
    changes: Sequence[Change]
    links: PageLinks


def page_of(
    found: Sequence[Row], site: Site, actor: Actor, *, here: str, size: int, continued: bool
) -> HistoryPage:
    """Show a page of what changed at a site.

    Arguments:
        found: versions, newest first; one more than the page shows if there are more.
        site: the site.
        actor: the reader.
        here: the path of the page.
        size: how many versions it shows.
        continued: whether it is a later page.
    """
    rows = found[:size]
    path = reverse("sites:history", args=[site.slug])
    following = (
        reverse("sites:history", args=[site.slug], query={"after": PLACES.write(rows[-1])})
        if len(found) > size
        else ""
    )
    return HistoryPage(
        tabs=tabs_of(site, actor, here),
        changes=[change for row in rows for change in _changes(row, actor.time_zone)],
        links=PageLinks(first=path if continued else "", next=following),
    )


def _changes(row: Row, tz: str) -> Iterator[Change]:
    model, labels = FIELDS[row.kind]
    now, before = row.detail["now"], row.detail["before"]
    when, who, item = dates.when(row.at, tz), row.who or "PSP Portal", _item(row)
    if before is None:
        yield Change(when, who, item, "Added", "", "")
        return
    for name, label in labels.items():
        if now[name] != before[name]:
            told = [_text(model, name, each[name], tz) for each in (before, now)]
            yield Change(when, who, item, label, *told)


def _item(row: Row) -> str:
    if row.kind == "membership":
        role, seat = row.detail["role"], row.detail["seat"]
        words = policies.seat_words(ROLES[role].title, seat_title(role, seat))
        return f"{row.title}, {words}"
    if row.kind == "agency":
        return f"Coalition: {row.title}"
    if row.kind == "milestone":
        return f"Milestone: {MilestoneKind(row.detail['milestone']).label}"
    return row.kind.capitalize()


def _text(model: Any, name: str, value: Any, tz: str) -> str:
    """Return a value of the history, which stores days and times as text, as its field is read."""
    field = model._meta.get_field(name)
    if value is None or value == "":
        return ""
    if isinstance(field, BooleanField):
        return "Yes" if value else "No"
    if isinstance(field, DateTimeField):
        return dates.when(datetime.fromisoformat(value), tz)
    if isinstance(field, DateField):
        return dates.full_day(date.fromisoformat(value))
    return str(dict(field.flatchoices).get(value, value))
