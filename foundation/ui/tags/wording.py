"""Filters for words that depend on a number, and for phone numbers."""

from django.template import Library

from foundation.ui import wording

register = Library()


@register.filter
def agree(number: int, words: str) -> str:
    """Return the word for a number: ``{{ n|agree:"needs,need" }}``; a single word gets an s."""
    return wording.agree(number, *words.split(","))


@register.filter
def counted(number: int, words: str) -> str:
    """Return a number with its word: ``{{ n|counted:"row" }}``, ``{{ n|counted:"is,are" }}``."""
    return wording.counted(number, *words.split(","))


@register.filter
def dialed(phone: str) -> str:
    """Return the digits that a link to a phone number dials; empty if there are none."""
    return wording.dialed(phone)
