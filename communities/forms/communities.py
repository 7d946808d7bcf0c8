"""Forms of a community: setting it up, its facilitators, members, posts, and steps."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from foundation.ui.forms import ButtonForm, DateField, LineField, field_of, reason_field
from foundation.workflow.transition import Transition
from sites.models import CoreArea, Site
from sites.models.seats import SITE_ROLE_CHOICES

MAX_TEXT = 4000
# The last part of an address that is a page of its own: communities/new/.
TAKEN = frozenset({"new"})


class SetUpForm(forms.Form):
    """What a community is about, and whom it is for."""

    name = LineField(
        label="Name", max_length=120, error_messages={"required": "Enter the community's name."}
    )
    slug = forms.RegexField(
        r"^[a-z][a-z0-9]*(-[a-z0-9]+)*\Z",
        label="Web address",
        max_length=60,
        help_text="The last part of the page's address, such as crime-analysis. It can't be changed later.",
        error_messages={
            "required": "Enter the last part of the address, such as crime-analysis.",
            "invalid": "Use lowercase letters, digits, and hyphens, such as crime-analysis.",
        },
    )
    audience = LineField(label="Who it's for", max_length=160, required=False)
    purpose = forms.CharField(
        label="Purpose",
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Everyone who signs in can read it.",
    )
    core_area = forms.ModelChoiceField(
        label="Core area",
        queryset=CoreArea.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="None",
    )
    model_site = forms.ModelChoiceField(
        label="Model site",
        queryset=Site.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label="None",
    )
    open_to = forms.MultipleChoiceField(
        label="Roles that can join without asking",
        choices=SITE_ROLE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Everyone else asks to join, and a facilitator decides.",
    )

    def __init__(
        self, *args: Any, areas: QuerySet[CoreArea], sites: QuerySet[Site], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field_of(self, "core_area", forms.ModelChoiceField).queryset = areas
        field_of(self, "model_site", forms.ModelChoiceField).queryset = sites

    def clean_slug(self) -> str:
        """Return the last part of the address, unless a page of the portal has it."""
        slug: str = self.cleaned_data["slug"]
        if slug in TAKEN:
            raise forms.ValidationError("The portal uses this web address. Enter a different one.")
        return slug


class FacilitatorForm(forms.Form):
    """A new facilitator of this community."""

    email = forms.EmailField(
        label="Email address of the person",
        max_length=254,
        help_text="The person must have an account.",
        error_messages={"required": "Enter the person's email address."},
    )
    last_day = DateField(
        label="Last day",
        required=False,
        help_text="Leave this blank if it has no last day. You can end it on any day.",
    )


class JoinForm(forms.Form):
    """A request to join."""

    note = LineField(
        label="Why you'd like to join",
        max_length=500,
        required=False,
        help_text="The community's facilitators can read it.",
    )


class ReasonForm(forms.Form):
    """A step with the reason for it."""

    reason = reason_field()


class PostForm(forms.Form):
    """A post, or a reply to one."""

    text = forms.CharField(
        label="Text",
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="All members can read it. Don't include case details or names.",
        error_messages={"required": "Write something first."},
    )


class ThreadForm(PostForm):
    """A post, which may ask the other members something."""

    is_question = forms.BooleanField(
        label="This is a question",
        required=False,
        help_text="Members see at a glance that you'd like an answer.",
    )


def form_of_step(row: Transition, sent: Mapping[str, Any] | None) -> forms.Form:
    """Return the form of a step: with a reason where the step needs one."""
    return ReasonForm(sent) if row.reason_required else ButtonForm(sent)
