"""Request bodies: types are checked here, rules by the same forms as the pages use."""

import re
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.datastructures import MultiValueDict
from rest_framework import serializers

from foundation.api import messages
from foundation.api.http import Call
from foundation.api.problems import BadParameters

_SLUG = re.compile(r"[\w-]{1,60}", re.ASCII)
UNKNOWN = "This name isn't recognized here."


class Text(serializers.CharField):
    """Text only: numbers are not converted to text."""

    default_error_messages: ClassVar = {"invalid": "Enter text in quotation marks."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("allow_blank", not kwargs.get("required", True))
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Return the value if it is text; fail otherwise."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Flag(serializers.BooleanField):
    """Only true or false, never text or a number."""

    default_error_messages: ClassVar = {"invalid": "Enter true or false."}

    def to_internal_value(self, data: Any) -> bool:
        """Return the value if it is a boolean; fail otherwise."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Whole(serializers.IntegerField):
    """Only whole numbers, never text."""

    default_error_messages: ClassVar = {"invalid": "Enter a whole number."}

    def to_internal_value(self, data: Any) -> int:
        """Return the value if it is a whole number; fail otherwise."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return data


class Figure(serializers.DecimalField):
    """A number, or its digits as text; an underscore parts words, never digits, as in a page's figure."""

    default_error_messages: ClassVar = {"invalid": "Enter a number, such as 12 or 12.5."}

    def to_internal_value(self, data: Any) -> Any:
        """Return the number; fail otherwise."""
        if "_" in str(data):
            self.fail("invalid")
        return super().to_internal_value(data)


class Input(serializers.Serializer[Any]):
    """The body of a call; a name that is not known is refused, for it is likely a slip."""

    default_error_messages: ClassVar = {"invalid": "Send a JSON object in braces."}

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields, each with messages that say what to send."""
        fields = super().get_fields()
        for name, field in fields.items():
            messages.word(field, name)
        return fields

    def to_internal_value(self, data: Any) -> Any:
        """Return the checked values, without those that were not sent; refuse unknown names."""
        if isinstance(data, Mapping) and (strange := [n for n in data if n not in self.fields]):
            raise serializers.ValidationError({str(name): [UNKNOWN] for name in strange})
        return super().to_internal_value(data)


class NoBody(Input):
    """Nothing is asked."""


def read(call: Call, kind: type[Input]) -> dict[str, Any]:
    """Return the body of a call as checked values.

    Raises:
        ValidationError: with a sentence for each value that is not valid.
    """
    body = kind(data=call.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def clean(form: forms.BaseForm) -> dict[str, Any]:
    """Return the cleaned data of a bound form that a page uses too.

    Raises:
        ValidationError: with the form's own sentences, each under its value's name.
    """
    if not form.is_valid():
        raise serializers.ValidationError(sentences(form))
    cleaned: dict[str, Any] = form.cleaned_data
    return cleaned


def sentences(form: forms.BaseForm) -> dict[str, list[str]]:
    """Return what is wrong with a form's values, by their names."""
    return {
        "non_field_errors" if name == "__all__" else name: [str(each) for each in said]
        for name, said in form.errors.items()
    }


def narrow(form: forms.BaseForm, call: Call, *, besides: Collection[str]) -> dict[str, Any]:
    """Return the filters of a list as its form cleans them.

    Arguments:
        form: bound to the query parameters.
        besides: other query parameters that are not filters.

    Raises:
        BadParameters: for an unknown filter or an invalid value.
    """
    strange = set(call.query_params) - set(form.fields) - set(besides)
    wrong = dict.fromkeys(sorted(strange), UNKNOWN)
    if not form.is_valid():
        wrong |= {name: " ".join(said) for name, said in sentences(form).items()}
    if wrong:
        raise BadParameters(wrong)
    cleaned: dict[str, Any] = form.cleaned_data
    return cleaned


def slug_asked(call: Call, name: str) -> str:
    """Return a slug from the query string; empty when it is not given.

    Raises:
        BadParameters: when the value can't be a slug.
    """
    text: str = call.query_params.get(name, "")
    if text and not _SLUG.fullmatch(text):
        raise BadParameters({name: "Use only letters, digits, and hyphens in a short name."})
    return text


def file_in(sent: dict[str, Any]) -> MultiValueDict[str, Any]:
    """Take the file out of a body, as a form takes files; empty without one."""
    file = sent.pop("file", None)
    return MultiValueDict({"file": [file]} if file is not None else {})


def as_typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Convert checked values to what a person would have typed, for a form of the pages."""
    return {
        name: value if isinstance(value, bool | list) else "" if value is None else str(value)
        for name, value in values.items()
    }
