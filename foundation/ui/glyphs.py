"""The icons: one 16 by 16 SVG body for each state and icon, with its color class and label."""

from math import cos, pi, sin
from typing import NamedTuple


class Mark(NamedTuple):
    """A state as shown: its label, its color class, and whether it has a tinted box."""

    word: str
    tone: str
    boxed: bool = False


RING = '<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.9"/>'
DASHED = (
    '<circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" stroke-width="1.5"'
    ' stroke-dasharray="2.6 2.3"/>'
)
TICK = '<path d="M5.2 8.3l2 2 3.7-4.3" fill="none" stroke="{}" stroke-width="1.8"/>'
DISC = '<circle cx="8" cy="8" r="7.2" fill="currentColor"/>'
BARS = (
    '<rect x="1.8" y="1.8" width="12.4" height="12.4" rx="1.5" fill="none" stroke="currentColor"'
    ' stroke-width="1.6"/><path d="M6.1 5.2v5.6M9.9 5.2v5.6" stroke="currentColor" stroke-width="1.6"/>'
)
DIAMOND = (
    '<path d="M8 .8L15.2 8 8 15.2.8 8z" fill="currentColor"/>'
    '<path d="M8 4.6v4.2" stroke="#fff" stroke-width="1.7"/><circle cx="8" cy="11" r="1" fill="#fff"/>'
)
TRIANGLE = (
    '<path d="M8 2L15 14.2H1z" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linejoin="round"/>'
    '<path d="M8 6.4v3.7" stroke="currentColor" stroke-width="1.5"/>'
    '<circle cx="8" cy="12" r=".9" fill="currentColor"/>'
)
BUBBLE = (
    '<path d="M2 2.6h12v9H7.6L4.6 14.4v-2.8H2z" fill="none" stroke="currentColor" stroke-width="1.6"'
    ' stroke-linejoin="round"/>'
)
HEAD = '<circle cx="8" cy="4.9" r="2.9" fill="none" stroke="currentColor" stroke-width="1.5"/>'


def pie(eighths: int) -> str:
    """Return a ring filled clockwise by that many eighths."""
    angle = 2 * pi * eighths / 8
    x, y = 8 + 4 * sin(angle), 8 - 4 * cos(angle)
    large = 1 if eighths > 4 else 0
    return f'{RING}<path d="M8 8V4A4 4 0 {large} 1 {x:.2f} {y:.2f}z" fill="currentColor"/>'


STATUS: dict[str, Mark] = {
    "draft": Mark("Draft", "ink-3"),
    "submitted": Mark("Submitted", "action"),
    "triage": Mark("Triage", "action"),
    "matching": Mark("Matching", "action"),
    "offered": Mark("Offered", "action"),
    "accepted": Mark("Accepted", "action"),
    "scoping": Mark("Scoping", "teal"),
    "scheduled": Mark("Scheduled", "teal"),
    "in-delivery": Mark("In delivery", "teal"),
    "delivered": Mark("Delivered", "teal"),
    "confirmed": Mark("Confirmed", "done"),
    "closed": Mark("Closed", "done"),
    "needs-information": Mark("Needs information", "risk", boxed=True),
    "on-hold": Mark("On hold", "hold", boxed=True),
    "declined": Mark("Declined", "ink-2"),
    "withdrawn": Mark("Withdrawn", "ink-3"),
    "reopened": Mark("Reopened", "action"),
}

CLOCK_TONES: dict[str, str] = {
    "on-time": "action",
    "at-risk": "risk",
    "past-due": "breach",
    "paused": "hold",
    "met": "done",
    "not-started": "ink-3",
}

GLYPHS: dict[str, str] = {
    "draft": DASHED,
    "submitted": RING,
    "triage": pie(1),
    "matching": pie(2),
    "offered": pie(3),
    "accepted": pie(4),
    "scoping": pie(5),
    "scheduled": pie(6),
    "in-delivery": pie(7),
    "delivered": f'{RING}<circle cx="8" cy="8" r="4" fill="currentColor"/>',
    "confirmed": RING + TICK.format("currentColor"),
    "closed": DISC + TICK.format("#fff"),
    "needs-information": f'{BUBBLE}<path d="M6.6 5.6c.2-1.5 2.9-1.4 2.8.1-.1 1-1.4 1-1.4 2" fill="none"'
    ' stroke="currentColor" stroke-width="1.3"/><circle cx="8" cy="9.5" r=".8" fill="currentColor"/>',
    "on-hold": BARS,
    "declined": '<path d="M5.2 1.4h5.6l3.8 3.8v5.6l-3.8 3.8H5.2l-3.8-3.8V5.2z" fill="none"'
    ' stroke="currentColor" stroke-width="1.6"/><path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6"'
    ' stroke="currentColor" stroke-width="1.6"/>',
    "withdrawn": f'{RING}<path d="M2.4 13.6L13.6 2.4" stroke="currentColor" stroke-width="1.7"/>',
    "reopened": '<path d="M13.4 9.6A5.7 5.7 0 1 1 12.6 4.6" fill="none" stroke="currentColor"'
    ' stroke-width="1.8"/><path d="M13.9 1.4v4.2H9.7z" fill="currentColor"/>',
    "on-time": f'{RING}<path d="M8 4.4V8l2.6 1.6" fill="none" stroke="currentColor" stroke-width="1.6"/>',
    "at-risk": TRIANGLE,
    "past-due": DIAMOND,
    "paused": BARS,
    "met": DISC + TICK.format("#fff"),
    "not-started": DASHED,
    "dot": '<circle cx="8" cy="8" r="3.6" fill="currentColor"/>',
    "message": BUBBLE,
    "person": f'{HEAD}<path d="M2.4 14.4c.3-3.4 2.4-5 5.6-5s5.3 1.6 5.6 5" fill="none"'
    ' stroke="currentColor" stroke-width="1.5"/>',
    "lock": '<rect x="3" y="7" width="10" height="7.2" rx="1" fill="none" stroke="currentColor"'
    ' stroke-width="1.5"/><path d="M5.2 7V4.8a2.8 2.8 0 0 1 5.6 0V7" fill="none" stroke="currentColor"'
    ' stroke-width="1.5"/>',
    "open-ring": '<circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="1.5"/>',
    "search": '<circle cx="6.8" cy="6.8" r="4.8" fill="none" stroke="currentColor" stroke-width="1.7"/>'
    '<path d="M10.4 10.4l4.4 4.4" stroke="currentColor" stroke-width="1.9"/>',
    "inbox": '<path d="M1.4 9.2L3.4 3h9.2l2 6.2v4.4H1.4z" fill="none" stroke="currentColor"'
    ' stroke-width="1.5" stroke-linejoin="round"/><path d="M1.6 9.2h3.8l1 1.8h3.2l1-1.8h3.8" fill="none"'
    ' stroke="currentColor" stroke-width="1.5"/>',
    "menu": '<path d="M1 3h14M1 8h14M1 13h14" stroke="currentColor" stroke-width="1.9"/>',
    "chevron": '<path d="M3.6 5.6L8 10l4.4-4.4" fill="none" stroke="currentColor" stroke-width="1.8"/>',
    "info": f'{RING}<path d="M8 7.2v4.2" stroke="currentColor" stroke-width="1.7"/>'
    '<circle cx="8" cy="4.8" r="1" fill="currentColor"/>',
    "success": DISC + TICK.format("#fff"),
    "warning": TRIANGLE,
    "error": DIAMOND,
}


def svg(name: str, tone: str = "", size: int = 16) -> str:
    """Return the whole ``svg`` element of an icon, hidden from screen readers as it has a label."""
    color = f" psp-{tone}" if tone else ""
    return (
        f'<svg class="psp-glyph{color}" width="{size}" height="{size}" viewBox="0 0 16 16"'
        f' aria-hidden="true" focusable="false">{GLYPHS[name]}</svg>'
    )


def slug(state: object) -> str:
    """Return the name of a state's icon; enum values may use underscores or hyphens."""
    return str(getattr(state, "value", state)).replace("_", "-")
