"""The form that requests an export."""

from typing import Any

from django import forms

from foundation.accounts.actors import Actor
from foundation.accounts.permissions import Permission as P
from foundation.exports import registry
from foundation.exports.enums import Format
from foundation.ui.forms import field_of

MAX_QUERY = 1000


class ExportForm(forms.Form):
    """The list, its filters, and the file format."""

    what = forms.ChoiceField(widget=forms.HiddenInput, choices=registry.choices)
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MAX_QUERY)
    format = forms.ChoiceField(
        label="File",
        choices=Format.choices,
        error_messages={"required": "Choose a file type."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        exportable = registry.find(self["what"].value() or "")
        if exportable is not None:
            field_of(self, "format", forms.ChoiceField).choices = [
                (each.value, each.label) for each in exportable.formats
            ]

    def clean_format(self) -> Format:
        """Return the file format."""
        return Format(self.cleaned_data["format"])


def export_of(what: str, query: str, actor: Actor) -> ExportForm | None:
    """Return the form that exports a list with its filters; None for a reader who can't export.

    Arguments:
        what: the list's name in the registry.
        query: its filters, as the URL of the page has them.
        actor: the reader.
    """
    if not actor.may_anywhere(P.LIST_EXPORT):
        return None
    return ExportForm(initial={"what": what, "query": query})
