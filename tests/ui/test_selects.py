"""Selects, inputs, and text areas are written in one go, as Django's own templates write them."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.test.html import parse_html

from foundation.ui.forms import PortalRenderer

OPTIONS = [("", "Any"), ("a&b", '"Quoted" <b>'), (3, "Three"), ("More", [("x", "X"), ("y", "Y")])]


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple])
@pytest.mark.parametrize("value", ["", "a&b", "3", "y", None])
def test_a_select_is_djangos(widget, value):
    select = widget(
        choices=OPTIONS, attrs={"class": "usa-select", "required": True, "hidden": False}
    )
    given = [value] if widget is forms.SelectMultiple else value
    own, djangos = (
        select.render("which", given, attrs={"id": "id_<which>"}, renderer=renderer)
        for renderer in (PortalRenderer(), DjangoTemplates())
    )
    assert parse_html(own) == parse_html(djangos)


@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput,
        forms.EmailInput,
        forms.NumberInput,
        forms.PasswordInput,
        forms.HiddenInput,
        forms.DateInput,
        forms.TimeInput,
        forms.CheckboxInput,
        forms.Textarea,
    ],
)
@pytest.mark.parametrize("value", ["", '"Quoted" <b>', 3, None, True, "\n1"])
def test_an_input_is_djangos(widget, value):
    control = widget(attrs={"class": "usa-input", "required": True, "hidden": False, "min": 0})
    own, djangos = (
        control.render("which", value, attrs={"id": "id_<which>"}, renderer=renderer)
        for renderer in (PortalRenderer(), DjangoTemplates())
    )
    assert parse_html(own) == parse_html(djangos)


def test_a_text_area_keeps_the_line_break_its_text_begins_with():
    shown = forms.Textarea().render("which", "\nTwo <lines>", renderer=PortalRenderer())
    assert shown.endswith(">\n\nTwo &lt;lines&gt;</textarea>")
