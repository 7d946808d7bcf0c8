"""Filters for words that depend on a number."""

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
