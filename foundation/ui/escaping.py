"""Escape text for HTML in functions that write what a page has hundreds of."""

from html import escape

from django.utils.functional import Promise


def escaped(text: object) -> str:
    """Return a text as Django's ``conditional_escape`` does, which takes several times as long; safe text stays."""
    shown = str(text) if isinstance(text, Promise) else text
    return str(shown) if hasattr(shown, "__html__") else escape(str(shown))
