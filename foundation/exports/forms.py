"""The form that requests an export."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.utils.safestring import SafeString

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


@dataclass(frozen=True, slots=True)
class ExportOffer:
    """What a page offers to export.

    Attributes:
        what: the list's name in the registry.
        query: its filters, as the URL of the page has them.
    """

    what: str
    query: str

    @property
    def file_types(self) -> SafeString:
        """The field that chooses a file type, which is the same on every page of a list."""
        return _file_types(self.what)


@lru_cache(maxsize=64)
def _file_types(what: str) -> SafeString:
    return ExportForm(initial={"what": what})["format"].as_field_group()


def export_of(what: str, query: str, actor: Actor) -> ExportOffer | None:
    """Return what exports a list with its filters; None for a reader who can't export.

    Arguments:
        what: the list's name in the registry.
        query: its filters, as the URL of the page has them.
        actor: the reader.
    """
    return ExportOffer(what, query) if actor.may_anywhere(P.LIST_EXPORT) else None
