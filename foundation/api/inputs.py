"""What a call sends: types are checked here, rules by the same forms as the pages'."""

import re
from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django import forms
from rest_framework import serializers

from foundation.api.http import Call
from foundation.api.problems import BadParameters

_SLUG = re.compile(r"[\w-]{1,60}", re.ASCII)
UNKNOWN = "This name isn't recognized here."


class Text(serializers.CharField):
    """Text and nothing else: numbers are not made into text."""

    default_error_messages: ClassVar = {"invalid": "Enter text in quotation marks."}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("allow_blank", not kwargs.get("required", True))
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        """Return the text if it is one."""
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))


class Flag(serializers.BooleanField):
    """true or false and nothing else."""

    default_error_messages: ClassVar = {"invalid": "Enter true or false."}

    def to_internal_value(self, data: Any) -> bool:
        """Return the answer as a boolean."""
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class Whole(serializers.IntegerField):
    """A whole number and nothing else."""

    default_error_messages: ClassVar = {"invalid": "Enter a whole number."}

    def to_internal_value(self, data: Any) -> int:
        """Return the number."""
        if not isinstance(data, int) or isinstance(data, bool):
            self.fail("invalid")
        return data


class Input(serializers.Serializer[Any]):
    """The body of a call; a name that is not known is refused, for it is likely a slip."""

    default_error_messages: ClassVar = {"invalid": "Send a JSON object in braces."}

    def to_internal_value(self, data: Any) -> Any:
        """Return the checked values; those that were not sent are left out."""
        if isinstance(data, Mapping) and (strange := [n for n in data if n not in self.fields]):
            raise serializers.ValidationError({str(name): [UNKNOWN] for name in strange})
        return super().to_internal_value(data)


def read(call: Call, kind: type[Input]) -> dict[str, Any]:
    """Return the body as values.

    Raises:
        ValidationError: with a sentence for each value that is not right.
    """
    body = kind(data=call.data)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def clean(form: forms.BaseForm) -> dict[str, Any]:
    """Return what a bound form of the pages makes of the values.

    Raises:
        ValidationError: with the form's own sentences, each at its value.
    """
    if not form.is_valid():
        raise serializers.ValidationError(sentences(form))
    cleaned: dict[str, Any] = form.cleaned_data
    return cleaned


def sentences(form: forms.BaseForm) -> dict[str, list[str]]:
    """What is wrong with a form's values, by their names."""
    return {
        "non_field_errors" if name == "__all__" else name: [str(each) for each in said]
        for name, said in form.errors.items()
    }


def narrow(form: forms.BaseForm, call: Call, *, beside: Collection[str]) -> dict[str, Any]:
    """Return the filters of a list as its form understands them.

    Arguments:
        form: bound to the query parameters.
        beside: further parameters that are no filters.

    Raises:
        BadParameters: for a filter that is not known, or has a value that is not.
    """
    strange = set(call.query_params) - set(form.fields) - set(beside)
    wrong = dict.fromkeys(sorted(strange), UNKNOWN)
    if not form.is_valid():
        wrong |= {name: " ".join(said) for name, said in sentences(form).items()}
    if wrong:
        raise BadParameters(wrong)
    cleaned: dict[str, Any] = form.cleaned_data
    return cleaned


def slug_asked(call: Call, name: str) -> str:
    """Return a short name behind the question mark; empty when it is not asked.

    Raises:
        BadParameters: when it cannot be one.
    """
    text: str = call.query_params.get(name, "")
    if text and not _SLUG.fullmatch(text):
        raise BadParameters({name: "Use only letters, digits, and hyphens in a short name."})
    return text


def as_typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Checked values as a person would have typed them, for a form of the pages."""
    return {
        name: value if isinstance(value, bool | list) else "" if value is None else str(value)
        for name, value in values.items()
    }
