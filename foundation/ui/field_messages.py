"""What a form's field says about a wrong value where the form doesn't: what is missing, and what to enter."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField

CHOICES = (forms.ChoiceField, forms.ModelChoiceField)
CHOSEN = (*CHOICES, forms.FileField)
DJANGOS_OWN = {""} | {
    str(message)
    for kind in (
        forms.Field,
        forms.DateField,
        forms.TimeField,
        forms.IntegerField,
        forms.DecimalField,
        forms.URLField,
        forms.FileField,
        forms.ChoiceField,
        forms.MultipleChoiceField,
        forms.ModelChoiceField,
        forms.ModelMultipleChoiceField,
    )
    for message in kind.default_error_messages.values()
}
MOMENTS = ((forms.DateField, "Enter a date."), (forms.TimeField, "Enter a time."))
DIGITS = {
    "max_digits": "Enter at most %(max)s digits.",
    "max_whole_digits": "Enter at most %(max)s digits before the decimal point.",
    "max_decimal_places": "Enter at most %(max)s digits after the decimal point.",
}
INVALID = (
    (forms.DateField, "Enter a date, such as 3/14/2027."),
    (forms.TimeField, "Enter a time, such as 3:00 pm."),
    (forms.EmailField, "Enter an email address, such as name@agency.gov."),
    (forms.URLField, "Enter a full web address, such as https://example.gov/guide."),
    (forms.DecimalField, "Enter a number, such as 12 or 12.5."),
    (forms.IntegerField, "Enter a whole number, such as 12."),
)


class PortalField(BoundField):
    """A field whose messages name it: Django says "This field is required" of each."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        """Give the field the messages that its form didn't write."""
        super().__init__(form, field, name)
        for code, message in messages_of(field, str(self.label)).items():
            if str(field.error_messages.get(code, "")) in DJANGOS_OWN:
                field.error_messages[code] = message

    @property
    def data(self) -> Any:
        """Return what was sent, with the line breaks that were counted: a browser sends each as two characters."""
        return plain_breaks(super().data)


def plain_breaks(sent: Any) -> Any:
    """Return text with each line break as one character; anything else as it is."""
    return sent.replace("\r\n", "\n") if isinstance(sent, str) else sent


def messages_of(field: forms.Field, label: str) -> dict[str, Any]:
    """Return a field's messages by Django's codes.

    Arguments:
        label: what a page calls the field: a noun, such as "Core area"; a form that asks a question
            writes its own message.
    """
    noun = label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"
    messages = {"required": f"{'Choose' if isinstance(field, CHOSEN) else 'Enter'} the {noun}."}
    messages |= next(({"required": each} for kind, each in MOMENTS if isinstance(field, kind)), {})
    if isinstance(field, CHOICES):
        codes = ("invalid_choice", "invalid_list", "invalid_pk_value")
        messages |= dict.fromkeys(codes, "Choose an answer from the list.")
    if isinstance(field, forms.CharField):
        for rule in field.validators:
            if isinstance(rule, MaxLengthValidator):
                messages["max_length"] = f"Enter at most {rule.limit_value:,} characters."
    if isinstance(field, forms.FileField):
        messages["empty"] = "This file is empty. Choose another one."
    if isinstance(field, forms.DecimalField):
        messages |= DIGITS
    if isinstance(field, forms.IntegerField):
        messages |= {
            "min_value": "Enter %(limit_value)s or more.",
            "max_value": "Enter %(limit_value)s or less.",
        }
    invalid = next((message for kind, message in INVALID if isinstance(field, kind)), "")
    return messages | ({"invalid": invalid} if invalid else {})
