"""Parts of a record's page: history, messages, pages of a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from foundation.ui.types.board import Link


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of a search's results.

    Attributes:
        title, href: what was found, and its page.
        about: what tells it from others; empty if nothing has to.
        status: the state of a request; empty for other things.
        told: the part of its text with the words that were found: pieces, and whether each was found.
    """

    title: str
    href: str
    about: str
    status: str = ""
    told: Sequence[tuple[str, bool]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """One event of a history, newest first.

    Attributes:
        glyph: a state or icon name ("offered", "met", "message"); see ``{% icon %}``.
        what: the bold part; rest: the text after it.
        when: "Tue 3:10 pm"; who: "by routing rule", "TTA Coordinator".
        reason: the quotation below.
        href: the URL of the bold part.
        seen_before: "You last looked Tue 2:56 pm", shown as a line above this entry.
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
    """A message of a conversation; an internal one is marked by background, line and label."""

    author: str
    when: str
    body: str
    internal: bool = False
    sent_at: datetime | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post of a community: marks next to its author's name, and what can be done with it.

    Attributes:
        said: what follows the text, such as "3 replies".
        links: each gets the post's author and time for screen readers.
    """

    anchor: str
    author: str
    when: str
    text: str
    marks: Sequence[str] = ()
    said: Sequence[str] = ()
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    """A file in a list, or a link among files.

    Attributes:
        about: what it is, how large, since when, and what the virus scan said.
        href: where it is downloaded; empty while it can't be.
        remove_href: where the reader can remove it; empty if they can't.
        is_internal: whether only DOJ staff see it.
        is_link: whether ``href`` leads to another website.
    """

    name: str
    about: str
    href: str = ""
    remove_href: str = ""
    is_internal: bool = False
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that sorts a table by its column.

    Attributes:
        href: where the table is sorted by it; the other way around where it already is.
        way: how the column is sorted now: "ascending", "descending", or empty.
    """

    label: str
    href: str
    way: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinks:
    """The pager's URLs; an empty URL shows no link. ``position`` says which rows are shown."""

    first: str = ""
    previous: str = ""
    next: str = ""
    last: str = ""
    position: str = ""


@dataclass(frozen=True, slots=True)
class Happened:
    """One row of a site's timeline, as text; ``is_federal``: only some at the site can read it."""

    when: str
    what: str
    href: str
    about: str
    who: str
    note: str
    is_federal: bool
