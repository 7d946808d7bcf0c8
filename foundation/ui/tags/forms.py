"""Tags for forms: one field, the error summary, the nonce."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

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
    """Render a form field with label, hint, error and control.

    Arguments:
        hint: replaces the field's help text.
        width: "xs", "sm", "md" or "lg", to fit the answer's length; the column's width by default.
        label: replaces the field's label.
    """
    return render_to_string(
        "ui/forms/field.html", parts(bound, hint=hint, width=width, label=label)
    )


def parts(bound: BoundField, *, hint: str = "", width: str = "", label: str = "") -> dict[str, Any]:
    """Return the values that the field's template prints."""
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


@register.inclusion_tag("ui/forms/ratings.html")
def rating_table(form: forms.BaseForm, caption: str, heading: str) -> dict[str, object]:
    """Render questions that have the same answers as a table; on a phone, each is a group of tiles.

    Arguments:
        form: its fields are radio buttons with the same choices.
        caption: what the table is, for screen readers.
        heading: what its rows are, such as "Core area".
    """
    rows = [parts(bound) for bound in form]
    levels = [option.choice_label for option in rows[0]["options"]] if rows else []
    return {"caption": caption, "heading": heading, "levels": levels, "rows": rows}


@register.inclusion_tag("ui/forms/errors.html")
def form_errors(*given: forms.BaseForm | None) -> dict[str, object]:
    """Render the summary above a refused form: it takes focus, and each line leads to its field."""
    return {"errors": [line for form in given if form is not None for line in summary(form)]}


@register.inclusion_tag("ui/forms/filter.html")
def filter_form(
    form: forms.BaseForm, label: str, clear: str, *, is_filtered: bool, button: str = "Filter"
) -> dict[str, object]:
    """Render the filters above a list, with a link that clears them once one is chosen.

    Arguments:
        label: what the list is of, read out as the form's name.
        clear: the address of the whole list.
        button: what its button says.
    """
    return {"form": form, "label": label, "clear": clear if is_filtered else "", "button": button}


@register.simple_tag
@lru_cache(maxsize=256)
def kept_form(template: str, form: forms.BaseForm, clear: str) -> SafeString:
    """Render filters, once for all pages that have the same form, which its presenter remembers.

    Arguments:
        template: gets the form, and ``clear``.
        clear: the address of the whole list; empty where nothing is asked for.
    """
    return render_to_string(template, {"form": form, "clear": clear})


@register.inclusion_tag("ui/no_match.html")
def no_match(things: str, clear: str) -> dict[str, str]:
    """Render that the filters leave none of some things, and how to see more; ``clear`` as of the filters."""
    return {"heading": f"No {things} match these filters.", "clear": clear}


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
    """Return the id of a field's first control; empty for a hidden field."""
    kind = kind_of(bound)
    if kind == "hidden":
        return ""
    return f"{bound.auto_id}_0" if kind in {"radios", "checks"} else bound.auto_id


@register.simple_tag
def nonce() -> SafeString:
    """Render the hidden field that makes a form count once, however often it is sent."""
    return mark_safe(f'<input type="hidden" name="{nonces.FIELD}" value="{nonces.new()}">')  # noqa: S308 -- letters, digits, - and _
