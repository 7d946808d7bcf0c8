"""The timeline of a request and its conversation."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.urls import reverse

from foundation.ui import dates
from foundation.ui.types import MessageView, TimelineEntry
from tta_requests.enums import LIFECYCLE, MessageAudience, Status
from tta_requests.models import Entry

GLYPHS = {"message": "message", "rank": "matching", "nobody": "at-risk", "acknowledge": "met"}
# Kinds of entries that don't move the request, so their lines show no state.
GLYPHS |= {"attach": "dot", "remove-file": "dot", "link": "dot", "unlink": "dot"}
STATES = list(Status.values)
STEPS = frozenset(row.name for row in LIFECYCLE.rows)


def timeline(
    entries: Iterable[Entry], *, tz: str, since: datetime | None
) -> tuple[TimelineEntry, ...]:
    """Return the timeline, newest first; messages are listed without their text.

    A line separates the entries that are new ``since`` the reader's last visit from the older ones.
    """
    ordered = sorted(entries, key=_order, reverse=True)
    lines = [_line(entry, tz) for entry in ordered]
    new = sum(since is not None and entry.created_at > since for entry in ordered)
    if since is not None and 0 < new < len(lines):
        words = f"Your last visit was {dates.when(since, tz)}"
        lines[new] = replace(lines[new], seen_before=words)
    return tuple(lines)


def thread(entries: Iterable[Entry], *, tz: str) -> tuple[MessageView, ...]:
    """Return the conversation, oldest first."""
    messages = [entry for entry in entries if entry.is_message]
    return tuple(
        MessageView(
            author=entry.author_label,
            when=dates.when(entry.created_at, tz),
            body=entry.text,
            internal=entry.audience == MessageAudience.INTERNAL,
            sent_at=entry.created_at,
            anchor=f"message-{entry.pk}",
        )
        for entry in reversed(messages)
    )


def narrowed(entries: Iterable[Entry], show: str) -> list[Entry]:
    """Return the entries that a timeline filter lets through; all of them for an unknown filter."""
    if show == "steps":
        return [entry for entry in entries if entry.kind in STEPS]
    if show == "messages":
        return [entry for entry in entries if entry.is_message]
    return list(entries)


def filters(number: str, show: str) -> list[tuple[str, str, bool]]:
    """Return the timeline's filters: label, address, and whether the filter is on."""
    known = {"": "All", "steps": "Steps", "messages": "Messages"}
    current = show if show in known else ""
    return [
        (
            words,
            reverse("tta_requests:detail", args=[number], query={"show": key} if key else None),
            key == current,
        )
        for key, words in known.items()
    ]


def _order(entry: Entry) -> tuple[object, int]:
    """Order entries by time; those of one transaction by the order of the states they reached."""
    return entry.created_at, STATES.index(entry.status) if entry.status in STATES else 0


def _line(entry: Entry, tz: str) -> TimelineEntry:
    when = dates.when(entry.created_at, tz)
    if entry.is_message:
        internal = entry.audience == MessageAudience.INTERNAL
        return TimelineEntry(
            glyph="message",
            what=entry.author_label,
            rest="wrote to DOJ staff" if internal else "wrote",
            when=when,
            href=f"#message-{entry.pk}",
        )
    return TimelineEntry(
        glyph=GLYPHS.get(entry.kind) or entry.status or "dot",
        what=entry.text,
        when=when,
        who=f"by {entry.author_label}",
        reason=entry.reason,
    )
