"""Parts of a record's page: history, talk, pages of a list."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One thing that happened, newest first.

    Attributes:
        glyph: a state or icon name ("offered", "met", "message"); see ``{% icon %}``.
        what: the bold part; rest: what follows it.
        when: "Tue 3:10 pm"; who: "by routing rule", "TTA Coordinator".
        reason: quoted below.
        href: where the bold part leads.
        seen_before: "You last looked Tue 2:56 pm" printed as a rule above this entry.
    """

    what: str
    when: str
    glyph: str = "dot"
    rest: str = ""
    who: str = ""
    reason: str = ""
    href: str = ""
    seen_before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """A message of a conversation; an internal one is marked by ground, rule and words."""

    author: str
    when: str
    body: str
    internal: bool = False
    sent_at: datetime | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """Where the keyset pager leads; an empty address shows no link. ``position`` says what is shown."""

    first: str = ""
    previous: str = ""
    next: str = ""
    last: str = ""
    position: str = ""
