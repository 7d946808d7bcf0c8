"""Small components: buttons, dates, lists of facts."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

from django.template import Library
from django.template.loader import render_to_string
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from foundation.ui import dates
from foundation.ui.escaping import escaped, typed
from foundation.ui.navigation import named
from foundation.ui.types import Fact

register = Library()

ButtonKind = Literal["primary", "outline", "danger", "small"]
METER_WIDTH = 64
BUTTONS: dict[str, str] = {
    "primary": "usa-button psp-button",
    "outline": "usa-button usa-button--outline psp-button",
    "small": "usa-button usa-button--outline psp-button psp-button--small",
    "danger": "usa-button usa-button--unstyled psp-button psp-button--danger",
}


@register.simple_tag
def button(
    label: str,
    *,
    kind: ButtonKind = "primary",
    about: str = "",
    name: str = "",
    value: str = "",
    form: str = "",
    confirm: str = "",
    formaction: str = "",
    id: str = "",  # noqa: A002 -- named as in HTML
    type: Literal["submit", "button", "reset"] = "submit",  # noqa: A002 -- named as in HTML
) -> SafeString:
    """Render a form's button.

    It is written here, because ``flatatt`` and ``format_html`` take ten times as long, and a long list has one on each row.

    Arguments:
        label: what everyone reads.
        kind: how it looks.
        about: what the button of one row acts on, read out after the label; the same button stands on each row.
        name: the field that it sends.
        value: the value of that field.
        form: the id of its form, if that isn't around it.
        confirm: the question asked before a destructive action.
        formaction: where it sends the form, if not where the form says.
        id: its id, for scripts.
        type: what it does without a script.
    """
    attributes = {
        "class": BUTTONS[kind], "type": type, "id": id, "name": name, "value": value, "form": form,
        "formaction": formaction, "aria-label": _spoken(label, about), "data-confirm": confirm,
    }  # fmt: skip
    given = "".join(
        f' {name}="{escaped(value)}"' for name, value in sorted(attributes.items()) if value
    )
    return SafeString(f"<button{given}>{escaped(label)}</button>")


@register.simple_tag
def print_button() -> SafeString:
    """Render a button that prints the page; without JavaScript it stays hidden, and the browser's menu prints."""
    return render_to_string("ui/print_button.html", {"classes": BUTTONS["outline"]})


@register.simple_tag
def link_button(
    href: str, label: str, kind: ButtonKind = "outline", *, about: str = ""
) -> SafeString:
    """Render a link that looks like a button, because it opens the page for an action; ``about`` as of a button."""
    name = f' aria-label="{escaped(_spoken(label, about))}"' if about else ""
    return SafeString(
        f'<a{name} class="{BUTTONS[kind]}" href="{escaped(href)}">{escaped(label)}</a>'
    )


def _spoken(label: str, about: str) -> str:
    """Return the name by which a screen reader tells the same words of several rows apart."""
    return f"{label}: {about}" if about else ""


@register.simple_tag
def when(
    moment: datetime | date | None, tz: str | ZoneInfo | None = None, *, zone: bool = True
) -> SafeString | str:
    """Render a moment in a zone (the reader's by default), or a day; empty for None."""
    if moment is None:
        return ""
    if isinstance(moment, datetime):
        return _time(moment.isoformat(), dates.when(moment, tz, zone=zone))
    return _time(moment.isoformat(), dates.day(moment))


@register.filter(expects_localtime=True)
def full_day(of: date | None) -> str:
    """Return a day such as "Nov 27, 2026", a moment's in the reader's zone; empty for None."""
    return dates.full_day(of) if of else ""


@register.filter(expects_localtime=True)
def full_week_day(of: date | None) -> str:
    """Return a day such as "Fri Nov 27, 2026", a moment's in the reader's zone; empty for None."""
    return dates.full_week_day(of) if of else ""


def _time(machine: str, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', machine, words)


@register.inclusion_tag("ui/summary_list.html")
def summary_list(pairs: Iterable[Fact | tuple[str, object]]) -> dict[str, object]:
    """Render label and value pairs; values may be Facts with a URL, strings or safe HTML."""
    return {"facts": [p if isinstance(p, Fact) else {"label": p[0], "value": p[1]} for p in pairs]}


@register.inclusion_tag("ui/bar.html")
def bar(value: int, weight: int, *, scale: float = 2.0) -> dict[str, object]:
    """Render a bar in a slot as wide as its weight; the cell shows the number next to it."""
    width = max(weight * scale, 8)
    filled = round(width * min(value, weight) / weight, 1) if weight else 0
    return {"width": width, "slot": width - 1, "filled": filled}


@register.simple_tag
def meter(value: float, most: float, words: str) -> SafeString:
    """Render a value as a small bar in a slot of fixed width, with the words that say the same.

    Arguments:
        value: from 0 to ``most``; more fills the bar.
        most: the value of a full bar.
        words: "81 of 100"; everyone reads them, so the drawing says nothing to screen readers.
    """
    share = min(max(value, 0), most) / most if most else 0
    slot = {"width": METER_WIDTH, "slot": METER_WIDTH - 1, "filled": round(share * METER_WIDTH, 1)}
    return render_to_string("ui/meter.html", {**slot, "words": words})


@register.simple_tag
def tabs(label: str, items: Iterable[tuple[str, str, bool]]) -> SafeString:
    """Render a record's tabs, which are links: (label, URL, whether it is the current page)."""
    return _links("psp-tabs", "page", label, items)


@register.simple_tag
def filters(label: str, items: Iterable[tuple[str, str, bool]]) -> SafeString:
    """Render a list's quick filters, which are links: (label with count, URL, whether active)."""
    return _links("psp-filters", "true", label, items)


def _links(
    look: str, current: str, label: str, items: Iterable[tuple[str, str, bool]]
) -> SafeString:
    """Write links, of which nearly every page has a dozen."""
    marks = {True: f' aria-current="{current}"', False: ""}
    shown = "".join(
        f'<li><a href="{escaped(href)}"{marks[is_current]}>{typed(words)}</a></li>'
        for words, href, is_current in items
    )
    return mark_safe(  # noqa: S308 -- escaped here and above
        f'<nav class="{look}" aria-label="{escaped(label)}"><ul>{shown}</ul></nav>'
    )


@register.simple_tag
def own_page(url_name: str, otherwise: str = "") -> str:
    """Return the URL of a URL name if an app serves it, else another URL (or nothing)."""
    return named(url_name) or otherwise


@register.simple_tag
def allauth_button(attributes: Mapping[str, Any], words: str) -> SafeString:
    """Render a button or link of allauth's pages, whose tags name its kind."""
    given: str | list[str] = attributes.get("tags", "")
    tags = given.split(",") if isinstance(given, str) else given
    kind: ButtonKind = "danger" if {"danger", "link", "cancel"} & {*tags} else "primary"
    if {"outline", "secondary", "panel"} & {*tags} and kind == "primary":
        kind = "outline"
    label = strip_tags(words).strip()
    if href := attributes.get("href"):
        return link_button(href, label, kind)
    return button(
        label,
        kind=kind,
        name=attributes.get("name", ""),
        value=attributes.get("value", ""),
        form=attributes.get("form", ""),
        id=attributes.get("id", ""),
    )
