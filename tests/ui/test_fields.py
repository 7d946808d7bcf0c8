"""A form's field as the kind it was declared with; another kind is refused by name."""

import pytest
from django import forms

from foundation.ui.forms import field_of


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
