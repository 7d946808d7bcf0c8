"""Say in words which part of a list a file has: its period, its site, and the filters that were on."""

from collections.abc import Container, Iterator
from datetime import date
from typing import Any

from django.forms import BaseForm, ChoiceField, Field, ModelChoiceField
from django.utils.text import slugify

from foundation.ui import dates

# The rows of a file are the same in every order.
ORDER = "sort"
MAX_IN_NAME = 60


def chosen_in(form: BaseForm, *, always: Container[str] = ()) -> Iterator[tuple[str, str]]:
    """Return the label and the words of each filter that is on.

    Arguments:
        form: the filters of the page, filled from its address; a field that can't be read filters nothing.
        always: names of fields that narrow the list also where nothing is chosen.
    """
    form.is_valid()
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        is_on = value not in (None, "") or name in always
        if is_on and name != ORDER and not field.widget.is_hidden:
            yield str(form[name].label), _words(field, form[name].value(), value)


def name_part(narrowed: list[tuple[str, str]]) -> str:
    """Return the part of a file's name that says what it has, such as ``riverton-ex-open``; empty for everything."""
    part = slugify(" ".join(words for _, words in narrowed))
    return part if len(part) <= MAX_IN_NAME else part[:MAX_IN_NAME].rpartition("-")[0]


def _words(field: Field, sent: Any, value: Any) -> str:
    if isinstance(field, ModelChoiceField):
        return str(field.label_from_instance(value))
    if isinstance(field, ChoiceField):
        known: Any = field.choices
        return str(dict(known)[sent or ""])
    return dates.full_day(value) if isinstance(value, date) else f"“{value}”"
