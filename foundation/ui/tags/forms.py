"""Tags of forms: one field, the summary of errors, the nonce, the end of the form."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template import Library
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from foundation.ui.forms import control_attributes, is_optional, kind_of
from foundation.workflow import nonces

register = Library()


@dataclass(frozen=True, slots=True)
class FormError:
    """One line of the error summary: the sentence and the field it leads to."""

    text: str
    target: str


@register.simple_tag
def field(bound: BoundField, *, hint: str = "", width: str = "", label: str = "") -> SafeString:
    """A form field with label, hint, error and control.

    Arguments:
        hint: replaces the field's help text.
        width: "xs", "sm", "md", "lg"; fits the answer's length. Default is the column's width.
        label: replaces the field's label.
    """
    return render_to_string(
        "ui/forms/field.html", parts(bound, hint=hint, width=width, label=label)
    )


@register.simple_tag
def field_parts(bound: BoundField) -> dict[str, Any]:
    """What ``ui/forms/field.html`` needs when Django's renderer calls it with a field alone."""
    return parts(bound)


def parts(bound: BoundField, *, hint: str = "", width: str = "", label: str = "") -> dict[str, Any]:
    """Everything the field's template prints."""
    kind = kind_of(bound)
    attributes = control_attributes(bound, kind, width=width)
    hint = hint or str(bound.help_text)
    described = [f"{bound.auto_id}_helptext"] if hint else []
    described += [f"{bound.auto_id}_error"] if bound.errors else []
    if described and kind not in {"radios", "checks"}:
        attributes["aria-describedby"] = " ".join(described)
    return {
        "field": bound,
        "kind": kind,
        "label": label or bound.label,
        "hint": hint,
        "described": " ".join(described),
        "optional": is_optional(bound),
        "tiles": getattr(bound.field.widget, "tiles", False),
        "control": bound.as_widget(attrs=attributes) if kind not in {"radios", "checks"} else "",
        "options": bound.subwidgets if kind in {"radios", "checks"} else (),
    }


@register.inclusion_tag("ui/forms/errors.html")
def form_errors(*given: forms.BaseForm | None) -> dict[str, object]:
    """The summary on top of a refused form: takes focus, each line leads to its field."""
    return {"errors": [line for form in given if form is not None for line in summary(form)]}


def summary(form: forms.BaseForm) -> list[FormError]:
    """Return the errors of a form in the order of its fields, the form's own first."""
    if not form.is_bound:
        return []
    lines = [FormError(str(text), "") for text in form.non_field_errors()]
    for bound in form:
        name = str(bound.label).rstrip("?:")
        lines += [FormError(f"{name}: {text}", target_of(bound)) for text in bound.errors]
    return lines


def target_of(bound: BoundField) -> str:
    """Return the id of a field's first control; a hidden field has nowhere to go."""
    kind = kind_of(bound)
    if kind == "hidden":
        return ""
    return f"{bound.auto_id}_0" if kind in {"radios", "checks"} else bound.auto_id


@register.simple_tag
def nonce() -> SafeString:
    """A hidden field that makes a form count once, however often it is pressed."""
    return format_html('<input type="hidden" name="{}" value="{}">', nonces.FIELD, nonces.new())
