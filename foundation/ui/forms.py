"""The look of forms: Django's form renderer with the portal's templates, and native widgets."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, TypeVar

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from foundation.ui.escaping import escaped
from foundation.ui.field_messages import PortalField
from foundation.ui.zones import ZONES
from foundation.workflow import folds

DJANGOS_ROWS, ROWS = "10", "4"
YEARS = range(1900, 2101)
WHICH_YEAR = f"Enter the year with four digits, from {YEARS[0]} through {YEARS[-1]}."
# Django's templates of inputs that have nothing around them; all print the same.
INPUTS = {
    widget.template_name
    for widget in (
        forms.TextInput,
        forms.EmailInput,
        forms.NumberInput,
        forms.PasswordInput,
        forms.HiddenInput,
        forms.DateInput,
        forms.TimeInput,
        forms.CheckboxInput,
    )
}
# Digits with or without a comma before each three.
FIGURE = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?", re.ASCII)
F = TypeVar("F", bound=forms.Field)
Kind = Literal["text", "area", "select", "radios", "checks", "check", "file", "hidden"]


def field_of(form: forms.BaseForm, name: str, kind: type[F]) -> F:
    """Return a form's field as the kind it was declared with, to give it its choices when the form is made.

    Arguments:
        form: the form, with its fields.
        name: the field's name.
        kind: the class of the field, or one it extends.

    Raises:
        KeyError: when the form has no such field.
        TypeError: when the field is of another kind.
    """
    field = form.fields[name]
    if not isinstance(field, kind):
        raise TypeError(f"{name} is a {type(field).__name__}, not a {kind.__name__}")
    return field


class PortalRenderer(TemplatesSetting):
    """Renders ``{{ form }}`` and each ``as_field_group`` with label, hint, error and input."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"
    bound_field_class = PortalField

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Render a template; a select, an input, or a text area is written here: Django renders two templates for each."""
        if template_name == forms.Select.template_name:
            return _select(context["widget"])
        if template_name in INPUTS:
            return _input(context["widget"])
        if template_name == forms.Textarea.template_name:
            return _area(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> SafeString:
    """Write a select as Django's template does."""
    groups = mark_safe("".join(_group(*each) for each in widget["optgroups"]))  # noqa: S308 -- escaped below
    name, attributes = widget["name"], flatatt(widget["attrs"])
    return format_html('<select name="{}"{}>{}</select>', name, attributes, groups)


def _group(label: str | None, options: Iterable[Mapping[str, Any]], _place: int) -> str:
    """Write options; by hand, because ``format_html`` takes ten times as long and a select has hundreds."""
    shown = "".join(
        f'<option value="{escaped(each["value"])}"{flatatt(each["attrs"]) if each["attrs"] else ""}>'
        f"{escaped(each['label'])}</option>"
        for each in options
    )
    return f'<optgroup label="{escaped(label)}">{shown}</optgroup>' if label else shown


def _input(widget: Mapping[str, Any]) -> SafeString:
    """Write an input as Django's template does, which takes two templates for it."""
    value = widget["value"]
    attributes = {"type": widget["type"], "name": widget["name"]}
    attributes |= {} if value is None else {"value": value}
    return format_html("<input{}{}>", flatatt(attributes), flatatt(widget["attrs"]))


def _area(widget: Mapping[str, Any]) -> SafeString:
    """Write a text area as Django's template does; a browser leaves out the line break that it begins with."""
    name, attributes = widget["name"], flatatt(widget["attrs"])
    return format_html(
        '<textarea name="{}"{}>\n{}</textarea>', name, attributes, widget["value"] or ""
    )


class DateField(forms.DateField):
    """A date, entered with the browser's own date input, in a year that somebody can mean.

    Browsers send the year 26, or 202, when a person stops typing after two or three digits.
    """

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def validate(self, value: date | None) -> None:
        """Refuse a year outside ``YEARS``."""
        super().validate(value)
        if value is not None and value.year not in YEARS:
            raise forms.ValidationError(WHICH_YEAR, code="year")


class ZoneField(forms.ChoiceField):
    """The time zone of a place or an office in the United States."""

    def __init__(self, *, help_text: str = "") -> None:
        super().__init__(
            label="Time zone",
            choices=ZONES,
            help_text=help_text,
            error_messages={"invalid_choice": "Choose a zone from the list."},
        )


class TimeField(forms.TimeField):
    """A time of day, entered with the browser's own time input, or typed as people write it."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    input_formats = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I %p")


class FigureField(forms.DecimalField):
    """A number as people write it, "1,234.5" too: Python alone takes "2024_25", a fiscal year, for 202425."""

    def to_python(self, value: Any) -> Any:
        """Return the number; refuse as any other text what people don't write so, such as "2024_25", "1e3", and "1,23"."""
        said = str(value).strip()
        if value not in self.empty_values and not FIGURE.fullmatch(said):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(said.replace(",", "") if isinstance(value, str) else value)


class LineField(forms.CharField):
    """A line of text without what nobody sees; each of its spaces is a plain, single one."""

    def to_python(self, value: Any) -> str:
        """Remove it before anything is checked."""
        return folds.seen(super().to_python(value) or "")


def reason_field(
    label: str = "Reason",
    *,
    max_length: int = 300,
    rows: int = 0,
    help_text: str = "",
    missing: str = "Enter a reason.",
) -> forms.CharField:
    """Return a required field for the reason of a step.

    Arguments:
        label: what is asked.
        max_length: characters, as many as the column takes.
        rows: the height of its text area; 0 for a single line.
        help_text: who reads it.
        missing: the sentence shown when it is left blank.
    """
    kind = forms.CharField if rows else LineField
    return kind(
        label=label,
        max_length=max_length,
        help_text=help_text,
        error_messages={"required": missing},
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
    )


class SearchField(forms.CharField):
    """Words to look for; what was pasted from a word processor becomes what a keyboard types."""

    def to_python(self, value: Any) -> str:
        """Replace it before anything is checked."""
        return folds.typed(super().to_python(value) or "")


class ButtonForm(forms.Form):
    """A page that asks for nothing but its button."""


class RadioTiles(forms.RadioSelect):
    """Radio buttons as large tiles, for up to seven short answers."""

    tiles = True


class CheckboxTiles(forms.CheckboxSelectMultiple):
    """Checkboxes as large tiles."""

    tiles = True


def kind_of(field: BoundField) -> Kind:
    """Return which of the portal's controls shows a field."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    for kind, types in KINDS:
        if isinstance(widget, types):
            return kind
    return "text"


KINDS: tuple[tuple[Kind, type[forms.Widget]], ...] = (
    ("checks", forms.CheckboxSelectMultiple),  # before radios, because Django makes it a subclass
    ("radios", forms.RadioSelect),
    ("check", forms.CheckboxInput),
    ("select", forms.Select),
    ("area", forms.Textarea),
    ("file", forms.FileInput),
)

CLASSES: dict[Kind, str] = {
    "text": "usa-input",
    "area": "usa-textarea",
    "select": "usa-select",
    "file": "usa-file",
    "check": "usa-checkbox__input",
    "radios": "usa-radio__input",
    "checks": "usa-checkbox__input",
    "hidden": "",
}


def control_attributes(field: BoundField, kind: Kind, *, width: str) -> dict[str, Any]:
    """Return a control's HTML attributes: its class, a counter, and whether its text is kept."""
    attributes: dict[str, Any] = {}
    own = field.field.widget.attrs.get("class", "")
    classes = [
        own,
        CLASSES[kind],
        f"psp-w-{width}" if width else "",
        "is-wrong" if field.errors else "",
    ]
    attributes["class"] = " ".join(filter(None, classes))
    if kind == "area" and field.field.widget.attrs.get("rows") == DJANGOS_ROWS:
        attributes["rows"] = ROWS
    limit = getattr(field.field, "max_length", None)
    if kind == "area" and limit:
        attributes["data-count"] = str(limit)
    if is_kept(field, kind):
        attributes["data-kept"] = True
    return attributes


def is_kept(field: BoundField, kind: Kind) -> bool:
    """Return whether the device keeps the text until it was sent; never a password or code.

    ``static/js/portal/drafts.js`` keeps every form that has such a field, under the reader's own key.
    """
    typed = kind == "text" and type(field.field.widget) is forms.TextInput
    return kind == "area" or (typed and "autocomplete" not in field.field.widget.attrs)


def is_optional(field: BoundField) -> bool:
    """Return whether the label says "(optional)"; never for a checkbox: unchecked is an answer."""
    return not field.field.required and kind_of(field) != "check"
