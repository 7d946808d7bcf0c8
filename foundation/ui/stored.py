"""What is stored where a form shows something else, for people who were too late to save."""

from datetime import date, time
from typing import Any

from django import forms

from foundation.ui import dates


def stored_of(form: forms.Form) -> list[tuple[str, str]]:
    """Return label and stored value of each field that was typed differently."""
    return [
        (
            str(form[name].label),
            said_of(form.fields[name], form.get_initial_for_field(form.fields[name], name)),
        )
        for name in form.changed_data
    ]


def said_of(field: forms.Field, value: Any) -> str:
    """Return a field's value in words, such as the label of a choice; "Nothing" for none."""
    if isinstance(field, forms.BooleanField):
        return "Yes" if value else "No"
    if value in (None, "", []):
        return "Nothing"
    if isinstance(value, date):
        return dates.full_day(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices  # pairs, never groups, in these forms
        words = {str(key): str(label) for key, label in choices}
        many = value if isinstance(value, list) else [value]
        return ", ".join(words.get(str(each), str(each)) for each in many)
    return str(value)
