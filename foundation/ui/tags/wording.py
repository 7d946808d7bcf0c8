"""Words of a page that depend on a number."""

from django.template import Library

from foundation.ui import wording

register = Library()


@register.filter
def agree(number: int, words: str) -> str:
    """The word that goes with a number: ``{{ n|agree:"needs,need" }}``; one word takes an s."""
    return wording.agree(number, *words.split(","))


@register.filter
def counted(number: int, words: str) -> str:
    """A number with its word: ``{{ n|counted:"row" }}``, ``{{ n|counted:"offer is,offers are" }}``."""
    return wording.counted(number, *words.split(","))
