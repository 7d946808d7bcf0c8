"""What is missing is named, in one place for all forms and one for the API."""

import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework import serializers

from foundation.api.inputs import Input, Text
from foundation.ui.field_messages import DJANGOS_OWN
from foundation.ui.forms import DateField, TimeField
from tests.input import registry

QUESTION = re.compile(r"\?|^(What|Who|Which|How|Why|When|Where|For|Send|Your)\b")


class AskForm(forms.Form):
    core_area = forms.ChoiceField(choices=[("gun-violence", "Gun Violence")])
    doj = forms.CharField(label="DOJ office", max_length=5)
    note = forms.CharField(error_messages={"required": "Say why."})
    day = DateField(label="Opens on")
    at = TimeField()
    email = forms.EmailField(label="Email address")
    seats = forms.IntegerField(min_value=2)
    room = forms.TypedChoiceField(choices=[(1, "One")], coerce=int)


def test_a_field_that_is_left_blank_says_what_to_enter():
    errors = AskForm({}).errors
    assert {name: told[0] for name, told in errors.items()} == {
        "core_area": "Choose the core area.",
        "doj": "Enter the DOJ office.",
        "note": "Say why.",
        "day": "Enter a date.",
        "at": "Enter a time.",
        "email": "Enter the email address.",
        "seats": "Enter the seats.",
        "room": "Choose the room.",
    }


def test_a_wrong_value_says_what_a_right_one_looks_like():
    typed = {"core_area": "x", "doj": "abcdef", "note": "x", "day": "soon", "at": "noon"}
    errors = AskForm(typed | {"email": "ned", "seats": "1", "room": "2"}).errors
    assert {name: told[0] for name, told in errors.items()} == {
        "core_area": "Choose an answer from the list.",
        "doj": "Enter at most 5 characters.",
        "day": "Enter a date, such as 3/14/2027.",
        "at": "Enter a time, such as 3:00 pm.",
        "email": "Enter an email address, such as name@agency.gov.",
        "seats": "Enter 2 or more.",
        "room": "Choose an answer from the list.",
    }


def test_a_line_break_is_one_character_as_the_browser_counts_it():
    form = AskForm({"doj": "ab\r\ncd", "note": "x\r\n\r\ny"})
    assert "doj" not in form.errors
    assert (form.cleaned_data["doj"], form.cleaned_data["note"]) == ("ab\ncd", "x\n\ny")


def test_digits_and_files_have_their_own_sentences():
    class SendForm(forms.Form):
        value = forms.DecimalField(max_digits=5, decimal_places=2)
        letter = forms.FileField()

    said = []
    for typed in ("1.234", "1234.5", "12345678.0"):
        empty = {"letter": SimpleUploadedFile("letter.pdf", b"")}
        errors = SendForm({"value": typed}, empty).errors
        assert errors["letter"] == ["This file is empty. Choose another one."]
        said += errors["value"]
    assert said == [
        "Enter at most 2 digits after the decimal point.",
        "Enter at most 3 digits before the decimal point.",
        "Enter at most 5 digits.",
    ]


@pytest.mark.parametrize("typed", ["3:00 pm", "3 PM", "15:00", "15:00:00"])
def test_a_time_is_read_as_the_message_writes_it(typed):
    assert TimeField().clean(typed).hour == 15


def test_a_form_that_asks_a_question_says_itself_what_to_enter():
    """The portal's sentence is made for nouns: "Choose the core area." fits, "Choose the how often." doesn't."""
    left = [
        f"{label}.{name}"
        for label, form in registry.forms().items()
        for name, field in form.base_fields.items()
        if field.required
        and not field.widget.is_hidden
        and field.error_messages["required"] in DJANGOS_OWN
        and QUESTION.search(str(field.label))
        and not isinstance(field, forms.DateField | forms.TimeField)
    ]
    assert left == []


def test_a_body_without_a_value_is_told_which_one():
    class Body(Input):
        title = Text()

    said = []
    for body in ({}, {"title": None}, {"title": ""}):
        sent = Body(data=body)
        assert not sent.is_valid()
        said += sent.errors["title"]
    assert said == ["Send a value for title."] * 3


def test_a_body_with_a_wrong_value_is_told_what_a_right_one_is():
    class Body(Input):
        title = Text(max_length=1_000)
        on = serializers.DateField()
        at = serializers.DateTimeField()
        value = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0)
        side = serializers.ChoiceField(choices=["host", "visitor"])
        rows = serializers.ListField(child=serializers.UUIDField(), max_length=2)
        seats = serializers.IntegerField(min_value=2)
        own = serializers.IntegerField(error_messages={"invalid": "Enter the seats."})

    wrong = {"title": "x" * 1_001, "on": "soon", "at": "noon", "value": "1.234", "side": "x"}
    sent = Body(data=wrong | {"rows": ["x"], "seats": 1, "own": "x"})
    assert not sent.is_valid()
    told = {name: each[0] if name != "rows" else each[0][0] for name, each in sent.errors.items()}
    assert told == {
        "title": "Send at most 1,000 characters.",
        "on": 'Send a date, such as "2027-03-14".',
        "at": 'Send a time with its zone, such as "2027-03-14T15:00:00Z".',
        "value": "Send at most 2 digits after the decimal point.",
        "side": "Send one of: host, visitor.",
        "rows": "Send an id, as the record has it.",
        "seats": "Send 2 or more.",
        "own": "Enter the seats.",
    }
    many = Body(data=wrong | {"value": -1, "rows": [], "seats": "x", "own": 1})
    assert not many.is_valid()
    assert [str(many.errors[name][0]) for name in ("value", "seats")] == [
        "Send 0 or more.",
        "Send a whole number, such as 12.",
    ]
