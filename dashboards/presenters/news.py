"""What is new for a reader: what others did on requests, and unread notices."""

from collections.abc import Iterable, Sequence

from dashboards.querysets.day import Change, Changed
from foundation.notifications.models import Notification
from foundation.ui import dates, wording
from foundation.ui.addresses import address, queried
from foundation.ui.types import TimelineEntry

SPELLED = 2
MAX_CHANGED = 6


def by_request(lines: Iterable[Change]) -> list[tuple[Change, str]]:
    """Return what changed, one row for each request: its newest line, and all of them in words.

    "Offered to Provider 1; 2 messages": at most two steps are spelled, the newest first.
    """
    groups: dict[str, list[Change]] = {}
    for line in lines:
        groups.setdefault(line.tta_request, []).append(line)
    return [(group[0], _in_words(group)) for group in groups.values()]


def changes(changed: Changed, tz: str) -> list[TimelineEntry]:
    """Return what others did since the previous visit, one line for each request."""
    found = by_request(changed.lines)
    told = [change_line(newest, words, tz=tz) for newest, words in found[:MAX_CHANGED]]
    what, rest = _further(len(found) - len(told), is_cut=changed.is_cut)
    if what:
        told.append(TimelineEntry(what=what, rest=rest, when="", href=queried("tta_requests:list")))
    return told


def _further(count: int, *, is_cut: bool) -> tuple[str, str]:
    """Say how many requests changed besides those that are listed; a list that was cut doesn't know of the oldest."""
    if not count:
        return ("Requests", "with older changes aren't listed.") if is_cut else ("", "")
    more = wording.agree(count, "one more request", f"{count} more requests")
    return f"At least {more}" if is_cut else more.capitalize(), "also changed."


def notices(unread: Iterable[Notification], tz: str) -> list[TimelineEntry]:
    """Return what is unread in the inbox, for a first visit or a reader of no requests."""
    return [notice_line(notice, tz=tz) for notice in unread]


def change_line(newest: Change, words: str, *, tz: str) -> TimelineEntry:
    """Return what changed on a request, by its newest line."""
    return TimelineEntry(
        what=newest.title,
        rest=f"· {words}.",
        who=f"{newest.number}, {newest.site}",
        when=dates.when(newest.at, tz, zone=False),
        href=address("tta_requests:detail", newest.number),
        glyph="message" if newest.is_message else "dot",
    )


def notice_line(notice: Notification, *, tz: str) -> TimelineEntry:
    """Return a notice of the inbox as a line."""
    return TimelineEntry(
        what=notice.headline,
        when=dates.when(notice.created_at, tz, zone=False),
        href=notice.url,
        glyph="dot",
    )


def _in_words(group: Sequence[Change]) -> str:
    steps = [line.text for line in group if not line.is_message]
    said = len(group) - len(steps)
    further = len(steps) - SPELLED
    parts = steps[:SPELLED]
    parts += [wording.counted(further, "more step")] if further > 0 else []
    parts += [wording.counted(said, "message")] if said else []
    return "; ".join(parts)
