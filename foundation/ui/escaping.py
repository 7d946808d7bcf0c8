"""Escape text for HTML in functions that write what a page has hundreds of."""

from html import escape

from django.utils.functional import Promise

from foundation.ui.bidi import isolated


def escaped(text: object) -> str:
    """Return a text as Django's ``conditional_escape`` does, which takes several times as long; safe text stays."""
    shown = str(text) if isinstance(text, Promise) else text
    return str(shown) if hasattr(shown, "__html__") else escape(str(shown))


def typed(text: str) -> str:
    """Return what a person typed: escaped, and isolated where it turns the direction of what stands around it."""
    return escaped(isolated(text))


def linked(text: str, href: str) -> str:
    """Return what a person typed as a link, or as text where ``href`` is empty."""
    return f'<a href="{escaped(href)}">{typed(text)}</a>' if href else typed(text)
