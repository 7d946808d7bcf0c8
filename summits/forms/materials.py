"""Forms to add files and links to a summit or a session, and to remove them."""

from urllib.parse import urlsplit

from django import forms
from django.core.validators import MaxLengthValidator

from foundation.files.fields import CheckedFileField, hint
from foundation.ui.forms import LineField
from summits.errors import InsecureLink
from summits.models import SECURE


class MaterialFileForm(forms.Form):
    """A file, and what it is."""

    file = CheckedFileField(
        label="File", help_text=hint(), error_messages={"required": "Choose a file."}
    )
    description = LineField(
        label="Description",
        max_length=200,
        required=False,
        help_text="For example, slides or handout.",
    )


class MaterialLinkForm(forms.Form):
    """A link, and what it leads to."""

    title = LineField(
        label="Title",
        max_length=120,
        help_text="For example, recording of the plenary.",
        error_messages={"required": "Enter a title."},
    )
    url = forms.URLField(
        label="Web address",
        max_length=500,
        assume_scheme="https",
        help_text="It begins with https://. The page shows where it leads.",
        error_messages={
            "required": "Enter a web address.",
        },
    )

    def clean_url(self) -> str:
        """Return the address; only a secure one, without a name or password in it."""
        url: str = self.cleaned_data["url"]
        if not url.startswith(SECURE):
            raise forms.ValidationError(InsecureLink.message)
        if urlsplit(url).username is not None:
            raise forms.ValidationError("Enter a web address without a user name in it.")
        return url


class RemoveMaterialForm(forms.Form):
    """The reason for removing a file or a link."""

    reason = forms.CharField(
        label="Why are you removing it?",
        help_text="The reason is saved with the summit.",
        validators=[MaxLengthValidator(2000)],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter a reason."},
    )
