"""Components of records and working pages: history, messages, team, cards, rows."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.template import Library
from django.utils.html import linebreaks
from django.utils.safestring import SafeString, mark_safe

from foundation.ui.escaping import escaped, typed
from foundation.ui.steps import OpenStep
from foundation.ui.tags.basics import ButtonKind, link_button
from foundation.ui.tags.clocks import clock_compact
from foundation.ui.tags.marks import icon, status_chip, urgency_tag
from foundation.ui.tags.wording import unbroken
from foundation.ui.types import (
    Cell,
    DayGroup,
    DayRow,
    Entry,
    FileLine,
    Hit,
    Link,
    MessageView,
    PostView,
    RequestRow,
    TeamCell,
    TimelineEntry,
    WaitingRow,
    WhyView,
)

register = Library()

EMPTY = "\N{EN DASH}"
# With the roles that ``data_table`` gives to what has none.
ROW = '<tr role="row"><td role="cell">'
NO_CLOCK = '<span class="psp-meta">No clock running</span>'


@register.simple_tag
def timeline(
    entries: Sequence[TimelineEntry], empty: str = "Nothing has happened yet."
) -> SafeString:
    """Render what happened, newest first.

    It is written here for the reason that ``entry_cells`` is.
    """
    if not entries:
        return mark_safe(f'<p class="psp-meta">{typed(empty)}</p>')  # noqa: S308 -- escaped here
    events = "\n".join(map(_event, entries))
    return mark_safe(f'<ol class="psp-timeline">\n{events}\n</ol>')  # noqa: S308 -- escaped below


def _event(entry: TimelineEntry) -> str:
    seen = (
        f'<li class="psp-timeline__seen"><span>{typed(entry.seen_before)}</span></li>\n'
        if entry.seen_before
        else ""
    )
    named = unbroken(entry.what)
    what = f'<a href="{escaped(entry.href)}">{named}</a>' if entry.href else f"<b>{named}</b>"
    rest = f" {unbroken(entry.rest)}" if entry.rest else ""
    reason = f'<p class="psp-meta">“{unbroken(entry.reason)}”</p>' if entry.reason else ""
    who = f" {typed(entry.who)}" if entry.who else ""
    return (
        f"{seen}<li>{icon(entry.glyph)}<div><p>{what}{rest}</p>{reason}"
        f'<p class="psp-meta">{typed(entry.when)}{who}</p></div></li>'
    )


@register.simple_tag
def entry_cells(cells: Iterable[tuple[str, Sequence[Entry]]]) -> SafeString:
    """Render a table row's cells, each of which is a column's label and the entries in it.

    It is written here, because a table has hundreds and a template takes ten times as long.
    """
    found = (
        f'<td data-label="{escaped(label)}">{"".join(map(_entry, entries)) or EMPTY}</td>'
        for label, entries in cells
    )
    return mark_safe("".join(found))  # noqa: S308 -- escaped here and below


# Most entries of a table are the same on its next page, and for every reader.
@lru_cache(maxsize=4096)
def _entry(entry: Entry) -> str:
    title = typed(entry.title)
    notes = "".join(
        f' <span class="psp-meta">{icon(glyph)} {typed(said)}</span>' for glyph, said in entry.notes
    )
    action = ""
    if entry.action:
        action = (
            f' <a href="{escaped(entry.action.href)}">{escaped(entry.action.label)}'
            f'<span class="psp-sr-only">: {title}</span></a>'
        )
    anchor = f' id="{escaped(entry.anchor)}"' if entry.anchor else ""
    return (
        f'<p class="psp-entry"><a{anchor} href="{escaped(entry.href)}">{title}</a> '
        f'<span class="psp-meta">{typed(entry.said)}</span>{notes}{action}</p>'
    )


@register.simple_tag
def text_cells(cells: Iterable[Cell]) -> SafeString:
    """Render cells of a table's row that are text; written here for the reason of ``entry_cells``."""
    return mark_safe("".join(map(_cell, cells)))  # noqa: S308 -- escaped below


def _cell(cell: Cell) -> str:
    kind = ' class="is-figure"' if cell.is_figure else ""
    text = typed(cell.text)
    if cell.glyph:
        text = f'<span class="psp-nowrap">{icon(cell.glyph)} {text}</span>'
    if cell.note:
        text += f' <span class="psp-meta">{typed(cell.note)}</span>'
    return f'<td data-label="{escaped(cell.label)}"{kind}>{text}</td>'


@register.simple_tag
def post_text(post: PostView) -> SafeString:
    """Render a post: its author and time, its text, and what follows it; within a list item with its anchor.

    It is written here for the reason of ``entry_cells``.
    """
    author, when = typed(post.author), typed(post.when)
    marks = "".join(f' <span class="psp-tag">{typed(each)}</span>' for each in post.marks)
    about = f'<span class="psp-sr-only">: the post by {author}, {when}</span>'
    links = (
        f'<a href="{escaped(link.href)}">{escaped(link.label)}{about}</a>' for link in post.links
    )
    follows = " · ".join([*map(typed, post.said), *links])
    return mark_safe(  # noqa: S308 -- escaped above, and by ``linebreaks``
        f'<p class="psp-thread__head"><b>{author}</b> <span class="psp-meta">{when}</span>{marks}</p>'
        f'<div class="psp-thread__body">{linebreaks(post.text, autoescape=True)}</div>'
        + (f'<p class="psp-meta">{follows}</p>' if follows else "")
    )


@register.simple_tag
def hit_list(hits: Iterable[Hit]) -> SafeString:
    """Render the results of a search, written here as ``entry_cells`` is; for use in a flush panel."""
    return mark_safe(f'<ul class="psp-files">{"".join(map(_hit, hits))}</ul>')  # noqa: S308 -- escaped below


def _hit(hit: Hit) -> str:
    chip = status_chip(hit.status) if hit.status else ""
    about = f'<span class="psp-meta">{typed(hit.about)}</span>' if hit.about else ""
    link = f'<a href="{escaped(hit.href)}">{typed(hit.title)}</a>'
    return f"<li>{link}{chip}{about}{found_text(hit.told)}</li>"


@register.simple_tag
def found_text(told: Iterable[tuple[str, bool]]) -> SafeString:
    """Render the part of a text with the words that a search found, which are marked; nothing without one."""
    pieces = "".join(
        f"<mark>{typed(text)}</mark>" if is_found else typed(text) for text, is_found in told
    )
    return mark_safe(f'<span class="psp-files__whole">{pieces}</span>' if pieces else "")  # noqa: S308 -- escaped


@register.inclusion_tag("ui/step_list.html")
def step_list(steps: Iterable[OpenStep], links: Iterable[Link] = ()) -> dict[str, object]:
    """Render the steps of a lifecycle that the reader can take or waits for, then further links."""
    return {"steps": steps, "links": links}


@register.inclusion_tag("ui/file_list.html")
def file_list(files: Iterable[FileLine], label: str = "") -> dict[str, object]:
    """Render files to download, each with what it is and, where the reader may, a link to remove it."""
    return {"files": files, "label": label}


@register.inclusion_tag("ui/message_thread.html")
def message_thread(
    messages: Sequence[MessageView], empty: str = "No messages yet."
) -> dict[str, object]:
    """Render a conversation, oldest first; internal messages are labeled."""
    return {"messages": messages, "empty": empty}


@register.inclusion_tag("ui/team_grid.html")
def team_grid(cells: Sequence[TeamCell]) -> dict[str, object]:
    """Render the six roles of a site team in fixed order; vacant seats are shown too."""
    return {"cells": cells}


@register.simple_tag
def day_groups(groups: Iterable[DayGroup]) -> SafeString:
    """Render what needs the reader, in groups, most urgent first; for use in a flush panel.

    It is written here for the reason that ``entry_cells`` is.
    """
    return mark_safe("\n".join(map(_day_group, groups)))  # noqa: S308 -- escaped here and below


def _day_group(group: DayGroup) -> str:
    tone = f" psp-day--{group.tone}" if group.tone else ""
    mark = icon("past-due") if group.tone == "breach" else ""
    rows = "\n".join(map(_day_row, group.rows))
    return (
        f'<section class="psp-day{tone}"><h3>{mark}{typed(group.heading)}</h3>\n'
        f"<ul data-keys>\n{rows}\n</ul></section>"
    )


def _day_row(row: DayRow) -> str:
    number = f' <span class="psp-number">{typed(row.number)}</span>' if row.number else ""
    about = [f"<b>{typed(row.where)}</b>"] if row.where else []
    about += [unbroken(row.why)] if row.why else []
    action = ""
    if row.action:
        kind: ButtonKind = "primary" if row.primary else "small"
        action = link_button(row.action.href, row.action.label, kind)
    return (
        f'<li>{clock_compact(row.clock)} <div class="psp-day__what">'
        f'<p><a class="psp-day__title" href="{escaped(row.href)}">{unbroken(row.title)}</a>{number}</p> '
        f'<p class="psp-meta">{" · ".join(about)}</p></div> {action}</li>'
    )


@register.simple_tag
def request_rows(rows: Iterable[RequestRow]) -> SafeString:
    """Render the rows of the list of requests, written here as ``entry_cells`` is."""
    return mark_safe("\n".join(map(_request_row, rows)))  # noqa: S308 -- escaped below


def _request_row(row: RequestRow) -> str:
    area = f" · {typed(row.area)}" if row.area else ""
    return (
        f'{ROW}<a href="{escaped(row.href)}">{typed(row.title)}</a>'
        f' <span class="psp-meta">{typed(row.site)} · {unbroken(row.number)}{area}</span></td>'
        f'<td role="cell" data-label="Status">{status_chip(row.status)}</td>'
        f'<td role="cell" data-label="Clock">{clock_compact(row.clock)}</td>'
        f'<td role="cell" data-label="Urgency">{urgency_tag(row.urgency)}</td>'
        f'<td role="cell" data-label="Needed by">{typed(row.needed_by or EMPTY)}</td>'
        f'<td role="cell" data-label="Who has it">{typed(row.holder)}</td></tr>'
    )


@register.simple_tag
def waiting_rows(rows: Iterable[WaitingRow]) -> SafeString:
    """Render the rows of a table of requests that other people have, written here as ``entry_cells`` is."""
    return mark_safe("\n".join(map(_waiting_row, rows)))  # noqa: S308 -- escaped below


def _waiting_row(row: WaitingRow) -> str:
    clock = clock_compact(row.clock) if row.clock else NO_CLOCK
    return (
        f'{ROW}<a href="{escaped(row.href)}">{typed(row.title)}</a>'
        f' <span class="psp-meta">{typed(row.where)} · {unbroken(row.number)}</span></td>'
        f'<td role="cell" data-label="Status">{status_chip(row.status)}</td>'
        f'<td role="cell" data-label="Who has it">{typed(row.holder)}</td>'
        f'<td role="cell" data-label="Clock">{clock}</td></tr>'
    )


@register.inclusion_tag("ui/why_provider.html")
def why_provider(why: WhyView) -> dict[str, object]:
    """Render the ranking: the reason as a sentence, then a table of candidates and factors."""
    rows = [(row, list(zip(why.factors, row.scores, strict=True))) for row in why.candidates]
    return {"why": why, "rows": rows}
