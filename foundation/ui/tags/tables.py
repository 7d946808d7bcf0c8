"""Data tables: real tables that become cards on a phone and keep their roles."""

import re
from collections.abc import Iterable

from django.template import Library
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from foundation.ui.escaping import escaped, typed
from foundation.ui.types import Heading, HeatBoard, PageLinks

register = Library()

ROLES = {
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tfoot": "rowgroup",
    "tr": "row",
    "td": "cell",
    'th scope="col"': "columnheader",
    'th scope="row"': "rowheader",
}
PARTS = re.compile(r'<(thead|tbody|tfoot|tr|td|th scope="(?:col|row)")(?! role=)(?=[\s>])')


@register.simple_block_tag
def data_table(
    content: SafeString,
    caption: str,
    *,
    shown: bool = False,
    keys: bool = False,
    cards: bool = True,
    grid: bool = False,
) -> SafeString:
    """Render a table: the page writes ``thead`` and ``tbody``; each ``td`` has a ``data-label``.

    Functions that write rows give them their roles, which templates leave to this tag.

    Arguments:
        shown: print the caption above the table (screen readers always get it).
        keys: the keys j, k and o move through its rows.
        cards: each row becomes a card under 640 px; roles are kept.
        grid: arrow keys move through its cells; its page loads ``js/grid.js``.
    """
    body = mark_safe(PARTS.sub(_with_role, content))  # noqa: S308 -- content was rendered by the template
    values = {
        "content": body,
        "caption": caption,
        "shown": shown,
        "keys": keys,
        "cards": cards,
        "grid": grid,
    }
    return render_to_string("ui/data_table.html", values)


def _with_role(part: re.Match[str]) -> str:
    return f'<{part[1]} role="{ROLES[part[1]]}"'


@register.simple_tag
def th(
    label: str,
    href: str = "",
    sorted: str = "",  # noqa: A002 -- reads as the sentence it is
    *,
    figure: bool = False,
    printed: bool = True,
) -> SafeString:
    """Render a column header.

    Arguments:
        href: where a click sorts the table by it; "" if nothing does.
        sorted: "ascending" or "descending" where the table is sorted by it.
        figure: whether it heads numbers, which end at the right.
        printed: whether paper has it: a column of links and buttons would be empty there. Its cells say so as well, by
            the class ``psp-no-print``.
    """
    order = format_html(' aria-sort="{}"', sorted) if sorted else ""
    kind = mark_safe(' class="is-figure"') if figure else ""
    if not printed:
        kind = mark_safe(' class="psp-no-print"')
    inner = format_html('<a href="{}">{}</a>', href, label) if href else label
    return format_html('<th scope="col"{}{}>{}</th>', order, kind, inner)


@register.simple_tag
def sort_th(heading: Heading, *, figure: bool = False) -> SafeString:
    """Render a column header that sorts the table."""
    return th(heading.label, heading.href, heading.way, figure=figure)


@register.simple_tag
def sort_links(headings: Iterable[Heading], *, always: bool = False) -> SafeString:
    """Render the same links for narrow screens, where a table is cards and has no headings.

    Arguments:
        always: whether the page has cards on wide screens, too.
    """
    look = "psp-sorts psp-sorts--always" if always else "psp-sorts"
    links = " ".join(map(_sort_link, headings))
    return mark_safe(f'<p class="{look}">Sort by {links}</p>')  # noqa: S308 -- escaped below


def _sort_link(heading: Heading) -> str:
    mark = ' aria-current="true"' if heading.way else ""
    way = f' <span class="psp-sr-only">({escaped(heading.way)})</span>' if heading.way else ""
    return f'<a href="{escaped(heading.href)}"{mark}>{typed(heading.label)}{way}</a>'


@register.inclusion_tag("ui/pager.html")
def pager(page: PageLinks) -> dict[str, object]:
    """Render the links first, previous, next and last of a keyset list."""
    links = [
        ("First", page.first, ""),
        ("Previous", page.previous, "prev"),
        ("Next", page.next, "next"),
        ("Last", page.last, ""),
    ]
    return {"page": page, "links": [link for link in links if link[1]]}


@register.inclusion_tag("ui/heat_board.html")
def heat_board(board: HeatBoard) -> dict[str, object]:
    """Render sites by core areas: number and shade, with an icon where a clock needs someone."""
    rows = [(row, list(zip(board.columns, row.cells, strict=True))) for row in board.rows]
    totals = [
        (label, list(zip(board.columns, figures, strict=True))) for label, figures in board.totals
    ]
    return {"board": board, "rows": rows, "totals": totals, "shades": (1, 2, 3)}
