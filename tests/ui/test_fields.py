"""A form's field as the kind it was declared with, another kind refused by name; and figures as people write them."""

from decimal import Decimal

import pytest
from django import forms

from foundation.ui.forms import FigureField, field_of


class Asked(forms.Form):
    side = forms.ChoiceField()
    text = forms.CharField()


def test_it_is_the_forms_own_field():
    form, other = Asked(), Asked()
    field_of(form, "side", forms.ChoiceField).choices = [("site", "The site")]
    assert form.fields["side"].choices == [("site", "The site")]
    assert other.fields["side"].choices == []


def test_another_kind_is_refused():
    with pytest.raises(TypeError, match="text is a CharField, not a ChoiceField"):
        field_of(Asked(), "text", forms.ChoiceField)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", "12"), ("12.5", "12.5"), (" 1,234 ", "1234"), ("1,234,567.5", "1234567.5"), ("", None)],
)
def test_a_figure_is_read_as_people_write_it(typed, number):
    assert FigureField(required=False).clean(typed) == (number and Decimal(number))


@pytest.mark.parametrize("typed", ["1,23", "12,34,567", ",5", "2024_25", "1e3", "Infinity", "."])
def test_what_people_do_not_write_for_a_figure_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        FigureField().clean(typed)
