"""The administration's forms: what their reader changed is saved, and a refusal is shown with what was typed."""

import re
from copy import copy
from datetime import date
from itertools import chain
from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.db import IntegrityError, connection
from django.forms.models import BaseInlineFormSet
from django.http import HttpResponse, QueryDict

from foundation.ui.asking import add_refusal
from foundation.ui.field_messages import plain_breaks
from foundation.ui.forms import WHICH_YEAR, YEARS
from foundation.ui.zones import every_zone
from foundation.workflow import folds
from foundation.workflow.errors import DomainError, InvalidInput, Refused, StaleEdit

CONSTRAINT = re.compile("Constraint “(.+)” is violated.")
GONE = "Someone else removed a row. Open the page again to see what is there now."

OVERTAKEN = "Someone else changed this{to} while the page was open. Save again to replace their change with yours."


class ListField(forms.CharField):
    """A list of texts, written one on each line, for a column that holds it as JSON."""

    widget: type[forms.Widget] | forms.Widget = forms.Textarea(attrs={"rows": 8, "cols": 80})
    between: ClassVar = re.compile(r"\n")
    joined_by: ClassVar = "\n"

    def prepare_value(self, value: Any) -> Any:
        """Return the text of a list."""
        return self.joined_by.join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return the list of a text, without its empty places."""
        if isinstance(value, list):
            return value
        parts = self.between.split(plain_breaks(super().to_python(value) or ""))
        return [part for part in map(folds.seen, parts) if part]


class EditForm(forms.ModelForm):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """A row of which only what the reader changed is changed, because others may change the rest meanwhile.

    Attributes:
        refused: why the action refused what was sent, when the form is shown again.
    """

    refused: DomainError | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Compare with the row what was sent without the value that was shown."""
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items() if self.is_bound else ():
            hidden, shown = field.hidden_widget(), self.add_initial_prefix(name)
            if hidden.value_omitted_from_data(self.data, self.files, shown):
                field.show_hidden_initial = False

    def clean(self) -> dict[str, Any] | None:
        """Say why the action refused, and what somebody else changed in the fields that the reader changed."""
        values = super().clean()
        self._check_years(values or {})
        if self.refused:
            add_refusal(self, self.refused)
        if not self.instance._state.adding:  # noqa: SLF001 -- Django documents it
            for name in self.changed_data:
                self._ask_before_replacing(name)
        return values

    def add_error(self, field: str | None, error: Any) -> None:
        """Say which rule a row breaks: Django only names the constraint, and ours are named as sentences."""
        by_field = getattr(error, "error_dict", {"": getattr(error, "error_list", ())})
        for each in chain(*by_field.values()):
            if broken := CONSTRAINT.fullmatch(str(each.message)):
                each.message = f"{broken[1].replace('_', ' ').capitalize()}."
        super().add_error(field, error)

    def _check_years(self, values: dict[str, Any]) -> None:
        """Refuse a year that nobody can mean, such as 202: a calendar would be counted from it."""
        for name, value in values.copy().items():
            if isinstance(value, date) and value.year not in YEARS:
                self.add_error(name, WHICH_YEAR)

    def _ask_before_replacing(self, name: str) -> None:
        """Refuse a field once that somebody else changed after the page was opened."""
        field, shown = self.fields[name], self.add_initial_prefix(name)
        if not field.show_hidden_initial:
            return
        now = self[name].initial
        was = self._widget_data_value(field.hidden_widget(), shown)
        if not field.has_changed(now, was) or not field.has_changed(now, self[name].data):
            return
        # Shown again, the page compares with what is stored now, so that saving it again replaces that.
        value, sent = field.prepare_value(now), cast("QueryDict", copy(self.data))
        sent.setlist(shown, value if isinstance(value, list) else [value])
        self.data = sent
        stored = _in_words(self.instance, name)
        self.add_error(name, OVERTAKEN.format(to=f" to “{stored}”" if stored else ""))

    def _widget_data_value(self, widget: forms.Widget, html_name: str) -> Any:
        """Read line breaks of hidden values, too, as those of fields are read."""
        return plain_breaks(super()._widget_data_value(widget, html_name))  # type: ignore[misc]  # -- as below

    def _post_clean(self) -> None:
        """Leave on the row what the reader left alone: it may have changed since the page was opened."""
        every = self.cleaned_data
        if not self.instance._state.adding:  # noqa: SLF001 -- Django documents it
            self.cleaned_data = {name: every[name] for name in self.changed_data if name in every}
        super()._post_clean()  # type: ignore[misc]  # -- private to Django, whose stubs leave it out
        self.cleaned_data = every


class Remembering:
    """Sends with each field what it showed, to tell what its reader changed from what others did."""

    def formfield_for_dbfield(self, db_field: Any, *args: Any, **kwargs: Any) -> forms.Field | None:
        """Return Django's field, with its first value hidden next to it; a time zone is chosen from a list."""
        if db_field.name == "time_zone":
            kwargs["widget"] = forms.Select(choices=every_zone())
        field: forms.Field | None = super().formfield_for_dbfield(db_field, *args, **kwargs)  # type: ignore[misc]  # -- of the admin it is mixed into
        if field is not None:
            field.show_hidden_initial = True
        return field


class LabelledRows(BaseInlineFormSet):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Inline rows whose fields have labels: by default, Django shows only column headings."""

    def clean(self) -> None:
        """Say what Django leaves out: it shows no row that somebody else removed, and no error of its hidden key."""
        super().clean()
        key = self.fk.model._meta.pk.name
        if any(key in form.errors for form in self.initial_forms):
            raise forms.ValidationError(GONE)

    def add_fields(self, form: Any, index: int | None) -> None:
        """Label each field, including the checkbox that removes the row."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            # The admin wraps a related field's widget, and only the inner one is rendered.
            drawn = getattr(field.widget, "widget", field.widget)
            drawn.attrs.setdefault("aria-label", str(field.label or name))


class RowsInline(Remembering, admin.TabularInline):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """Rows that belong to one row, with labels."""

    form = EditForm
    formset = LabelledRows
    extra = 0


class EditAdmin(Remembering, admin.ModelAdmin):  # type: ignore[type-arg]  # -- not subscriptable at run time
    """What every registered admin does after its own class: it comes last before Django's."""

    form = EditForm

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:  # noqa: FBT001, FBT002 -- Django's signature
        """Return the form, which knows why the action refused what was sent."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refused = getattr(request, "refused", None)
        return form

    def changeform_view(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show a form again that was refused after its check: with what was typed, and why.

        What the database refuses, because somebody saved between check and save, the form's own check sees the
        second time.
        """
        try:
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            status = Refused.status
        except (InvalidInput, Refused, StaleEdit) as refused:
            request.refused, status = refused, refused.status
        again = super().changeform_view(request, *args, **kwargs)
        if again.status_code == 200:
            again.status_code = status
        return again

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Save only what was changed of a row that is there; never write over one with a new row's key."""
        if change:
            columns = {field.name for field in self.opts.concrete_fields}
            obj.save(update_fields=columns & set(form.changed_data))
        else:
            obj.save(force_insert=True)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        """Save the rows that belong to it; find now what refers to a row that somebody removed."""
        super().save_related(request, form, formsets, change)
        connection.check_constraints()


def _in_words(row: Any, name: str) -> str:
    """Return what a row's field holds; "" for nothing, and for rows of other tables."""
    value = getattr(row, name)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if value in (None, "") or hasattr(value, "all"):
        return ""
    if isinstance(value, list):
        return ", ".join(value)
    return str(getattr(row, f"get_{name}_display", lambda: value)())
