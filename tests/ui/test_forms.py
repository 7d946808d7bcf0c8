"""Fields wire label, hint and error to their control."""

import re
from collections.abc import Iterator

import pytest
from django import forms
from django.urls import get_resolver

from foundation.ui.forms import is_kept, kind_of
from foundation.ui.tags.forms import summary
from tests.pages import markup
from tests.ui.samples import UpdateForm


def test_hint_and_error_are_described_in_that_order(text):
    html = text("{% field form.summary %}", form=UpdateForm({}))
    assert 'aria-describedby="id_summary_helptext id_summary_error"' in html
    assert 'aria-invalid="true"' in html
    assert html.index("id_summary_helptext") < html.index("id_summary_error")


def test_optional_field_says_so_and_a_required_one_does_not(text):
    html = text("{% field form.people %}{% field form.held_on %}", form=UpdateForm())
    assert html.count("(optional)") == 1


def test_lone_checkbox_is_never_ticked_nor_called_optional(text):
    html = text("{% field form.attest %}", form=UpdateForm())
    assert "checked" not in html
    assert "(optional)" not in html


@pytest.mark.parametrize(
    "typed",
    [
        "\ufeffned@example.gov",
        "ned\u200b@example.gov",
        " ned@exam\u00adple.gov\u00a0",
        "ned@example.gov\u2060",
    ],
)
def test_an_address_loses_what_nobody_sees(typed):
    assert forms.EmailField().clean(typed) == "ned@example.gov"


def test_an_address_of_letters_that_only_look_alike_is_left_for_its_owner_to_see():
    with pytest.raises(forms.ValidationError):
        forms.EmailField().clean("ned example.gov\u200b")


def test_the_device_keeps_text_and_never_a_secret():
    class Form(forms.Form):
        note = forms.CharField(widget=forms.Textarea)
        name = forms.CharField()
        code = forms.CharField(widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}))
        password = forms.CharField(widget=forms.PasswordInput)
        next = forms.CharField(widget=forms.HiddenInput)

    kept = {each.name for each in Form() if is_kept(each, kind_of(each))}
    assert kept == {"note", "name"}


def test_radios_stand_in_a_fieldset_with_a_legend(text):
    html = text("{% field form.urgency %}", form=UpdateForm({"urgency": "routine"}))
    assert re.search(r"<legend[^>]*>Urgency</legend>", markup(html))
    assert html.count('type="radio"') == 2
    assert html.count(" checked") == 1


def test_tiles_are_native_radios(text):
    html = text("{% field form.kind %}", form=UpdateForm())
    assert html.count("psp-tile ") + html.count('psp-tile"') == 5
    assert html.count('type="radio"') == 5


def test_several_checkboxes_are_not_taken_for_radios():
    assert kind_of(UpdateForm()["areas"]) == "checks"


def test_date_asks_with_the_browsers_own_input(text):
    assert 'type="date"' in text("{% field form.held_on %}", form=UpdateForm())


def test_whole_form_renders_each_field_once(text):
    html = text("{{ form }}", form=UpdateForm())
    assert html.count('name="held_on"') == 1
    assert html.count('name="version"') == 1


def test_group_renders_like_the_tag(text):
    form = UpdateForm()
    assert (
        text("{{ form.people.as_field_group }}", form=form).strip()
        == text("{% field form.people %}", form=form).strip()
    )


def test_summary_leads_to_the_first_control_of_each_field():
    lines = summary(UpdateForm({"kind": "visit"}))
    targets = {line.text.split(":")[0]: line.target for line in lines}
    assert targets["Urgency"] == "id_urgency_0"
    assert targets["What happened"] == "id_summary"
    assert targets["Version"] == ""


def test_summary_is_silent_for_an_unbound_form(text):
    assert text("{% form_errors form %}", form=UpdateForm()).strip() == ""


def test_summary_takes_focus(text):
    html = text("{% form_errors form %}", form=UpdateForm({}))
    assert 'tabindex="-1" autofocus data-focus' in html


def test_what_was_typed_stays(text):
    html = text("{% field form.people %}", form=UpdateForm({"people": "many"}))
    assert 'value="many"' in html


def test_limited_text_carries_its_counter(text):
    assert 'data-count="2000"' in text("{% field form.summary %}", form=UpdateForm())


def test_widgets_own_class_is_kept(text):
    class Form(forms.Form):
        name = forms.CharField(widget=forms.TextInput(attrs={"class": "mine"}))

    assert 'class="mine usa-input psp-w-sm"' in text(
        '{% field form.name width="sm" %}', form=Form()
    )


def test_two_nonces_differ(text):
    first, second = re.findall(r'value="([^"]+)"', text("{% nonce %}{% nonce %}"))
    assert first != second


def every(form: type) -> Iterator[type]:
    for below in form.__subclasses__():
        yield below
        yield from every(below)


def test_no_label_says_itself_that_it_is_optional():
    """The page adds it, and would say it twice."""
    assert get_resolver().url_patterns  # every view and its forms are imported
    fields = [
        (form.__name__, name, str(field.label or ""))
        for form in every(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
    ]
    assert len(fields) > 300
    assert [each for each in fields if "(optional)" in each[2]] == []
