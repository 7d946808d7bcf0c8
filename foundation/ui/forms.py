"""How forms look: Django's form renderer with the portal's templates, and native widgets."""

from typing import Any, Literal

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

DJANGOS_ROWS, ROWS = "10", "4"
Kind = Literal["text", "area", "select", "radios", "checks", "check", "file", "hidden"]


class PortalRenderer(TemplatesSetting):
    """``{{ form }}`` and ``{{ form.x.as_field_group }}`` give label, hint, error and input."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"


class DateField(forms.DateField):
    """A day, asked for with the browser's own date input."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class TimeField(forms.TimeField):
    """A time of day, asked for with the browser's own time input."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class RadioTiles(forms.RadioSelect):
    """Radios as tiles the size of a thumb; for up to seven short answers."""

    tiles = True


class CheckboxTiles(forms.CheckboxSelectMultiple):
    """Checkboxes as tiles the size of a thumb."""

    tiles = True


def kind_of(field: BoundField) -> Kind:
    """Which of the portal's controls a field is shown as."""
    widget = field.field.widget
    if field.is_hidden:
        return "hidden"
    for kind, types in KINDS:
        if isinstance(widget, types):
            return kind
    return "text"


KINDS: tuple[tuple[Kind, type[forms.Widget]], ...] = (
    ("checks", forms.CheckboxSelectMultiple),  # before radios: Django makes it one of them
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
    """Attributes of a control: the component's class, and a counter where length is limited."""
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
    return attributes


def is_optional(field: BoundField) -> bool:
    """Return whether the label says "(optional)"; a lone checkbox never does: leaving it is an answer."""
    return not field.field.required and kind_of(field) != "check"
