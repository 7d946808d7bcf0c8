"""Where a form leads when it was done."""

from django.http import HttpResponseRedirect
from django.urls import reverse


def see(name: str, *arguments: object) -> HttpResponseRedirect:
    """303: the record's page, to be fetched with GET."""
    answer = HttpResponseRedirect(reverse(name, args=arguments))
    answer.status_code = 303
    return answer
