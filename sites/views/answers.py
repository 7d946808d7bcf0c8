"""Where a form leads when it was done."""

from django.http import HttpResponseRedirect
from django.urls import reverse


def see(name: str, *arguments: object) -> HttpResponseRedirect:
    """303: the record's page, to be fetched with GET."""
    return onward(reverse(name, args=arguments))


def onward(path: str) -> HttpResponseRedirect:
    """303 to a page of another room, by its path."""
    answer = HttpResponseRedirect(path)
    answer.status_code = 303
    return answer
