"""Components of the list of commitments, whose rows are written here because each has a form."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from foundation.ui.escaping import escaped, linked, typed
from foundation.ui.tags.basics import button
from foundation.ui.tags.forms import nonce
from foundation.ui.tags.records import EMPTY, text_cells
from foundation.ui.types import CommitmentRow

register = Library()


@register.simple_tag(takes_context=True)
def commitment_rows(
    context: dict[str, Any], rows: Iterable[CommitmentRow], *, actions: bool
) -> SafeString:
    """Render rows of commitments, each with a button that marks it as done and returns to this page.

    Arguments:
        actions: whether there is a column for the button; paper has none.
    """
    fields = _fields(str(context["csrf_token"]), context["request"].get_full_path())
    found = (f"{_row(row)}{_action(row, fields) if actions else ''}</tr>" for row in rows)
    return mark_safe("\n".join(found))  # noqa: S308 -- escaped below


def _row(row: CommitmentRow) -> str:
    origin = linked(row.origin.label, row.origin.href) if row.origin else EMPTY
    return (
        f'<tr><th scope="row"><a href="{escaped(row.href)}">{typed(row.text)}</a></th>'
        f'{text_cells(row.cells)}<td data-label="Comes from">{origin}</td>'
    )


def _action(row: CommitmentRow, fields: str) -> str:
    form = (
        f'<form method="post" action="{escaped(row.done_href)}">{fields}{nonce()}{_done()}</form>'
        if row.done_href
        else ""
    )
    return f'<td data-label="Action" class="psp-no-print">{form}</td>'


def _fields(token: str, next_href: str) -> str:
    """Return the fields that the forms of a page share."""
    return (
        f'<input type="hidden" name="csrfmiddlewaretoken" value="{escaped(token)}">'
        f'<input type="hidden" name="next" value="{escaped(next_href)}">'
    )


@lru_cache(maxsize=1)
def _done() -> str:
    return button("Mark as done", kind="small")
