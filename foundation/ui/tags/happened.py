"""Components of a site's timeline, written here because a page of it has fifty rows."""

from collections.abc import Iterable
from functools import lru_cache

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from foundation.ui.escaping import escaped, typed
from foundation.ui.tags.marks import handling_tag
from foundation.ui.types import Happened

register = Library()

EMPTY = "\N{EN DASH}"
MAX_WORDS = 24


@register.simple_tag
def happened_rows(rows: Iterable[Happened]) -> SafeString:
    """Render what happened at a site as the rows of a table."""
    return mark_safe("\n".join(map(_row, rows)))  # noqa: S308 -- escaped below


# A row is the same on its reader's next page.
@lru_cache(maxsize=4096)
def _row(row: Happened) -> str:
    mark = f" {handling_tag('federal')}" if row.is_federal else ""
    note = f' <span class="psp-meta">{_begun(row.note)}</span>' if row.note else ""
    return (
        f'<tr role="row"><th scope="row" role="rowheader"><a href="{escaped(row.href)}">{typed(row.what)}</a>{mark}</th>'
        f'<td role="cell" data-label="When">{typed(row.when)}</td>'
        f'<td role="cell" data-label="About"><div>{_begun(row.about) or EMPTY}{note}</div></td>'
        f'<td role="cell" data-label="By">{typed(row.who) or EMPTY}</td></tr>'
    )


def _begun(text: str) -> str:
    """Return the beginning of a long text."""
    words = text.split()
    return typed(text if len(words) <= MAX_WORDS else f"{' '.join(words[:MAX_WORDS])} …")
