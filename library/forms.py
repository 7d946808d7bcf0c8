"""Forms of resources: what one says, its file or link, its review, its owner, and the list's filter."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from foundation.accounts.models import User
from foundation.files.fields import CheckedFileField, hint
from foundation.ui.forms import CheckboxTiles, DateField, LineField, SearchField, field_of
from library.enums import Audience, ResourceType, Standing
from sites.models import CoreArea, Site

MAX_SUMMARY = 2000
REVIEW_HINT = "You'll get a reminder 30 days before. One year from now is usual."
AUDIENCE_HINTS = {
    Audience.SITE: "only that site's team and DOJ staff",
    Audience.NETWORK: "every site, provider, and federal partner",
    Audience.PUBLIC: "anyone on the internet, without signing in",
}


class ContentForm(forms.Form):
    """The file or the link that a resource is."""

    url = forms.URLField(
        label="Web address",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="It begins with https://. The page shows where it leads.",
    )
    file = CheckedFileField(
        label="Or a file",
        required=False,
        help_text=f"{hint()} Leave out case details and the names of victims, witnesses, and suspects.",
    )


class ReviewForm(forms.Form):
    """The next day to look at a resource."""

    review_by = DateField(
        label="Review by",
        error_messages={"required": "Enter a review date."},
        help_text=REVIEW_HINT,
    )


class DescriptionForm(forms.Form):
    """What a resource is, what it helps with, and who reads it."""

    title = LineField(label="Title", max_length=160, error_messages={"required": "Enter a title."})
    type = forms.ChoiceField(
        label="Type", choices=ResourceType, error_messages={"required": "Choose a type."}
    )
    summary = forms.CharField(
        label="What it's for",
        max_length=MAX_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Say who can use it, and when. People search these words.",
        error_messages={"required": "Enter what it's for."},
    )
    core_areas = forms.ModelMultipleChoiceField(
        label="Core areas",
        queryset=CoreArea.objects.none(),
        to_field_name="slug",
        widget=CheckboxTiles,
        help_text="We suggest it on requests in these areas.",
        error_messages={"required": "Choose at least one core area."},
    )
    audience = forms.ChoiceField(
        label="Who can read it",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who can read it."},
    )

    def __init__(
        self,
        *args: Any,
        areas: QuerySet[CoreArea],
        audiences: Iterable[Audience],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "core_areas", forms.ModelMultipleChoiceField).queryset = areas
        field_of(self, "audience", forms.ChoiceField).choices = [
            (each.value, f"{each.label}: {AUDIENCE_HINTS[each]}") for each in audiences
        ]


class SharedResourceForm(DescriptionForm, ContentForm, ReviewForm):
    """A new resource that more than one site reads."""

    field_order: tuple[str, ...] = (
        "title",
        "type",
        "summary",
        "core_areas",
        "url",
        "file",
        "audience",
        "review_by",
    )


class ResourceForm(SharedResourceForm):
    """A new resource."""

    site = forms.ModelChoiceField(
        label="Site",
        queryset=Site.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="None",
        help_text="Only for a resource that one site can read.",
    )

    field_order = (
        "title",
        "type",
        "summary",
        "core_areas",
        "url",
        "file",
        "audience",
        "site",
        "review_by",
    )

    def __init__(self, *args: Any, sites: QuerySet[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "site", forms.ModelChoiceField).queryset = sites


class ShareForm(ReviewForm):
    """What everyone reads of a resource that was one site's."""

    title = DescriptionForm.base_fields["title"]
    summary = DescriptionForm.base_fields["summary"]

    field_order = ("title", "summary", "review_by")


class OwnerForm(forms.Form):
    """Another owner of a resource."""

    owner = forms.ModelChoiceField(
        label="Owner",
        queryset=User.objects.none(),
        empty_label="Choose a person",
        help_text="We'll notify this person, and remind them when a review is due.",
        error_messages={"required": "Choose a person."},
    )

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "owner", forms.ModelChoiceField).queryset = people


class ProposalForm(forms.Form):
    """What someone proposes for the library, in words that everyone may read."""

    title = DescriptionForm.base_fields["title"]
    summary = DescriptionForm.base_fields["summary"]
    url = forms.URLField(
        label="Web address",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="Where it is, if it's online. It begins with https://.",
    )


class DeclineForm(forms.Form):
    """Why a proposal is declined."""

    reason = LineField(
        label="Reason", max_length=300, error_messages={"required": "Enter a reason."}
    )


class ArchiveForm(forms.Form):
    """Why a resource is archived."""

    reason = LineField(
        label="Reason",
        max_length=300,
        help_text="People who open its address can read this.",
        error_messages={"required": "Enter a reason."},
    )


class FilterForm(forms.Form):
    """The filters of the list, and where its page begins; what isn't a choice is left out."""

    q = SearchField(label="Search resources", required=False, max_length=200)
    area = forms.ChoiceField(label="Core area", required=False)
    type = forms.ChoiceField(
        label="Type", required=False, choices=[("", "Any type"), *ResourceType.choices]
    )
    audience = forms.ChoiceField(
        label="Who can read it", required=False, choices=[("", "Any readers"), *Audience.choices]
    )
    standing = forms.ChoiceField(
        label="Status", required=False, choices=[("", "Current"), *Standing.choices]
    )

    def __init__(
        self, *args: Any, areas: Mapping[str, str], is_signed_in: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        chosen = [("", "Any core area"), *areas.items()]
        field_of(self, "area", forms.ChoiceField).choices = chosen
        if not is_signed_in:
            del self.fields["audience"], self.fields["standing"]

    def asked(self) -> dict[str, Any]:
        """Return the filters that were chosen, as ``querysets.asked`` takes them."""
        self.is_valid()
        chosen = {
            ("words" if name == "q" else name): value for name, value in self.cleaned_data.items()
        }
        return {name: value for name, value in chosen.items() if value}
