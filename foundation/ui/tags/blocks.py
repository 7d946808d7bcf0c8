"""Block tags: components around content that the page writes."""

import re
from html import unescape
from typing import Any, Literal

from django.conf import settings
from django.template import Library
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

register = Library()

AlertKind = Literal["info", "success", "warning", "error"]


# An element with nothing but its template's line breaks.
UNFILLED = re.compile(r"\s*(<\w[^>]*>)\s*(</\w+>)\s*")


@register.filter
def closed_up(element: SafeString) -> SafeString:
    """Remove the white space from an empty element, so that CSS sees it as ``:empty``."""
    unfilled = UNFILLED.fullmatch(element)
    return mark_safe(unfilled[1] + unfilled[2]) if unfilled else element  # noqa: S308 -- the template's own markup


@register.simple_block_tag
def alert(content: SafeString, kind: AlertKind = "info", heading: str = "") -> SafeString:
    """Render a notice in the page; errors and successes after an action are announced."""
    if kind not in {"info", "success", "warning", "error"}:
        raise ValueError(f"An alert is info, success, warning or error, not {kind!r}.")
    values = {"content": content, "kind": kind, "heading": heading}
    return render_to_string("ui/alert.html", values)


@register.simple_block_tag
def panel(
    content: SafeString,
    heading: str,
    aside: str = "",
    *,
    anchor: str = "",
    flush: bool = False,
    fold: bool = False,
) -> SafeString:
    """Render a white panel with a heading and a text on its right.

    Arguments:
        content: what the panel shows.
        heading: its heading.
        aside: a text to the right of the heading.
        anchor: the fragment of an address that leads to it, and opens it if it is folded.
        flush: whether the content reaches the panel's edges.
        fold: whether a phone shows only the heading, to be opened; wide screens and paper show everything.
    """
    values = {
        "content": content,
        "heading": heading,
        "aside": aside,
        "anchor": anchor,
        "flush": flush,
    }
    return render_to_string("ui/folded_panel.html" if fold else "ui/panel.html", values)


@register.simple_block_tag
def next_step(content: SafeString, heading: str, *, tone: Literal["", "risk"] = "") -> SafeString:
    """Render the next step: who must act, and what happens otherwise; or that nothing is needed."""
    return render_to_string(
        "ui/next_step.html", {"content": content, "heading": heading, "tone": tone}
    )


@register.simple_block_tag
def empty_state(content: SafeString, heading: str) -> SafeString:
    """Render why a list is empty (heading), and how to fill it with one link (content)."""
    return render_to_string("ui/empty.html", {"content": content, "heading": heading})


@register.simple_block_tag
def rail_group(
    content: SafeString, heading: str, href: str = "", more: str = "", *, fold: bool = False
) -> SafeString:
    """Render a group of the summary rail, with a link ("All 14") on its right.

    Arguments:
        content: what the group shows.
        heading: its heading.
        href: the link's address, if there is one.
        more: the link's words.
        fold: whether a phone shows only the heading, to be opened.
    """
    values = {"content": content, "heading": heading, "href": href, "more": more, "fold": fold}
    return render_to_string("ui/rail_group.html", values)


@register.simple_block_tag
def form_end(content: SafeString) -> SafeString:
    """Render the buttons at the end of a form."""
    return render_to_string("ui/forms/end.html", {"content": content})


@register.simple_block_tag
def show_more(content: SafeString, summary: str) -> SafeString:
    """Render content folded behind a summary that the reader can open."""
    return render_to_string("ui/show_more.html", {"content": content, "summary": summary})


@register.simple_block_tag(takes_context=True)
def preview(context: dict[str, Any], content: SafeString, title: str) -> SafeString:
    """Render what a search engine or a message shows of a public page: title, description (content), address.

    The address leaves filters out: a filtered list is the same page. The picture is the same of every page, so that it
    can show nothing that isn't published.
    """
    values = {
        "title": title,
        "description": unescape(" ".join(strip_tags(content).split())),
        "address": f"{settings.PUBLIC_BASE_URL}{context['request'].path}",
        "image": f"{settings.PUBLIC_BASE_URL}{static('img/preview.png')}",
    }
    return render_to_string("ui/preview.html", values)
